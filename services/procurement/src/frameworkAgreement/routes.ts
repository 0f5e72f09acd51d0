import type { frameworkAgreement, procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { pageOf, type Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import type * as z from 'zod';
import { suppliers } from '../supplier/supplier.ts';
import { type FrameworkAgreementState, frameworkAgreements } from './frameworkAgreement.ts';

type Operations = Pick<
  typeof procurementOperations,
  'signFrameworkAgreement' | 'getFrameworkAgreement' | 'listFrameworkAgreements'
>;
type Shown = z.output<typeof frameworkAgreement>;

/** The operations on framework agreements. */
export const frameworkAgreementHandlers = (store: Store): Handlers<Operations> => ({
  signFrameworkAgreement({ body, actor, idempotency }) {
    const agreementId = store.newId();
    return store.transact(
      async (reads) => {
        const [agreement, ...asked] = await Promise.all([
          reads.stream(frameworkAgreements, agreementId),
          ...body.suppliers.map(({ supplierId }) => reads.stream(suppliers, supplierId)),
        ]);
        return (stage) => {
          const ranked = body.suppliers.map((one, at) => {
            const state = asked[at]?.state;
            return { ...one, registered: state?.status === 'registered' ? state : undefined };
          });
          stage.handle(agreement, { ...body, suppliers: ranked });
          return { body: toAgreement(agreementId, agreement.state), version: agreement.version };
        };
      },
      { actor: actor.subject, idempotency },
    );
  },
  async getFrameworkAgreement({ params: { frameworkAgreementId } }) {
    const found = await store
      .states<FrameworkAgreementState>(frameworkAgreements)
      .findOne({ _id: frameworkAgreementId });
    return {
      body: toAgreement(frameworkAgreementId, found?.state ?? frameworkAgreements.initial),
      version: found?.version ?? 0,
    };
  },
  async listFrameworkAgreements({ query }) {
    const { cursor, limit, validOn, words } = query;
    const { items, next } = await pageOf(store.states<FrameworkAgreementState>(frameworkAgreements), {
      filter: {
        ...(words !== undefined && holdsAll(words)),
        ...(validOn !== undefined && {
          'state.validFrom': { $lte: validOn },
          'state.validTo': { $gte: validOn },
        }),
      },
      order: 'oldest',
      cursor,
      limit,
    });
    return { body: { items: items.map(({ _id, state }) => toAgreement(_id, state)), next } };
  },
});

function toAgreement(frameworkAgreementId: string, state: FrameworkAgreementState): Shown {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such framework agreement.');
  const { words: _, ...facts } = state;
  return { frameworkAgreementId, ...facts, suppliers: [...facts.suppliers] };
}
