import { blank, type Filled } from '../../html/form.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { awardExplanations } from '../awardProblems.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, stepReceivers } from '../stepRoutes.ts';
import { type AwardShown, awardPage } from './awardPage.ts';
import { contractPage } from './contractPage.ts';
import { awardSteps, contractSteps } from './steps.ts';

/** So many bidders' letters are shown, and so many suppliers can be chosen from. */
const shownMax = 200;

const pathOf = ({ params: { procurementId, contractId } }: SignedInVisit): string => {
  const path = `/anskaffelser/${encodeURIComponent(procurementId!)}`;
  return contractId === undefined
    ? `${path}/tildeling`
    : `${path}/kontrakter/${encodeURIComponent(contractId)}`;
};

async function showAward(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase }, award, evaluation, { body: letters }, { body: suppliers }] = await Promise.all([
    procurement.getProcurement({ params }),
    perhaps(procurement.getAward({ params })),
    perhaps(procurement.getEvaluation({ params })),
    procurement.listAwardLetters({ params, query: { limit: shownMax } }),
    procurement.listSuppliers({ query: { limit: shownMax } }),
  ]);
  const names = new Map([
    ...suppliers.items.map(({ supplierId, name }) => [supplierId, name] as const),
    ...(evaluation?.body.bids.map(({ supplierId, supplierName }) => [supplierId, supplierName] as const) ??
      []),
  ]);
  const nameOf = (supplierId: string) => names.get(supplierId) ?? supplierId;
  const number = award?.body.number;
  const shown: AwardShown = {
    title: theCase.title,
    award: award?.body,
    letters: letters.items.filter(({ awardNumber }) => awardNumber === number),
    nameOf,
    personOf: await personNames(visit, [award?.body.proposedBy, award?.body.approvedBy]),
    proposable: proposableIn(theCase, evaluation?.body, { nameOf, suppliers: suppliers.items }),
  };
  return awardPage(
    {
      visit,
      path: pathOf(visit),
      version: award?.etag,
      filled,
      navigation: caseNavigation(theCase, 'tildeling'),
    },
    shown,
  );
}

type Api = SignedInVisit['api']['procurement'];
type Case = Awaited<ReturnType<Api['getProcurement']>>['body'];
type Evaluation = Awaited<ReturnType<Api['getEvaluation']>>['body'];

function proposableIn(
  { procedure, specification, status, title }: Case,
  evaluation: Evaluation | undefined,
  known: Pick<AwardShown, 'nameOf'> & {
    readonly suppliers: readonly { readonly supplierId: string; readonly name: string }[];
  },
): AwardShown['proposable'] {
  const lots = specification?.lots ?? [{ lotId: 'LOT-1', title }];
  if (procedure === 'direct')
    return ['planned', 'market_dialogue'].includes(status)
      ? { by: 'choice', lots, suppliers: known.suppliers }
      : undefined;
  if (status !== 'evaluation' || evaluation?.status !== 'finished') return undefined;
  const result = specification?.result;
  const most =
    result?.type === 'framework_agreement'
      ? result.suppliersMax
      : result?.type === 'partnership'
        ? result.partnersMax
        : 1;
  return {
    by: 'ranking',
    hasCeilings: result?.type === 'framework_agreement',
    lots: lots.map(({ lotId, title: lotTitle }) => ({
      lotId,
      title: lotTitle,
      winners: (evaluation.ranking?.find((lot) => lot.lotId === lotId)?.rows ?? [])
        .slice(0, most)
        .map(({ supplierId, priceOre }) => ({ supplierId, name: known.nameOf(supplierId), priceOre })),
    })),
  };
}

async function showContract(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurementId = '', contractId = '' } = visit.params;
  const [found, { body: theCase }] = await Promise.all([
    visit.api.procurement.getContract({ params: { procurementId, contractId } }),
    visit.api.procurement.getProcurement({ params: { procurementId } }),
  ]);
  const navigation = caseNavigation(theCase, 'tildeling');
  const personOf = await personNames(
    visit,
    found.body.signatures.map(({ by }) => by),
  );
  return contractPage(
    { visit, path: pathOf(visit), version: found.etag, filled, navigation },
    found.body,
    personOf,
  );
}

/** The ids that the steps are about. */
const paramsOf = ({ params: { procurementId = '', contractId = '' } }: SignedInVisit) => ({
  procurementId,
  contractId,
});

const receiving = { pathOf, paramsOf, words: awardExplanations };
const awardPath = '/anskaffelser/:procurementId/tildeling';
const contractPath = '/anskaffelser/:procurementId/kontrakter/:contractId';

/** The pages on awards and contracts. */
export const awardRoutes: readonly Route[] = [
  page(awardPath, (visit) => showAward(visit)),
  page(contractPath, (visit) => showContract(visit)),
  ...stepReceivers(awardPath, awardSteps, { show: showAward, ...receiving }),
  ...stepReceivers(contractPath, contractSteps, { show: showContract, ...receiving }),
];
