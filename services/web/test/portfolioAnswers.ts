import { at, hostile, id, list, one } from './answers.ts';

const use = { reservedOre: 1, committedOre: 2, invoicedOre: 3, paidOre: 1 };

const amounts = { amountOre: 10, availableOre: 4, ...use };

const procurements = { planned: 1, running: 1, signed: 1 };

const rollUp = {
  key: hostile,
  name: hostile,
  measures: 1,
  procurements,
  personHours: 1,
  apprenticeHours: 1,
  ...use,
};

const frame = {
  frameId: id,
  name: hostile,
  amountQualifier: 'upTo',
  standing: 'decided',
  decision: { body: hostile, date: null, caseNumber: hostile, dateText: hostile },
  part: null,
  category: hostile,
  periodText: hostile,
  source: hostile,
  ...amounts,
};

const followedProcurement = {
  procurementId: id,
  title: hostile,
  procedure: 'open',
  status: 'contracted',
  estimatedValueOre: 100,
  contracts: [
    {
      contractId: id,
      title: hostile,
      type: 'contract',
      supplierNames: [hostile],
      valueOre: 100,
      ceilingOre: 100,
      startsOn: '2026-12-01',
      endsOn: null,
      signedAt: '2026-12-01T09:00:00.000Z',
      status: 'signed',
    },
  ],
};

const measureProcurements = {
  planned: [{ ...followedProcurement, procedure: null, contracts: [] }],
  running: [],
  signed: [followedProcurement],
};

const measure = {
  measureId: id,
  name: hostile,
  part: 'strakstiltak',
  points: [1],
  frameId: id,
  category: hostile,
  areaId: hostile,
  owner: hostile,
  plannedEffects: null,
  description: hostile,
  source: hostile,
  personHours: 1,
  apprenticeHours: 0,
  ...use,
};

/** What projects answers, with markup wherever a service lets people write. */
export const portfolioAnswers = {
  getPortfolio: one({
    asOf: at,
    total: amounts,
    frames: [frame, { ...frame, standing: 'proposed' }],
    byPart: [rollUp],
    byPoint: [rollUp],
    byCategory: [],
    byArea: [],
  }),
  listMeasures: list(measure),
  listFrames: list(frame),
  getMeasure: one({ ...measure, procurements: measureProcurements }),
  getFrame: one(frame),
};
