import type { Aggregate } from '@tiltak/store';
import { type ContractCommand, decide } from './decide.ts';
import type { ChangeTerms, ContractEvent, Draft, Hours, MissingFunds, Subcontractor } from './events.ts';
import { evolve } from './evolve.ts';

/** Whether the frame has lent the money; `not_needed` in a framework agreement. */
export type ContractFunds = {
  readonly status: 'not_needed' | 'requested' | 'reserved' | 'refused';
  /** The number of the last request, from 1; 0 where none is needed. */
  readonly request: number;
  readonly reason: MissingFunds | null;
  readonly availableOre: number | null;
};

export type ContractChange = ChangeTerms & {
  /** `requested`: the frame has not answered yet. */
  readonly status: 'requested' | 'agreed' | 'refused';
  readonly availableOre: number | null;
};

export type Signature = { readonly by: string; readonly at: string };

export type Contract = Draft & {
  readonly status: 'drafted' | 'signed' | 'completed' | 'cancelled';
  readonly funds: ContractFunds;
  /** One: not bound yet. Two, of two persons: signed. */
  readonly signatures: readonly Signature[];
  readonly signedAt: string | null;
  readonly frameworkAgreementId: string | null;
  readonly changes: readonly ContractChange[];
  readonly subcontractors: readonly Subcontractor[];
  readonly hours: Hours;
  readonly invoices: readonly {
    readonly invoiceNumber: string;
    readonly amountOre: number;
    readonly isPaid?: true;
    readonly at: string;
  }[];
  readonly completedAt: string | null;
  readonly cancelledBecause: string | null;
};
export type ContractState = { readonly status: 'none' } | Contract;

/** A contract (kontrakt) from the award to the end of its follow-up; of a framework agreement, what binds its parties. */
export const contracts: Aggregate<ContractCommand, ContractEvent, ContractState> = {
  kind: 'contracts',
  indexes: [
    { 'state.procurementId': 1, _id: -1 },
    { 'state.measureId': 1, _id: -1 },
    { 'state.suppliers.supplierId': 1, _id: -1 },
    { 'state.status': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
