import { at, hostile, id, one } from './answers.ts';

const goal = (goalId: string) => ({
  goalId,
  name: hostile,
  unit: hostile,
  comparison: 'at_least',
  value: 9.5,
});
const terms = {
  goals: [goal('M1')],
  ...{ maximumCostOre: 300, maximumDevelopmentOre: 200 },
  phases: ['2026-11-01', '2100-01-01'].map((deadline, index) => ({
    ...{ title: hostile, budgetOre: 100, deadline, partnersMax: 2 },
    subGoals: [goal(`D${index + 1}`)],
    deliverables: [{ deliverableId: `L${index + 1}`, title: hostile }],
  })),
  intellectualProperty: { heldBy: 'supplier', buyerMayUse: true, terms: hostile },
};

const delivery = {
  ...{ note: hostile, isLate: true, by: hostile, at },
  items: [{ deliverableId: 'L1', description: hostile, reference: hostile }],
};
const test = {
  measurements: [
    { goalId: 'D1', value: 9, isMet: false },
    { goalId: 'M1', value: 10, isMet: true },
  ],
  ...{ note: hostile, by: hostile, at },
};
const decision = {
  outcome: 'continue',
  reason: hostile,
  rank: 1,
  decidedBy: hostile,
  confirmedBy: hostile,
  at,
};
const instalments = [{ amountOre: 50, reason: hostile, proposedBy: hostile, confirmedBy: hostile, at }];
const started = { phase: 1, status: 'started', startedAt: at, delivery: null, test: null, decision: null };
/** The phases of a partner, from the first day to the last decision. */
const runs: Readonly<Record<string, readonly object[]>> = {
  offered: [],
  placed: [{ ...started, instalments: [] }],
  in_execution: [{ ...started, status: 'delivered', delivery, instalments }],
  rework: [{ ...started, status: 'tested', delivery, test, instalments }],
  delivered: [{ ...started, status: 'tested', delivery, test, instalments }],
};
const decided = [{ ...started, status: 'continue', delivery, test, decision, instalments }];

const purchase = { status: 'opened', what: hostile, priceOre: 100, openedBy: hostile, openedAt: at };
const notBought = { reason: null, exercisedBy: null, exercisedAt: null, changeId: null };
const bought = { status: 'exercised', reason: hostile, exercisedBy: hostile, exercisedAt: at, changeId: id };
const proposal = { proposalId: id, phase: 1, by: hostile, at };
const decisionOf = { supplierId: id, outcome: 'exit', reason: hostile, rank: 1, instalmentOre: 50 };

/** A partnership in each of its stages, by the order's status that the pages are shown for. */
function partnershipIn(status: string) {
  const isDeveloped = !(status in runs);
  const partner = {
    ...{ supplierId: id, organisationNumber: '310000019', name: hostile, contractId: id },
    status: isDeveloped ? 'developed' : 'developing',
    runs: runs[status] ?? decided,
    developmentOre: 50,
    unmetGoalIds: status === 'accepted' ? ['M1'] : [],
    purchase: status === 'settled' ? { ...purchase, ...notBought, ...bought } : null,
    purchasePercentOfDevelopment: status === 'settled' ? 200 : null,
  };
  const other = { ...partner, supplierId: 'id-2', purchase: { ...purchase, ...notBought } };
  return {
    ...{ procurementId: id, measureId: id, terms, statedAt: at, startedAt: at, developmentOre: 50 },
    kind: status === 'rework' ? 'pre_commercial_procurement' : 'innovation_partnership',
    status: status === 'held' ? 'stated' : 'running',
    ended: status === 'settled' ? { reason: hostile, at } : null,
    partners: status === 'held' ? [] : [partner, isDeveloped ? other : { ...partner, supplierId: 'id-2' }],
    proposals:
      status === 'delivered'
        ? [
            {
              ...proposal,
              ...{
                type: 'decision',
                decisions: [decisionOf],
                supplierId: null,
                amountOre: null,
                reason: null,
              },
            },
            {
              ...{ ...proposal, proposalId: 'id-2', type: 'instalment', decisions: null },
              ...{ supplierId: id, amountOre: 50, reason: hostile },
            },
          ]
        : [],
    maximumPurchasePercent: 150,
  };
}

/** What procurement answers about a partnership. */
export const partnershipAnswers = (status: string) => {
  const { partners, proposals: _, ...whole } = partnershipIn(status);
  const [partner = partnershipIn('offered').partners[0]] = partners;
  return {
    getPartnership: one(partnershipIn(status)),
    getOwnPartnership: one({ ...whole, partner }),
  };
};
