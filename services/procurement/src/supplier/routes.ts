import type { procurementOperations, supplier } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { expectVersion, type PlainCollection, pageOf, type Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import type * as z from 'zod';
import { type SupplierCommand, type SupplierFacts, type SupplierState, suppliers } from './supplier.ts';

type Operations = Pick<
  typeof procurementOperations,
  'registerSupplier' | 'getSupplier' | 'listSuppliers' | 'changeSupplierContact'
>;
type Shown = z.output<typeof supplier>;

/** Which supplier an organisation number belongs to: `organisationNumbers/<number>`. What keeps the numbers unique. */
export const organisationNumbers: PlainCollection = { name: 'organisationNumbers' };
type Holder = { readonly supplierId: string };

/** The operations on suppliers. */
export const supplierHandlers = (store: Store): Handlers<Operations> => ({
  async registerSupplier(call) {
    return await registered(store, call, call.body);
  },
  async getSupplier({ params }) {
    const found = await store.states<SupplierState>(suppliers).findOne({ _id: params.supplierId });
    return {
      body: toSupplier(params.supplierId, found?.state ?? suppliers.initial),
      version: found?.version ?? 0,
    };
  },
  async changeSupplierContact({ params: { supplierId }, body, actor, idempotency, ifMatch }) {
    const isContractor = actor.roles.every((role) => role === 'contractor');
    return await store.transact(
      async (reads) => {
        const supplier = await reads.stream(suppliers, supplierId);
        return (stage) => {
          const { organisationNumber } = toSupplier(supplierId, supplier.state);
          // To a contractor another firm looks as one that is not there.
          if (isContractor && actor.organisationNumber !== organisationNumber) throw notFound();
          expectVersion(supplier, ifMatch);
          stage.handle(supplier, { type: 'changeContact', contactEmail: body.contactEmail });
          return { body: toSupplier(supplierId, supplier.state), version: supplier.version };
        };
      },
      { actor: actor.subject, idempotency },
    );
  },
  async listSuppliers({ query }) {
    const { items, next } = await pageOf(store.states<SupplierState>(suppliers), {
      filter: query.words === undefined ? {} : holdsAll(query.words),
      order: 'oldest',
      cursor: query.cursor,
      limit: query.limit,
    });
    return { body: { items: items.map(({ _id, state }) => toSupplier(_id, state)), next } };
  },
});

type Registered = { readonly body: Shown; readonly version: number };
type Registering = Pick<Call<Operations['registerSupplier']>, 'actor' | 'idempotency'>;

/** Registers a supplier, or finds the one that has the organisation number; `then` is done to it in both cases. */
export async function registered(
  store: Store,
  call: Registering,
  facts: SupplierFacts,
  then?: SupplierCommand,
): Promise<Registered> {
  const once = () => register(store, call, { facts, then });
  // The second time finds what another call of the same batch has registered in the meantime.
  return (await once()) ?? (await once()) ?? fail();
}

/**
 * Registers a supplier, or finds the one that has the organisation number, as it was registered. Undefined if the
 * number was taken by a call in the very same batch, whose supplier this one has not read.
 */
function register(
  store: Store,
  { actor, idempotency }: Registering,
  { facts, then }: { readonly facts: SupplierFacts; readonly then: SupplierCommand | undefined },
): Promise<Registered | undefined> {
  const freshId = store.newId();
  return store.transact(
    async (reads) => {
      const holder = await reads.doc<Holder>(organisationNumbers.name, facts.organisationNumber);
      const supplier = await reads.stream(suppliers, holder.value?.supplierId ?? freshId);
      return (stage) => {
        if (!holder.value) {
          stage.handle(supplier, { type: 'register', facts });
          stage.put(holder, { supplierId: supplier.id });
        } else if (holder.value.supplierId !== supplier.id) {
          return undefined;
        }
        if (then) stage.handle(supplier, then);
        return { body: toSupplier(supplier.id, supplier.state), version: supplier.version };
      };
    },
    { actor: actor.subject, idempotency },
  );
}

export function toSupplier(supplierId: string, state: SupplierState): Shown {
  if (state.status === 'none') throw notFound();
  const { organisationNumber, name, smallOrMedium, contactEmail = null } = state;
  return { supplierId, organisationNumber, name, smallOrMedium, contactEmail };
}

export const notFound = () => new Rejection('not_found', 'There is no such supplier.');

function fail(): never {
  throw new Error('an organisation number was taken and given back within two batches');
}
