import * as z from 'zod';
import { attempted, type FormErrors, optionalChoice, readForm, requiredLine, requiredText } from '../form.ts';
import { callOptions, type Filled } from '../html/form.ts';
import { type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingParts, conditionWords, consequenceWords } from '../words/job.ts';

type ShowJob = (visit: SignedInVisit, filled: Filled) => Promise<Reply>;
type Keys<Words> = readonly [keyof Words & string, ...(keyof Words & string)[]];

/** The values that a list of words has words for. */
export const keysOf = <Words extends object>(words: Words) => Object.keys(words) as unknown as Keys<Words>;

const nothing = z.object({});
const merge = z.object({ duplicateOf: requiredLine('Velg arbeidet som dette skal slås sammen med.') });
const reopening = z.object({ reason: requiredText('Skriv hvorfor arbeidet tas opp igjen.') });
const rejection = z.object({ reason: requiredText('Skriv hvorfor arbeidet avvises.') });
const assessment = z.object({
  buildingPart: optionalChoice(keysOf(buildingParts)),
  conditionGrade: optionalChoice(keysOf(conditionWords)),
  consequenceGrade: optionalChoice(keysOf(consequenceWords)),
});

/** The receivers of the forms on a job's page, each of which leads back to it; `showJob` shows it with what was wrong. */
export function jobActionRoutes(showJob: ShowJob): readonly Route[] {
  /** `done` is the key of the text that says that it was done. */
  function action<Schema extends z.ZodObject>(
    name: string,
    schema: Schema,
    {
      call,
      done,
    }: {
      readonly done: string;
      readonly call: (
        visit: SignedInVisit,
        body: z.output<Schema>,
        options: ReturnType<typeof callOptions>,
      ) => Promise<unknown>;
    },
  ): Route {
    return receiver(`/arbeid/:jobId/${name}`, async (visit) => {
      const refused = (errors: FormErrors) => showJob(visit, { form: name, entered: visit.form, errors });
      const entered = readForm(schema, visit.form);
      if (!entered.ok) return refused(entered.errors);
      const outcome = await attempted(() => call(visit, entered.value, callOptions(visit.form)));
      if (!outcome.ok) return refused(outcome.errors);
      return { redirect: `/arbeid/${encodeURIComponent(visit.params.jobId!)}?utfort=${done}` };
    });
  }
  const of = ({ params }: SignedInVisit) => ({ jobId: params.jobId! });

  return [
    action('vurder', assessment, {
      done: 'vurdert',
      call: (visit, body, options) => visit.api.maintenance.triageJob({ params: of(visit), body }, options),
    }),
    action('godkjenn', nothing, {
      done: 'godkjent',
      call: (visit, _body, options) => visit.api.maintenance.approveJob({ params: of(visit) }, options),
    }),
    action('avvis', rejection, {
      done: 'avvist',
      call: (visit, body, options) => visit.api.maintenance.rejectJob({ params: of(visit), body }, options),
    }),
    action('slaa-sammen', merge, {
      done: 'sammenslatt',
      call: (visit, body, options) => visit.api.maintenance.mergeJob({ params: of(visit), body }, options),
    }),
    action('ta-opp-igjen', reopening, {
      done: 'gjenapnet',
      call: (visit, body, options) => visit.api.maintenance.reopenJob({ params: of(visit), body }, options),
    }),
    action('slett-melder', nothing, {
      done: 'slettet',
      call: (visit, _body, { idempotencyKey }) =>
        visit.api.maintenance.eraseReporter(
          { params: of(visit) },
          idempotencyKey === undefined ? {} : { idempotencyKey },
        ),
    }),
  ];
}
