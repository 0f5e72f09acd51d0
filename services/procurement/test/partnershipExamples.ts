import type { Terms } from '../src/partnership/terms.ts';

/** Sensors that find damp before it becomes damage: two phases, three partners and then two. */
export const partnershipTerms: Terms = {
  goals: [
    { goalId: 'M1', name: 'Oppdagede fuktskader', unit: 'prosent', comparison: 'at_least', value: 90 },
    { goalId: 'M2', name: 'Falske alarmer per år', unit: 'antall', comparison: 'at_most', value: 2 },
  ],
  maximumCostOre: 300_000_000,
  maximumDevelopmentOre: 200_000_000,
  phases: [
    {
      title: 'Konsept',
      subGoals: [
        { goalId: 'D1', name: 'Oppdaget i laboratorium', unit: 'prosent', comparison: 'at_least', value: 60 },
      ],
      deliverables: [{ deliverableId: 'L1', title: 'Løsningsbeskrivelse' }],
      budgetOre: 20_000_000,
      deadline: '2027-03-01',
      partnersMax: 3,
    },
    {
      title: 'Prototype',
      subGoals: [],
      deliverables: [{ deliverableId: 'L2', title: 'Prototype i drift på én skole' }],
      budgetOre: 70_000_000,
      deadline: '2027-09-01',
      partnersMax: 2,
    },
  ],
  intellectualProperty: {
    heldBy: 'supplier',
    buyerMayUse: true,
    terms: 'Leverandøren beholder rettighetene; kommunen har en varig bruksrett.',
  },
};

/** The same development, with the purchase left to a procurement of its own. */
export const preCommercialTerms: Terms = { ...partnershipTerms, maximumCostOre: null };
