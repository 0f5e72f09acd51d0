import { blank, type Filled } from '../../html/form.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { evaluationExplanations } from '../evaluationProblems.ts';
import { perhaps, stepReceivers } from '../stepRoutes.ts';
import { bidSteps, evaluationSteps } from './actions.ts';
import { bidPage } from './bidPage.ts';
import { evaluationPage, notStartedPage } from './evaluationPage.ts';
import type { Forms } from './forms.ts';
import type { PartNames } from './words.ts';

const pathOf = ({ params: { procurementId, bidId } }: SignedInVisit): string => {
  const path = `/anskaffelser/${encodeURIComponent(procurementId!)}/evaluering`;
  return bidId === undefined ? path : `${path}/tilbud/${encodeURIComponent(bidId)}`;
};

/** The case and its evaluation; undefined where that has not been started, or is not for this person. */
async function read({ api: { procurement }, params }: SignedInVisit) {
  const asked = { params: { procurementId: params.procurementId! } };
  const [{ body: theCase }, evaluation] = await Promise.all([
    procurement.getProcurement(asked),
    perhaps(procurement.getEvaluation(asked)),
  ]);
  return { theCase, evaluation };
}

type Case = Awaited<ReturnType<typeof read>>['theCase'];

function namesIn({ specification }: Case): PartNames {
  const titleOf = <Part extends { readonly title: string }>(
    parts: readonly Part[] | undefined,
    idOf: (part: Part) => string,
  ) => {
    const titles = new Map(parts?.map((part) => [idOf(part), part.title]));
    return (id: string) => titles.get(id) ?? id;
  };
  return {
    lot: titleOf(specification?.lots, ({ lotId }) => lotId),
    criterion: titleOf(specification?.criteria, ({ criterionId }) => criterionId),
    requirement: titleOf(specification?.requirements, ({ requirementId }) => requirementId),
  };
}

async function showEvaluation(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { theCase, evaluation } = await read(visit);
  const forms: Forms = {
    visit,
    path: pathOf(visit),
    version: evaluation?.etag,
    filled,
    navigation: caseNavigation(theCase, 'evaluering'),
  };
  if (!evaluation) return notStartedPage(forms, theCase.title);
  return evaluationPage(forms, {
    evaluation: evaluation.body,
    title: theCase.title,
    names: namesIn(theCase),
  });
}

async function showBid(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const [{ theCase, evaluation }, { body: grounds }] = await Promise.all([
    read(visit),
    visit.api.procurement.listRejectionGrounds(),
  ]);
  const bid = evaluation?.body.bids.find(({ bidId }) => bidId === visit.params.bidId);
  if (!evaluation || !bid) return showEvaluation(visit);
  // Evaluators score side by side: what another has written meanwhile is no reason to refuse a score.
  const forms: Forms = {
    visit,
    path: pathOf(visit),
    version: undefined,
    filled,
    navigation: caseNavigation(theCase, 'evaluering'),
  };
  return bidPage(forms, {
    evaluation: evaluation.body,
    bid,
    names: namesIn(theCase),
    grounds: grounds.items,
  });
}

/** The ids that the steps are about. */
const paramsOf = ({ params: { procurementId = '', bidId = '' } }: SignedInVisit) => ({
  procurementId,
  bidId,
});

const receiving = { pathOf, paramsOf, words: evaluationExplanations };
const evaluationPath = '/anskaffelser/:procurementId/evaluering';
const bidPath = `${evaluationPath}/tilbud/:bidId`;

/** The pages on the evaluation of bids. */
export const evaluationRoutes: readonly Route[] = [
  page(evaluationPath, (visit) => showEvaluation(visit)),
  page(bidPath, (visit) => showBid(visit)),
  ...stepReceivers(evaluationPath, evaluationSteps, { show: showEvaluation, ...receiving }),
  ...stepReceivers(bidPath, bidSteps, { show: showBid, ...receiving }),
];
