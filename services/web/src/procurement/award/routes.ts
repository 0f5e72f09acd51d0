import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { awardExplanations } from '../awardProblems.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, stepReceivers } from '../stepRoutes.ts';
import { noSuppliers, type SupplierChoice, supplierChoice, supplierNames } from '../supplierChoice.ts';
import { type AwardShown, awardPage } from './awardPage.ts';
import { contractPage } from './contractPage.ts';
import { awardSteps, contractSteps } from './steps.ts';

const pathOf = ({ params: { procurementId, contractId } }: SignedInVisit): string => {
  const path = `/anskaffelser/${encodeURIComponent(procurementId!)}`;
  return contractId === undefined
    ? `${path}/tildeling`
    : `${path}/kontrakter/${encodeURIComponent(contractId)}`;
};

async function showAward(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase }, award, evaluation, letters] = await Promise.all([
    procurement.getProcurement({ params }),
    perhaps(procurement.getAward({ params })),
    perhaps(procurement.getEvaluation({ params })),
    all((cursor) => procurement.listAwardLetters({ params, query: { cursor, limit: pageLimit } })),
  ]);
  const chosenId = filled.entered.get('supplierId');
  const suppliers =
    theCase.procedure === 'direct'
      ? await supplierChoice(visit.api, { chosenId, sought: visit.query.get('sok') })
      : noSuppliers;
  const bidders = new Map(
    evaluation?.body.bids.map(({ supplierId, supplierName }) => [supplierId, supplierName]),
  );
  const others = idsIn(award?.body, letters).filter((supplierId) => !bidders.has(supplierId));
  const otherName = await supplierNames(visit.api, others);
  const nameOf = (supplierId: string) => bidders.get(supplierId) ?? otherName(supplierId);
  const number = award?.body.number;
  const shown: AwardShown = {
    title: theCase.title,
    award: award?.body,
    letters: letters.filter(({ awardNumber }) => awardNumber === number),
    nameOf,
    personOf: await personNames(visit, [award?.body.proposedBy, award?.body.approvedBy]),
    proposable: proposableIn(theCase, evaluation?.body, { nameOf, suppliers }),
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

/** Whom an award, its contracts and its letters name. */
const idsIn = (award: AwardShown['award'], letters: AwardShown['letters']): readonly string[] => [
  ...(award?.lots.flatMap(({ winners }) => winners.map(({ supplierId }) => supplierId)) ?? []),
  ...(award?.contracts.flatMap(({ supplierIds }) => supplierIds) ?? []),
  ...letters.map(({ supplierId }) => supplierId),
];

type Api = SignedInVisit['api']['procurement'];
type Case = Awaited<ReturnType<Api['getProcurement']>>['body'];
type Evaluation = Awaited<ReturnType<Api['getEvaluation']>>['body'];

function proposableIn(
  { procedure, specification, status, title }: Case,
  evaluation: Evaluation | undefined,
  known: Pick<AwardShown, 'nameOf'> & { readonly suppliers: SupplierChoice },
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
