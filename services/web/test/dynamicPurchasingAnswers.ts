import { at, hostile, id, one } from './answers.ts';

const admission = {
  ...{ systemId: id, supplierId: id, organisationNumber: '310000019', name: hostile, statement: hostile },
  ...{ confirmedRequirementIds: ['R1'], appliedAt: at, decideBy: at, isOverdue: true },
  ...{ status: 'applied', decidedAt: null, decidedBy: null, refusal: null },
};
const refusal = { ground: 'requirement_not_met', requirementId: 'R1', reason: hostile };
/** The one whose own page is shown: it waits at first, then in its other ways. */
const ownBy: Readonly<Record<string, object>> = {
  offered: { status: 'admitted', decidedAt: at, decidedBy: hostile },
  settled: { status: 'refused', decidedAt: at, decidedBy: hostile, refusal },
};

/** What procurement answers about a dynamic purchasing system, by the status that the pages are shown for. */
export const dynamicPurchasingAnswers = (status: string) => ({
  getPurchasingSystem: one({
    ...{ procurementId: id, title: hostile, publishedAt: at, expiresAt: at, takesApplications: true },
    ...{ takesPurchases: true, admissions: { applied: 1, admitted: 2, refused: 1, overdue: 1 } },
  }),
  listAdmissions: one({
    items: [
      { ...admission, ...ownBy[status] },
      { ...admission, supplierId: 'id-2', ...ownBy.offered },
      { ...admission, supplierId: 'id-3', ...ownBy.settled },
    ],
    next: null,
  }),
  getOwnAdmission: one({ ...admission, ...ownBy[status] }),
  listOwnCalls: one({
    items: [{ procurementId: id, title: hostile, status: 'open', publishedAt: at, openUntil: at }],
    next: null,
  }),
});
