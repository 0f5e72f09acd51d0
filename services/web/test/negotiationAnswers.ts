import { at, hostile, id, one } from './answers.ts';

const request = {
  ...{ procurementId: id, status: 'requested', version: 1, receivedAt: at, exclusionGrounds: hostile },
  declarations: [{ requirementId: 'R1', isFulfilled: true, evidence: hostile }],
  ...{ isSelected: null, notSelectedReason: null },
};
const rejection = { outcome: 'rejected', ground: 'not_qualified', paragraph: hostile, reason: hostile, at };
/** The request whose own page is shown: undecided at first, then in each of its other ways. */
const ownBy: Readonly<Record<string, object>> = {
  held: { status: 'withdrawn' },
  offered: { decision: rejection },
  rework: { decision: { outcome: 'qualified', assessments: [], at }, isSelected: true },
  settled: {
    ...{ decision: { outcome: 'qualified', assessments: [], at }, isSelected: false },
    notSelectedReason: hostile,
  },
};
const round = { number: 1, about: hostile, participants: [id, 'id-2'], meetings: {}, startedAt: at };

/** What procurement answers about who takes part, in each stage by the status that the pages are shown for. */
export const negotiationAnswers = (status: string) => ({
  listParticipationRequests: one({
    items: [
      { ...request, supplierId: id, decision: null, ...ownBy[status] },
      { ...request, supplierId: 'id-2', decision: { outcome: 'qualified', assessments: [], at } },
    ],
    next: null,
  }),
  getOwnRequest: one({ ...request, supplierId: id, decision: null, ...ownBy[status] }),
  getNegotiation: one({
    procurementId: id,
    rounds:
      status === 'rework'
        ? [{ ...round, endedAt: null, remaining: [] }]
        : status === 'delivered'
          ? [{ ...round, endedAt: at, remaining: [id, 'id-2'] }]
          : [],
  }),
  listNegotiationMeetings: one({
    items: [
      {
        ...{ meetingId: id, round: 1, supplierId: id, heldAt: at, minutes: hostile },
        disclosed: [
          { supplierId: id, consent: null },
          { supplierId: 'id-2', consent: hostile },
        ],
      },
    ],
    next: null,
  }),
});
