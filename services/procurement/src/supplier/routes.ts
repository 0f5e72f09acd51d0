import type { procurementOperations, supplier } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers, Reply } from '@tiltak/http';
import { expectVersion, type PlainCollection, pageOf, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { type SupplierState, suppliers } from './supplier.ts';

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
    // The second time finds what another call of the same batch has registered in the meantime.
    return (await register(store, call)) ?? (await register(store, call)) ?? fail();
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
      order: 'oldest',
      cursor: query.cursor,
      limit: query.limit,
    });
    return { body: { items: items.map(({ _id, state }) => toSupplier(_id, state)), next } };
  },
});

/**
 * Registers a supplier, or finds the one that has the organisation number, as it was registered. Undefined if the
 * number was taken by a call in the very same batch, whose supplier this one has not read.
 */
function register(
  store: Store,
  { body, actor, idempotency }: Call<Operations['registerSupplier']>,
): Promise<Reply<Operations['registerSupplier']> | undefined> {
  const freshId = store.newId();
  return store.transact(
    async (reads) => {
      const holder = await reads.doc<Holder>(organisationNumbers.name, body.organisationNumber);
      const supplier = await reads.stream(suppliers, holder.value?.supplierId ?? freshId);
      return (stage) => {
        if (!holder.value) {
          stage.handle(supplier, { type: 'register', facts: body });
          stage.put(holder, { supplierId: supplier.id });
        } else if (holder.value.supplierId !== supplier.id) {
          return undefined;
        }
        return { body: toSupplier(supplier.id, supplier.state), version: supplier.version };
      };
    },
    { actor: actor.subject, idempotency },
  );
}

function toSupplier(supplierId: string, state: SupplierState): Shown {
  if (state.status === 'none') throw notFound();
  const { organisationNumber, name, smallOrMedium, contactEmail = null } = state;
  return { supplierId, organisationNumber, name, smallOrMedium, contactEmail };
}

const notFound = () => new Rejection('not_found', 'There is no such supplier.');

function fail(): never {
  throw new Error('an organisation number was taken and given back within two batches');
}
