import { envelopeKind, sealingOperations } from '@tiltak/contracts/procurement';
import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import {
  type Entered,
  hasRole,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { keysPage } from './keysPage.ts';
import { openingPage } from './openingPage.ts';

const casePath = '/anskaffelser/:procurementId';
const keysPath = `${casePath}/nokler`;
const openingPath = `${casePath}/apning`;
/** The operation takes no more. */
const sharesMax = 20;

const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });
const pathOf = ({ params }: SignedInVisit, last: 'nokler' | 'apning') =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}/${last}`;

/** Undefined where no keys are set. */
async function readSealing(visit: SignedInVisit) {
  try {
    return (await visit.api.procurement.getSealing({ params: paramsOf(visit) })).body;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

async function showKeys(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const [{ body: theCase }, keys, sealing] = await Promise.all([
    procurement.getProcurement({ params: paramsOf(visit) }),
    all((cursor) => procurement.listOfficerKeys({ query: { cursor, limit: pageLimit } })),
    readSealing(visit),
  ]);
  const path = pathOf(visit, 'nokler');
  const navigation = caseNavigation(theCase, 'nokler');
  return keysPage({ visit, path, version: undefined, filled, navigation }, { theCase, keys, sealing });
}

async function showOpening(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const mayRead = hasRole(visit, 'procurement.officer', 'procurement.opener', 'auditor');
  const [{ body: theCase }, { body: opening }, sealing, bids, counted] = await Promise.all([
    procurement.getProcurement({ params }),
    procurement.getOpening({ params }),
    readSealing(visit),
    mayRead ? all((cursor) => procurement.listBids({ params, query: { cursor, limit: pageLimit } })) : [],
    mayRead ? procurement.listBids({ params, query: { limit: 1 } }) : undefined,
  ]);
  const count = counted?.body.count ?? undefined;
  const navigation = caseNavigation(theCase, 'apning');
  const forms = { visit, path: pathOf(visit, 'apning'), version: undefined, filled, navigation };
  return openingPage(forms, { theCase, opening, sealing, bids, count });
}

type Show = (visit: SignedInVisit, filled: Filled) => Promise<Page>;

/** Carries a form out and goes back to its page; what was refused is shown with the form. */
const carryOut =
  <Schema extends z.ZodObject>(given: {
    readonly step: string;
    readonly schema: Schema;
    readonly call: (visit: SignedInVisit, value: z.output<Schema>) => Promise<unknown>;
    readonly show: Show;
    /** Of several forms for the same step, the one that was sent. */
    readonly formOf?: (entered: Entered) => string;
    readonly back: 'nokler' | 'apning';
  }) =>
  async (visit: SignedInVisit): Promise<Reply> => {
    const { back, call, formOf = () => given.step, schema, show, step } = given;
    const refused = (errors: f.FormErrors) =>
      show(visit, { form: formOf(visit.form), entered: visit.form, errors });
    const read = f.readForm(schema, visit.form);
    if (!read.ok) return refused(read.errors);
    const done = await f.attempted(() => call(visit, read.value));
    if (!done.ok) return refused(done.errors);
    return { redirect: `${pathOf(visit, back)}?utfort=${step}` };
  };

const ownKey = z.object({ recipient: f.requiredLine('Lag en nøkkel, eller lim inn den offentlige delen.') });

const dealtSchema = sealingOperations.setSealing.body;
/** What the dealing made, in the browser or by the command line tool. */
const dealing = z.object({
  dealt: z.string().transform((text, context): z.output<typeof dealtSchema> => {
    const result = dealtSchema.safeParse(jsonIn(text));
    if (result.success) return result.data;
    const message = 'Del ut nøkkelen først, eller lim inn hele filen fra tiltak-seal deal.';
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  }),
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const approval = z.object({ envelope: envelopeKind });
const shares = approval.extend({
  shares: z
    .string()
    .transform((text) => text.split(/\s+/).filter((share) => share !== ''))
    .refine(
      (given) => given.length > 0 && given.length <= sharesMax,
      `Lim inn nøkkeldelene, én per linje, høyst ${sharesMax}.`,
    ),
});
const formFor = (step: string) => (entered: Entered) => `${step}-${entered.get('envelope')}`;

/** The pages on the keys of sealed bids, and on their opening. */
export const openingRoutes: readonly Route[] = [
  page(keysPath, (visit) => showKeys(visit)),
  page(openingPath, (visit) => showOpening(visit)),
  receiver(
    `${keysPath}/egen`,
    carryOut({
      ...{ step: 'egen', schema: ownKey, show: showKeys, back: 'nokler' },
      call: ({ api, form }, body) => api.procurement.registerOfficerKey({ body }, callOptions(form)),
    }),
  ),
  receiver(
    `${keysPath}/utdeling`,
    carryOut({
      ...{ step: 'utdeling', schema: dealing, show: showKeys, back: 'nokler' },
      call: (visit, { dealt: body }) =>
        visit.api.procurement.setSealing({ params: paramsOf(visit), body }, callOptions(visit.form)),
    }),
  ),
  receiver(
    `${openingPath}/godkjenn`,
    carryOut({
      ...{
        step: 'godkjenn',
        schema: approval,
        show: showOpening,
        back: 'apning',
        formOf: formFor('godkjenn'),
      },
      call: (visit, body) =>
        visit.api.procurement.approveOpening({ params: paramsOf(visit), body }, callOptions(visit.form)),
    }),
  ),
  receiver(
    `${openingPath}/apne`,
    carryOut({
      ...{ step: 'apne', schema: shares, show: showOpening, back: 'apning', formOf: formFor('apne') },
      call: (visit, body) =>
        visit.api.procurement.openBids({ params: paramsOf(visit), body }, callOptions(visit.form)),
    }),
  ),
];
