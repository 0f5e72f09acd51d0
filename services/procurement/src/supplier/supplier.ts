import { Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords } from '@tiltak/store/words';

/** A supplier as it was registered. */
export type SupplierFacts = {
  /** Nine digits; unique among suppliers. */
  readonly organisationNumber: string;
  readonly name: string;
  /** Small or medium firm (SMB); null where it is not known. */
  readonly smallOrMedium: boolean | null;
  /** The firm's mailbox for orders. Undefined in what was registered before there was one. */
  readonly contactEmail?: string | null;
};
export type SupplierCommand =
  | { readonly type: 'register'; readonly facts: SupplierFacts }
  | { readonly type: 'changeContact'; readonly contactEmail: string | null }
  /** What a firm says of itself; null: what is known stays. */
  | {
      readonly type: 'describe';
      readonly smallOrMedium: boolean | null;
      readonly contactEmail: string | null;
    };
export type SupplierEvent =
  | { readonly type: 'SupplierRegistered'; readonly data: SupplierFacts }
  | {
      readonly type: 'SupplierContactChanged';
      readonly data: { readonly organisationNumber: string; readonly contactEmail: string | null };
    }
  | { readonly type: 'SupplierSizeStated'; readonly data: { readonly smallOrMedium: boolean } };
export type SupplierState =
  | { readonly status: 'none' }
  | ({
      readonly status: 'registered';
      /** What it is found by; left out in suppliers from before there was a search. */
      readonly words?: readonly string[];
    } & SupplierFacts);

function decide(command: SupplierCommand, state: SupplierState): readonly SupplierEvent[] {
  if (command.type === 'register') {
    if (state.status !== 'none')
      throw new Rejection('already_registered', 'This supplier is registered already.');
    return [{ type: 'SupplierRegistered', data: command.facts }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such supplier.');
  if (command.type === 'changeContact') return contactChanged(command.contactEmail, state);
  const { smallOrMedium, contactEmail } = command;
  return [
    ...(contactEmail === null ? [] : contactChanged(contactEmail, state)),
    ...(smallOrMedium === null || smallOrMedium === state.smallOrMedium
      ? []
      : [{ type: 'SupplierSizeStated', data: { smallOrMedium } } as const]),
  ];
}

function contactChanged(
  contactEmail: string | null,
  { contactEmail: before = null, organisationNumber }: SupplierFacts,
): readonly SupplierEvent[] {
  return contactEmail === before
    ? []
    : [{ type: 'SupplierContactChanged', data: { organisationNumber, contactEmail } }];
}

function evolve(state: SupplierState, event: SupplierEvent): SupplierState {
  if (event.type === 'SupplierRegistered') {
    const { name, organisationNumber } = event.data;
    return { status: 'registered', ...event.data, words: searchWords(name, organisationNumber) };
  }
  return state.status === 'none' ? state : { ...state, ...statedIn(event) };
}

function statedIn(
  event: Exclude<SupplierEvent, { type: 'SupplierRegistered' }>,
): Pick<SupplierFacts, 'contactEmail'> | Pick<SupplierFacts, 'smallOrMedium'> {
  if (event.type === 'SupplierSizeStated') return event.data;
  return { contactEmail: event.data.contactEmail };
}

/** A supplier (leverandør): a firm that may be bought from. */
export const suppliers: Aggregate<SupplierCommand, SupplierEvent, SupplierState> = {
  kind: 'suppliers',
  indexes: [{ 'state.words': 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
