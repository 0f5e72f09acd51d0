import type { OrderEvent } from '../../src/order/events.ts';
import { contractor, later, today } from './ordering.ts';

export const started: OrderEvent = { type: 'WorkStarted', data: { contractor: contractor(1), at: later } };
export const paused: OrderEvent = {
  type: 'WorkPaused',
  data: { contractor: contractor(1), at: later, reason: 'weather', text: null },
};
export const safetyConfirmed: OrderEvent = {
  type: 'SafetyConfirmed',
  data: { contractor: contractor(1), at: later, confirmedBy: 'A-17' },
};

/** A change that the contractor priced itself, or an officer asked for. */
export const proposed = (number: number, addedOre: number | null): OrderEvent => ({
  type: 'ChangeProposed',
  data: {
    contractor: contractor(1),
    changeId: `order-1.change-${number}`,
    proposedBy: addedOre === null ? 'officer' : 'contractor',
    by: addedOre === null ? 'officer-1' : 'firm-1',
    what: 'Bytte også rennen',
    why: 'Den er rustet',
    addedOre,
    dueOn: '2027-01-15',
    at: later,
  },
});
export const fundsRequested = (number: number, addedOre: number): OrderEvent => ({
  type: 'ChangeFundsRequested',
  data: {
    contractor: contractor(1),
    changeId: `order-1.change-${number}`,
    measureId: 'measure-1',
    addedOre,
  },
});

export const done: OrderEvent = {
  type: 'WorkDone',
  data: {
    contractor: contractor(1),
    at: later,
    measureId: 'measure-1',
    personHours: 30,
    apprenticeHours: 8,
  },
};
export const workAccepted: OrderEvent = {
  type: 'WorkAccepted',
  data: { contractor: contractor(1), on: today },
};
export const workRejected: OrderEvent = {
  type: 'WorkRejected',
  data: { contractor: contractor(1), reason: 'Rennen mangler' },
};
export const acceptedWithDefect: OrderEvent = {
  type: 'WorkAccepted',
  data: {
    contractor: contractor(1),
    on: today,
    defects: [{ defectId: 'defect-1', description: 'Rennen mangler', dueOn: '2026-12-01' }],
  },
};
export const defectFixed: OrderEvent = {
  type: 'DefectFixed',
  data: { contractor: contractor(1), defectId: 'defect-1', at: later, remark: null },
};
export const defectApproved: OrderEvent = {
  type: 'DefectApproved',
  data: { contractor: contractor(1), defectId: 'defect-1' },
};
