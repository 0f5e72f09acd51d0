import type { Aggregate } from '@tiltak/store';
import { decide, type ProcurementCommand } from './decide.ts';
import type { Deadlines, Facts, Outcome, ProcurementEvent, ShorterDeadline, UsedRule } from './events.ts';
import { evolve } from './evolve.ts';
import type { Notice } from './notice.ts';
import type { Status } from './procedure/procedure.ts';
import { procedures } from './procedure/procedures.ts';
import type { Specification } from './specification.ts';

export type Complaint = {
  readonly complaintId: string;
  readonly filedAt: string;
  readonly filedBy: string;
  /** Null: the firm is no registered supplier. */
  readonly supplierId: string | null;
  readonly about: string;
  /** Null while it is open. */
  readonly decidedAt: string | null;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
};

export type ProcurementCase = Facts & {
  readonly status: Status;
  readonly createdAt: string;
  readonly plan: { readonly publishOn: string; readonly startOn: string | null } | null;
  readonly specification: Specification | null;
  readonly publishedAt: string | null;
  readonly deadlines: Deadlines;
  /** When requests or bids were asked for the last time: the least time for them is counted from there. */
  readonly askedAt: string | null;
  /** The last day on which questions may be asked; null: until the deadline. */
  readonly questionsUntil: string | null;
  /** A shorter deadline that waits for a second person. */
  readonly shorterDeadline: ShorterDeadline | null;
  /** A bid for an earlier version of the specification has to be reconfirmed; null: none has. */
  readonly reconfirmBidsSince: number | null;
  /** When bids were opened for the first time: what they are compared by is fixed from then on. */
  readonly openedAt: string | null;
  /** Who was asked by name at the publication, and may read it; null: anyone may. */
  readonly askedSupplierIds: readonly string[] | null;
  /** How many times bids have been asked for; 0 before the first. */
  readonly round: number;
  /** Who may bid; null: anyone. */
  readonly invitedSupplierIds: readonly string[] | null;
  readonly complaints: readonly Complaint[];
  readonly cancelledBecause: string | null;
  /** How the public finds it; null or left out: it was not announced to all. */
  readonly notice?: Notice | null;
  /** The rules that it was specified and published by. */
  readonly rules: readonly UsedRule[];
};
export type ProcurementState = { readonly status: 'none' } | ProcurementCase;

/** Whether bids are taken now, from this supplier: the status and the invitation allow it. The deadline is another question. */
export function canBid(state: ProcurementState, supplierId: string): boolean {
  if (state.status === 'none') return false;
  const asked = procedures[state.procedure].asksFor === 'bids' && state.status === 'published';
  if (!asked && state.status !== 'invited') return false;
  return state.invitedSupplierIds?.includes(supplierId) ?? true;
}

/** Until when bids are taken: the instant itself is too late. Null where none are asked for. */
export const bidsDeadline = (state: ProcurementState): string | null =>
  state.status === 'none' ? null : state.deadlines.bids;

/** A procurement (anskaffelse): the case from the need to the end of the contract's follow-up. */
export const procurements: Aggregate<ProcurementCommand, ProcurementEvent, ProcurementState> = {
  kind: 'procurements',
  indexes: [
    { 'state.status': 1, _id: -1 },
    { 'state.measureId': 1, _id: -1 },
    { 'state.procedure': 1, _id: -1 },
    { 'state.unit': 1, _id: -1 },
    { keys: { 'state.systemId': 1, _id: -1 }, only: { 'state.systemId': { $gt: '' } } },
    { 'state.unit': 1, 'state.kind': 1, 'state.createdAt': -1 },
    // The public's searches: the newest first, and what is open by its deadline.
    { 'state.notice.terms': 1, 'state.publishedAt': -1, _id: -1 },
    {
      keys: { 'state.notice.terms': 1, 'state.notice.openUntil': 1, _id: 1 },
      only: { 'state.notice.openUntil': { $gt: '' } },
    },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
