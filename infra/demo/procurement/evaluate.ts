import type { World } from '../world.ts';

const evaluators = ['procurement.officer', 'procurement.officer-2'] as const;

/** Each firm's points by criterion, by its supplier id. */
export type Points = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Two evaluators look at the opened bids, score each by itself, and settle on what they agreed. */
export async function scoreBids(world: World, procurementId: string, points: Points): Promise<void> {
  const officer = world.as('procurement.officer').procurement;
  const params = { procurementId };
  await officer.startEvaluation({ params });
  for (const subject of evaluators) await officer.appointEvaluator({ params, body: { subject } });
  for (const subject of evaluators)
    await world.as(subject).procurement.declareImpartiality({ params, body: { isImpartial: true } });
  const { body: evaluation } = await officer.getEvaluation({ params });
  const assessments = evaluation.basis.requirementIds.map((requirementId) => ({
    requirementId,
    isFulfilled: true,
    note: 'Dokumentert i tilbudet',
  }));
  for (const { bidId, supplierId } of evaluation.bids) {
    const at = { procurementId, bidId };
    await officer.qualifyBidder({ params: at, body: { assessments } });
    for (const [criterionId, given] of Object.entries(points[supplierId] ?? {})) {
      const body = { lotId: 'LOT-1', criterionId, points: given, reason: 'Se begrunnelsen i evalueringen' };
      for (const subject of evaluators) await world.as(subject).procurement.scoreBid({ params: at, body });
      await officer.settleScore({ params: at, body });
    }
  }
  await officer.settleQuality({ params });
}

/** Ranks the bids by their opened prices and settled scores, and ends the evaluation. */
export async function rank(world: World, procurementId: string) {
  const officer = world.as('procurement.officer').procurement;
  const params = { procurementId };
  await officer.rankBids({ params });
  await officer.finishEvaluation({ params });
  const { body } = await officer.getEvaluation({ params });
  return body.ranking?.[0]?.rows ?? [];
}
