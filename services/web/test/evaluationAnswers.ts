import { at, hostile, id, one } from './answers.ts';

const scoreCell = { bidId: id, lotId: 'LOT-1', criterionId: 'K' };
const givenScore = { ...scoreCell, points: 7.5, reason: hostile, by: hostile, at };
const evaluatedBid = {
  bidId: id,
  supplierId: id,
  supplierName: hostile,
  status: 'received',
  isLate: false,
  lotIds: null,
  assessments: [{ requirementId: 'R1', isFulfilled: true, note: hostile }],
  rejection: null,
  explanation: { question: hostile, answerBy: at, answer: hostile },
};
const rejectedBid = {
  ...evaluatedBid,
  bidId: 'id-2',
  status: 'rejected',
  rejection: { ground: 'not_qualified', paragraph: '§ 24-2', reason: hostile, at },
};
const rankedRow = {
  ...{ bidId: id, supplierId: id, priceOre: 100, evaluatedPriceOre: null, points: 8, rank: 1, tied: true },
  parts: [
    { criterionId: 'P', points: 10, weightPercent: 50, weighted: 5, amountOre: null },
    { criterionId: 'K', points: null, weightPercent: 50, weighted: null, amountOre: -5 },
  ],
};
/** In the first statuses it is scored, in the later ones ranked, at the end finished. */
const evaluationIn = (status: string) => {
  const isRanked = ['in_execution', 'rework', 'delivered', 'settled'].includes(status);
  return {
    procurementId: id,
    status: status === 'settled' ? 'finished' : 'started',
    basis: {
      round: 1,
      specificationVersion: 1,
      lotIds: ['LOT-1'],
      criteria: [
        { criterionId: 'P', type: 'price', weightPercent: 50, lotIds: null },
        { criterionId: 'K', type: 'quality', weightPercent: 50, lotIds: null },
      ],
      priceModel: { type: 'linear' },
      requirementIds: ['R1'],
      hasPriceEnvelope: true,
      winnersMax: 1,
    },
    evaluators: [
      {
        subject: hostile,
        name: hostile,
        declaration: status === 'held' ? null : { isImpartial: true, statement: hostile, at },
      },
    ],
    bids: [evaluatedBid, rejectedBid],
    scores: [givenScore],
    given: [{ ...scoreCell, evaluators: 1 }],
    settledScores: isRanked ? [givenScore] : [],
    missing: isRanked ? [] : [scoreCell],
    qualitySettledAt: isRanked ? at : null,
    ranking: isRanked ? [{ lotId: 'LOT-1', rows: [rankedRow, { ...rankedRow, bidId: 'id-2' }] }] : null,
    lowPrices: isRanked ? [{ lotId: 'LOT-1', bidId: id, ofMedianPercent: 60, ofNextLowestPercent: 60 }] : [],
    openTies: isRanked ? [{ lotId: 'LOT-1', bidIds: [id, 'id-2'] }] : [],
    drawings: isRanked
      ? [{ lotId: 'LOT-1', method: 'drawing_of_lots', bidIds: [id], note: hostile, by: hostile }]
      : [],
    tieSettlements: [],
    finishedAt: status === 'settled' ? at : null,
  };
};
const simulated = {
  bids: {
    ranking: [rankedRow],
    sensitivities: [
      {
        ...{ criterionId: 'K1', unit: 'percent', current: 50, from: 40, to: null },
        ...{ winnerBelow: hostile, winnerAbove: null },
      },
    ],
    weights: [{ criterionId: 'K1', nominalPercent: 50, spread: 1, effectivePercent: null }],
    climate: { nominalPercent: 0, effectivePercent: null },
    reversals: {
      byRemoval: {
        count: 1,
        first: [{ bid: { bidId: hostile }, pairs: [{ aheadWithout: hostile, aheadWith: hostile }] }],
      },
      byAddition: { count: 1, first: [{ bid: { bidId: hostile, priceOre: 100 } }] },
    },
    models: [{ type: 'linear', order: [{ bidId: hostile, rank: 1 }] }],
  },
  climateRule: { weightPercentMin: 30, rule: { source: hostile, status: 'reported' } },
  typical: {
    ...{ competitions: 60, bidsEach: 5, aroundOre: 100 },
    models: [{ type: 'linear', withReversal: 1, withOtherWinner: 0 }],
    climate: { nominalPercent: 0, effectivePercent: { low: 0, median: 0, high: 0 } },
  },
};

/** What the simulator's page is asked with. */
export const simulatedQuery: readonly (readonly [string, string])[] = [
  ['vis', 'ja'],
  ['modell', 'linear'],
  ['vekt0', '50'],
  ['vekt1', '50'],
  ['navn1', hostile],
];

/** What procurement answers about an evaluation, in each of its stages by the status that the pages are shown for. */
export const evaluationAnswers = (status: string) => ({
  getEvaluation: one(evaluationIn(status)),
  simulateEvaluation: one(simulated),
  listRejectionGrounds: one({
    items: [
      {
        ...{ ground: 'not_qualified', paragraph: '§ 24-2', about: 'supplier' },
        ...{ isDuty: true, status: 'reported' },
      },
    ],
  }),
});
