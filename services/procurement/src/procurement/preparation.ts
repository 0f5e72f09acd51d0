import { osloDay } from '@tiltak/calendar';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { type Contest, contestIdOf, designContests } from '../designContest/designContest.ts';
import { admittedCountOf, admittedTo } from '../dynamicPurchasing/admitted.ts';
import { partnershipKindOf } from '../partnership/kind.ts';
import { type Partnership, partnershipIdOf, partnerships } from '../partnership/partnership.ts';
import { checkTerms } from '../partnership/terms.ts';
import { procedures } from './procedure/procedures.ts';
import { type ProcurementCase, type ProcurementState, procurements } from './procurement.ts';

/**
 * What a procedure needs beside the case itself before it can be published, looked up and checked. The answer holds
 * for the case as it was then: `expectUnchanged` throws `stale_version` where it has become another meanwhile.
 * Throws `terms_missing`, what is wrong with the terms now, `contest_not_set_up`, `invitation_not_used`, and what
 * `admittedTo` throws.
 */
export async function prepared(store: Store, procurementId: string, given: readonly string[] | null) {
  const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
  const seen = found?.state ?? procurements.initial;
  if (seen.status !== 'none') await expectTerms(store, procurementId, seen);
  if (seen.status !== 'none' && procedures[seen.procedure].isAnonymous)
    await expectContest(store, procurementId);
  const systemId = systemOfPurchase(seen);
  // Counted first: who is admitted after that shows.
  const admittedBefore = systemId === null ? 0 : await admittedCountOf(store, systemId);
  const invitedSupplierIds = await invitedTo(store, seen, given);
  return {
    /** Whom the publication invites; null: anyone may answer. */
    invitedSupplierIds,
    /** The system that a purchase is made in, and how many had been admitted to it; null: it is none. */
    admitted: systemId === null ? null : { systemId, before: admittedBefore },
    expectUnchanged(state: ProcurementState): void {
      if (needsOf(state) !== needsOf(seen))
        throw new Rejection('stale_version', 'The procurement was changed meanwhile; read it and try again.');
    },
  };
}

/** What the preparation depends on. */
const needsOf = (state: ProcurementState): string =>
  state.status === 'none' ? '' : [state.procedure, state.estimatedValueOre, state.systemId].join(' ');

/** A partnership's contract is complete at its publication: its terms are stated, and fit the case as it is now. */
async function expectTerms(
  store: Store,
  procurementId: string,
  { procedure, estimatedValueOre }: ProcurementCase,
): Promise<void> {
  const kind = partnershipKindOf(procedure);
  if (!kind) return;
  const found = await store
    .states<Partnership>(partnerships)
    .findOne({ _id: partnershipIdOf(procurementId) });
  if (!found || found.state.status === 'none')
    throw new Rejection('terms_missing', 'State the terms of the partnership first (statePartnershipTerms).');
  const today = osloDay(store.now().toISOString());
  checkTerms(found.state.terms, { kind, estimatedValueOre, today });
}

/** Who judges, and for which prizes, is announced with the contest. */
async function expectContest(store: Store, procurementId: string): Promise<void> {
  const found = await store.states<Contest>(designContests).findOne({ _id: contestIdOf(procurementId) });
  if (!found)
    throw new Rejection('contest_not_set_up', 'Name the jury and the prizes first (setUpDesignContest).');
}

/** In a purchase of a dynamic purchasing system all who are admitted, and nobody by hand; else those who are named. */
async function invitedTo(
  store: Store,
  state: ProcurementState,
  given: readonly string[] | null,
): Promise<readonly string[] | null> {
  const systemId = systemOfPurchase(state);
  if (systemId === null) return given;
  if (given)
    throw new Rejection(
      'invitation_not_used',
      'invitedSupplierIds: leave it out; all who are admitted to the system are invited.',
    );
  return await admittedTo(store, systemId);
}

/** The dynamic purchasing system that a purchase is made in; null: it is no such purchase. */
const systemOfPurchase = (state: ProcurementState): string | null =>
  state.status !== 'none' && procedures[state.procedure].bidders === 'admitted' ? state.systemId : null;
