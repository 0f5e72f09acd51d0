import { fold } from '@tiltak/decider';
import type { EvaluationCommand } from '../src/evaluation/commands.ts';
import { evaluations } from '../src/evaluation/evaluation.ts';
import type { EvaluationBasis, EvaluationEvent, Score } from '../src/evaluation/events.ts';

/** Two bids on one lot, evaluated by two persons by price, quality and climate: what the tests begin with. */
export const at = '2026-11-23T10:00:00.000Z';
export const later = '2026-11-25T10:00:00.000Z';

export const basis: EvaluationBasis = {
  round: 1,
  specificationVersion: 3,
  lotIds: ['LOT-1'],
  criteria: [
    { criterionId: 'K1', type: 'price', weightPercent: 40, lotIds: null },
    { criterionId: 'K2', type: 'quality', weightPercent: 30, lotIds: null },
    { criterionId: 'K3', type: 'climate', weightPercent: 30, lotIds: null },
  ],
  priceModel: { type: 'linear' },
  requirementIds: ['R1'],
  hasPriceEnvelope: true,
  winnersMax: 1,
};

const bid = (bidId: string) => ({ bidId, supplierId: `supplier-${bidId}`, lotIds: null, isLate: false });
export const startData = {
  procurementId: 'procurement-1',
  basis,
  bids: [bid('a'), bid('b')],
  at,
};
export const started: EvaluationEvent = { type: 'EvaluationStarted', data: startData };

export const appointed = (subject: string): EvaluationEvent => ({
  type: 'EvaluatorAppointed',
  data: { subject, at },
});
export const declared = (subject: string, isImpartial = true): EvaluationEvent => ({
  type: 'ImpartialityDeclared',
  data: { subject, isImpartial, statement: 'Ingen bindinger til leverandørene', at },
});
export const assessments = [{ requirementId: 'R1', isFulfilled: true, note: 'Attest er vedlagt' }];
export const qualified = (bidId: string): EvaluationEvent => ({
  type: 'BidderQualified',
  data: { bidId, assessments, at },
});

export const score = (bidId: string, criterionId: string, points: number, by = 'eva'): Score => ({
  bidId,
  lotId: 'LOT-1',
  criterionId,
  points,
  reason: 'Beskriver fremdriften godt',
  by,
  at,
});
export const scored = (...given: Parameters<typeof score>): EvaluationEvent => ({
  type: 'BidScored',
  data: score(...given),
});
export const settled = (bidId: string, criterionId: string, points: number): EvaluationEvent => ({
  type: 'ScoreSettled',
  data: score(bidId, criterionId, points, 'officer'),
});

/** Both evaluators are ready. */
export const staffed: readonly EvaluationEvent[] = [
  started,
  appointed('eva'),
  appointed('ola'),
  declared('eva'),
  declared('ola'),
];
/** Both bids are qualified, and all their scores are settled as these. */
export const settledAs = (points: {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}) => [
  ...staffed,
  qualified('a'),
  qualified('b'),
  ...(['a', 'b'] as const).flatMap((bidId) => [
    settled(bidId, 'K2', points[bidId][0]),
    settled(bidId, 'K3', points[bidId][1]),
  ]),
];
export const qualitySettled: EvaluationEvent = { type: 'QualitySettled', data: { at } };

export const rankCommand = (a: number, b: number, more: object = {}) =>
  ({
    type: 'rankBids',
    prices: [
      { bidId: 'a', lotId: 'LOT-1', priceOre: a },
      { bidId: 'b', lotId: 'LOT-1', priceOre: b },
    ],
    unopenedBidIds: [],
    specificationVersion: 3,
    at,
    ...more,
  }) as const;

export const finished: EvaluationEvent = {
  type: 'EvaluationFinished',
  data: {
    procurementId: 'procurement-1',
    round: 1,
    bidsCount: 2,
    rejectedCount: 0,
    lots: [{ lotId: 'LOT-1', rankedCount: 2 }],
    at,
  },
};

/** The quality is settled: a has 6 and 6 points, b 9 and 8. */
export const ready: readonly EvaluationEvent[] = [...settledAs({ a: [6, 6], b: [9, 8] }), qualitySettled];

/** The events before, and those that the commands lead to. */
export function after(
  events: readonly EvaluationEvent[],
  ...commands: readonly EvaluationCommand[]
): readonly EvaluationEvent[] {
  const all = [...events];
  for (const command of commands) all.push(...evaluations.decide(command, fold(evaluations, all)));
  return all;
}

/** The evaluation as these events leave it. */
export function stateOf(events: readonly EvaluationEvent[]) {
  const state = fold(evaluations, events);
  if (state.status === 'none') throw new Error('not started');
  return state;
}
