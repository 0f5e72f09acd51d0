import { Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** A supplier as it was registered. */
export type SupplierFacts = {
  /** Nine digits; unique among suppliers. */
  readonly organisationNumber: string;
  readonly name: string;
  /** Small or medium firm (SMB); null where it is not known. */
  readonly smallOrMedium: boolean | null;
};
export type SupplierRegistered = { readonly type: 'SupplierRegistered'; readonly data: SupplierFacts };
export type SupplierState = { readonly status: 'none' } | ({ readonly status: 'registered' } & SupplierFacts);

/** A supplier (leverandør): a firm that may be bought from. */
export const suppliers: Aggregate<SupplierFacts, SupplierRegistered, SupplierState> = {
  kind: 'suppliers',
  initial: { status: 'none' },
  decide(command, state) {
    if (state.status !== 'none')
      throw new Rejection('already_registered', 'This supplier is registered already.');
    return [{ type: 'SupplierRegistered', data: command }];
  },
  evolve: (_, { data }) => ({ status: 'registered', ...data }),
};
