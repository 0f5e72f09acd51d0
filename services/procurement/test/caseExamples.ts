import type { Facts } from '../src/procurement/events.ts';
import type { Specification } from '../src/procurement/specification.ts';

/** A roof, bought in an open procedure. */
export const facts: Facts = {
  title: 'Nytt tak på Eksempelskolen',
  kind: 'works',
  procedure: 'open',
  estimatedValueOre: 600_000_000,
  measureId: 'measure-1',
  need: 'Taket skal holde tett i tretti år.',
  unit: 'Eiendom',
  cpvCodes: ['45261900'],
  procedureReason: null,
  systemId: null,
};

/** One lot; price 50, quality 20, climate 30. */
export const specification: Omit<Specification, 'version'> = {
  lots: [{ lotId: 'LOT-1', title: 'Hele oppdraget', estimatedValueOre: 600_000_000 }],
  noLotsReason: 'Arbeidene griper inn i hverandre.',
  requirements: [{ requirementId: 'R1', title: 'Erfaring med tak', evidence: 'Tre referanser' }],
  criteria: [
    { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 50, lotIds: null },
    { criterionId: 'K', title: 'Gjennomføring', type: 'quality', weightPercent: 20, lotIds: null },
    { criterionId: 'M', title: 'Utslipp', type: 'climate', weightPercent: 30, lotIds: null },
  ],
  priceModel: { type: 'linear' },
  climate: { treatment: 'weighted', reason: null },
  envelopes: ['quality', 'price'],
  result: { type: 'contract' },
  intellectualProperty: null,
  subcontractTiersMax: 2,
  apprenticesClause: true,
};
