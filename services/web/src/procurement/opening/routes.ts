import { envelopeKind, sealingOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { hasRole, type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { bidExplanations } from '../bidProblems.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, type Steps, stepFor, stepReceivers } from '../stepRoutes.ts';
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
const readSealing = async (visit: SignedInVisit) =>
  (await perhaps(visit.api.procurement.getSealing({ params: paramsOf(visit) })))?.body;

async function showKeys(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const [{ body: theCase }, keys, sealing] = await Promise.all([
    procurement.getProcurement({ params: paramsOf(visit) }),
    all((cursor) => procurement.listOfficerKeys({ query: { cursor, limit: pageLimit } })),
    readSealing(visit),
  ]);
  const path = pathOf(visit, 'nokler');
  const navigation = caseNavigation(theCase, 'nokler');
  const holders = [...keys, ...(sealing?.shares ?? [])].map(({ holder }) => holder);
  const personOf = await personNames(visit, holders);
  return keysPage(
    { visit, path, version: undefined, filled, navigation },
    { theCase, keys, sealing, personOf },
  );
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
  const approvers = opening.envelopes.flatMap(({ approvals }) => approvals.map(({ by }) => by));
  const personOf = await personNames(visit, approvers);
  return openingPage(forms, { theCase, opening, sealing, bids, count, personOf });
}

type Params = { readonly procurementId: string };
const step = stepFor<Params>();

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

const keySteps: Steps<Params> = {
  egen: step(
    z.object({ recipient: f.requiredLine('Lag en nøkkel, eller lim inn den offentlige delen.') }),
    (body) => (api, _, options) => api.registerOfficerKey({ body }, options),
  ),
  utdeling: step(
    dealing,
    ({ dealt: body }) =>
      (api, params, options) =>
        api.setSealing({ params, body }, options),
  ),
};

const approval = z.object({ envelope: envelopeKind });
const openingSteps: Steps<Params> = {
  godkjenn: step(approval, (body) => (api, params, options) => api.approveOpening({ params, body }, options)),
  apne: step(
    approval.extend({
      shares: z
        .string()
        .transform((text) => text.split(/\s+/).filter((share) => share !== ''))
        .refine(
          (given) => given.length > 0 && given.length <= sharesMax,
          `Lim inn nøkkeldelene, én per linje, høyst ${sharesMax}.`,
        ),
    }),
    (body) => (api, params, options) => api.openBids({ params, body }, options),
  ),
};

/** The pages on the keys of sealed bids, and on their opening. */
export const openingRoutes: readonly Route[] = [
  page(keysPath, (visit) => showKeys(visit)),
  page(openingPath, (visit) => showOpening(visit)),
  ...stepReceivers(keysPath, keySteps, {
    show: showKeys,
    pathOf: (visit) => pathOf(visit, 'nokler'),
    paramsOf,
    words: bidExplanations,
  }),
  ...stepReceivers(openingPath, openingSteps, {
    show: showOpening,
    pathOf: (visit) => pathOf(visit, 'apning'),
    paramsOf,
    words: bidExplanations,
    formOf: (name, entered) => `${name}-${entered.get('envelope')}`,
  }),
];
