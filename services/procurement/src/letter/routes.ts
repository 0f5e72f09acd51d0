import type { letterOperations, procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { type Award, type AwardEvent, awardOf, awards } from '../award/award.ts';
import { fileOf } from '../protocol/routes.ts';
import { isStaff, ownSupplier, registeredSupplier } from '../supplier/ownSupplier.ts';
import { letterOf } from './letterOf.ts';

type Ops = Pick<typeof procurementOperations, keyof typeof letterOperations>;
type Informed = Extract<AwardEvent, { type: 'BidderInformed' }>;

/** The operations on award letters as documents. */
export function letterRoutes(store: Store): Handlers<Ops> {
  return {
    async getAwardLetter({ params: { procurementId, supplierId }, query: { format }, actor }) {
      if (!(await mayRead(store, supplierId, actor))) throw notFound();
      const row = await store.journal.findOne(
        { stream: awardOf(procurementId), type: 'BidderInformed', 'data.supplierId': supplierId },
        { sort: { version: -1 } },
      );
      if (!row) throw notFound();
      const letter = row.data as Informed['data'];
      const [supplier, award] = await Promise.all([
        registeredSupplier(store, supplierId),
        store.states<Award>(awards).findOne({ _id: awardOf(procurementId) }),
      ]);
      const document = letterOf({
        ...letter,
        supplierName: supplier?.name ?? supplierId,
        annulledBecause: annulledBecause(award?.state, letter.awardNumber),
      });
      return { body: await fileOf(document, { format, at: letter.sentAt }) };
    },
  };
}

/** To a bidder another's letter looks as one that is not there. */
async function mayRead(store: Store, supplierId: string, actor: Actor): Promise<boolean> {
  return isStaff(actor) || (await ownSupplier(store, actor))?.supplierId === supplierId;
}

function annulledBecause(state: Award | undefined, awardNumber: number): string | null {
  if (!state || state.status === 'none' || state.number !== awardNumber) return null;
  return state.annulled?.reason ?? null;
}

const notFound = () => new Rejection('not_found', 'There is no such letter.');
