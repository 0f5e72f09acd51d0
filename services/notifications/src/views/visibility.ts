import { Rejection } from '@tiltak/decider';
import type { Actor } from '@tiltak/http';

/** Whose objects somebody sees: one contractor's, or everybody's. */
export type Sight = { readonly organisationNumber?: string };

/**
 * The municipality's people see all; a contractor sees its own, and with a token that names no firm nothing at all.
 * To be used as a filter on `state.organisationNumber`.
 */
export function sightOf({ roles, organisationNumber }: Actor): Sight {
  if (roles.some((role) => role !== 'contractor')) return {};
  if (organisationNumber === undefined) throw notThere();
  return { organisationNumber };
}

/** The firm that a contractor acts for. */
export function firmOf({ organisationNumber }: Actor): string {
  if (organisationNumber === undefined) throw notThere();
  return organisationNumber;
}

/** Throws `not_found` for what is missing and for what is somebody else's, so that the two can't be told apart. */
export function mustSee<State extends { readonly status: string; readonly organisationNumber?: string }>(
  state: State,
  sight: Sight,
): Exclude<State, { readonly status: 'none' }> {
  const isOther =
    sight.organisationNumber !== undefined && state.organisationNumber !== sight.organisationNumber;
  if (state.status === 'none' || isOther) throw notThere();
  return state as Exclude<State, { readonly status: 'none' }>;
}

export const notThere = () =>
  new Rejection('not_found', 'There is no such object, or it is not yours to see.');
