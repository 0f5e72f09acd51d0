import { at, hostile, id, one } from './answers.ts';

const ruleRow = {
  ...{ ruleId: hostile, key: hostile, title: hostile, value: hostile, unit: 'text', note: hostile },
  ...{ validFrom: '2024-01-01', validTo: '2024-12-31', source: hostile, status: 'unconfirmed' },
  ...{ registeredAt: at, registeredBy: hostile, standing: 'disputed' },
};

const threshold = { name: 'eea', fromOre: 230_000_000, rule: ruleRow };

const advice = {
  ...{ estimatedValueOre: 100, kind: 'works', on: '2026-01-01', part: 'part_two', thresholds: [threshold] },
  procedures: (['rule', 'no_rule', 'other_kind'] as const).map((why) => ({
    ...{ procedure: 'open', standing: 'on_conditions', why, condition: hostile, rules: [ruleRow] },
    ...{ isUnconfirmed: true, deadlines: [{ window: 'bids', earliest: '2026-02-02', rules: [ruleRow] }] },
  })),
  changes: (['from', 'below'] as const).map((side) => ({
    ...{ side, threshold, part: 'part_three' },
    procedures: [{ procedure: 'open', now: 'allowed', beyond: 'not_allowed' }],
  })),
  notes: (
    ['no_rule', 'newer_amount_unconfirmed', 'proposal', 'sources_disagree', 'own_threshold'] as const
  ).map((about) => ({
    ...{ about, key: hostile, inUse: ruleRow, rules: [ruleRow] },
  })),
  clauses: [{ clause: 'apprentices', standing: 'to_be_assessed', rules: [ruleRow] }],
  splitting: {
    ...{
      unit: hostile,
      cpvGroup: hostile,
      since: '2025-01-01',
      hasMore: true,
      sumOre: 300,
      passed: [threshold],
    },
    others: [
      {
        ...{ procurementId: id, title: hostile, procedure: 'direct', status: 'draft', createdAt: at },
        estimatedValueOre: 200,
      },
    ],
  },
};

/** What procurement answers about rules, with markup wherever a service lets people write. */
export const ruleAnswers = {
  listRules: one({ items: [ruleRow], next: null }),
  adviseProcedures: one(advice),
};
