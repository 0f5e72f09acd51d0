import { at, hostile, id } from './answers.ts';

const code = 'AAAA2222';
const declaration = { isIndependent: true, statement: hostile, at };
const jury = [
  { subject: 'another', profession: hostile, hasRequiredProfession: true, declaration },
  {
    ...{ subject: 'third', profession: hostile, hasRequiredProfession: false },
    declaration: { ...declaration, isIndependent: false },
  },
];
/** A juror: not declared at first, then with all that follows. */
const person = { subject: hostile, profession: hostile, hasRequiredProfession: true };
const ranking = { opinions: [{ code, opinion: hostile }], ranking: [code], version: 1, by: hostile, at };
const stageBy: Readonly<Record<string, object>> = {
  held: { jury: [...jury, { ...person, declaration: null }] },
  offered: { anonymiser: hostile },
  placed: { status: 'judging', jury: [...jury, { ...person, declaration }] },
  in_execution: { status: 'judging', jury: [...jury, { ...person, declaration }], ranking },
  delivered: { status: 'signed', ranking, signatures: [{ subject: 'another', at }] },
  settled: {
    ...{ status: 'revealed', ranking, revealedAt: at, signatures: [{ subject: 'another', at }] },
    revealed: [{ code, supplierId: id, place: 1, prizeOre: 100 }],
  },
};

/** What procurement answers about a design contest, by the status that the pages are shown for. */
export const designContestAnswers = (status: string) => ({
  getDesignContest: async () => ({
    status: 200,
    etag: '"7"',
    body: {
      ...{ procurementId: id, status: 'set_up', requiredProfession: hostile, jury, anonymiser: 'fourth' },
      ...{ prizes: [{ amountOre: 100 }], entryCount: 1, ranking: null, signatures: [] },
      entries: [{ code, description: hostile, references: [hostile] }],
      ...{ revealed: null, revealedAt: null },
      ...stageBy[status],
    },
  }),
});
