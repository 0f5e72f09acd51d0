import { approveAward } from '../src/award/approvalRoutes.ts';
import { openScene } from './evaluationScene.ts';
import { organisationOf, type RunningProcurement } from './running.ts';

/** Longer than any standstill. */
const longAgoDays = 40;

/** What lies before a contract: bids that are evaluated, and awards, some of them of some weeks ago. */
export function awardScene(procurement: RunningProcurement) {
  const officer = procurement.as('procurement.officer');
  const second = procurement.as('procurement.officer-2');
  const scene = openScene(procurement);

  /** The demo contractors' firms. */
  async function firms(...contractors: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const contractor of contractors) {
      const body = { organisationNumber: organisationOf(contractor), name: `Firmaet til ${contractor}` };
      ids.push((await officer.registerSupplier({ body })).body.supplierId);
    }
    return ids;
  }

  /** A case with a finished evaluation: the quality of all is the same, so that the lowest price is the best bid. */
  async function evaluated(prices: Readonly<Record<string, number>>, more: object = {}) {
    const { params, bidIds } = await scene.opened(prices, more);
    await officer.startEvaluation({ params });
    await officer.appointEvaluator({ params, body: { subject: 'procurement.officer' } });
    await officer.declareImpartiality({ params, body: { isImpartial: true } });
    const assessments = [{ requirementId: 'R1', isFulfilled: true, note: 'Tre referanser' }];
    for (const bidId of bidIds) {
      const at = { ...params, bidId };
      await officer.qualifyBidder({ params: at, body: { assessments } });
      for (const criterionId of ['K', 'M']) {
        const body = { lotId: 'LOT-1', criterionId, points: 8, reason: 'God plan' };
        await officer.scoreBid({ params: at, body });
        await officer.settleScore({ params: at, body });
      }
    }
    await officer.settleQuality({ params });
    await scene.openPrices(params.procurementId, prices);
    await officer.rankBids({ params });
    await officer.finishEvaluation({ params });
    return { params, bidIds };
  }

  const propose = (params: { procurementId: string }, supplierIds: readonly string[], more: object = {}) =>
    officer.award({
      params,
      body: {
        lots: [{ lotId: 'LOT-1', supplierIds: [...supplierIds], reason: 'Best tilbud', ...more }],
      },
    });

  /** Approved so long ago that the standstill is over: the approval's own code, with the clock of that day. */
  async function approvedLongAgo(params: { procurementId: string }): Promise<string> {
    const past = await procurement.storeOf(longAgoDays);
    try {
      const actor = { subject: 'procurement.officer-2', name: 'Anskaffer 2', roles: ['procurement.officer'] };
      const call = { actor, params, query: undefined, body: undefined, idempotency: undefined };
      const { body } = await approveAward(past, { ...call, ifMatch: undefined } as never);
      return body.contracts[0]?.contractId ?? '';
    } finally {
      await past.close();
    }
  }

  /** What the frame answers. */
  const answer = (contractId: string, isYes: boolean, request = 1) =>
    procurement.tell(contractId, isYes ? 'funds.reserved' : 'funds.refused', {
      allocationId: contractId,
      request,
      measureId: 'measure-1',
      amountOre: 500_000_000,
      frameId: 'frame',
      availableOre: 123_400,
      ...(!isYes && { reason: 'exceeds_available', changeId: null }),
    });

  return { ...scene, officer, second, firms, evaluated, propose, approvedLongAgo, answer };
}
