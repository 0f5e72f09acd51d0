import { ProblemError } from '@tiltak/http/client';
import type * as z from 'zod';
import * as f from '../form.ts';
import { callOptions, type Filled } from '../html/form.ts';
import type { Explanation } from '../problems.ts';
import type { Services } from '../services.ts';
import { type Entered, type Page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';

type Options = ReturnType<typeof callOptions>;
/** The call that a form asks for; `Params` are the ids that it is about. */
export type StepCall<Params> = (
  api: Services['procurement'],
  params: Params,
  options: Options,
) => Promise<unknown>;
/** Reads a form: the call that it asks for, or what is wrong with it, by field. */
export type ReadStep<Params> = (
  entered: Entered,
) =>
  | { readonly ok: true; readonly value: StepCall<Params> }
  | { readonly ok: false; readonly errors: f.FormErrors };
/** The steps of a page, by the last part of their address. */
export type Steps<Params> = Readonly<Record<string, ReadStep<Params>>>;

/** Makes steps about these ids, each of the fields that its form has. */
export const stepFor =
  <Params>() =>
  <Schema extends z.ZodObject>(
    schema: Schema,
    call: (value: z.output<Schema>) => StepCall<Params>,
  ): ReadStep<Params> =>
  (entered) => {
    const outcome = f.readForm(schema, entered);
    return outcome.ok ? { ok: true, value: call(outcome.value) } : outcome;
  };

/** For a call on another stream than the one whose version the page holds: a form that is sent twice counts once. */
export const keyOnly = ({ idempotencyKey }: Options): Pick<Options, 'idempotencyKey'> =>
  idempotencyKey === undefined ? {} : { idempotencyKey };

/** A whole answer, with its version; undefined where there is nothing, which is left out of the page. */
export async function perhaps<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * Receives the forms of a page, one for each step, at `<path>/<step>`: carries the step out and goes back to the page,
 * or shows what was refused with the form. `paramsOf` gives the ids that the calls are about.
 */
export const stepReceivers = <Params>(
  path: string,
  steps: Steps<Params>,
  page: {
    readonly show: (visit: SignedInVisit, filled: Filled) => Promise<Page>;
    readonly pathOf: (visit: SignedInVisit) => string;
    readonly paramsOf: (visit: SignedInVisit) => Params;
    /** Where a step leads that does not lead back to the page. */
    readonly doneAt?: Readonly<Record<string, (visit: SignedInVisit) => string>>;
    /** Of several forms for the same step, the name of the one that was sent. */
    readonly formOf?: (step: string, entered: Entered) => string;
    /** What refusals mean here, where their codes mean something else elsewhere. */
    readonly words?: Readonly<Record<string, Explanation>>;
  },
): readonly Route[] =>
  Object.entries(steps).map(([name, read]) =>
    receiver(`${path}/${name}`, async (visit: SignedInVisit): Promise<Reply> => {
      const form = page.formOf?.(name, visit.form) ?? name;
      const refused = (errors: f.FormErrors) => page.show(visit, { form, entered: visit.form, errors });
      const entered = read(visit.form);
      if (!entered.ok) return refused(entered.errors);
      const done = await f.attempted(
        () => entered.value(visit.api.procurement, page.paramsOf(visit), callOptions(visit.form)),
        page.words,
      );
      if (!done.ok) return refused(done.errors);
      const next = page.doneAt?.[name] ?? page.pathOf;
      return { redirect: `${next(visit)}?utfort=${name}` };
    }),
  );
