import { randomBytes } from 'node:crypto';
import { organisationNumber as numberSchema, type OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import { notFound, registered, toSupplier } from '../supplier/routes.ts';
import { type SupplierState, suppliers } from '../supplier/supplier.ts';
import { type InterestState, interests, interestsOf } from './interests.ts';

type Ops = Pick<
  typeof procurementOperations,
  | 'registerOwnSupplier'
  | 'getOwnSupplier'
  | 'setInterests'
  | 'getInterests'
  | 'removeInterests'
  | 'getAlertsByKey'
  | 'stopAlerts'
>;
type Shown = OperationAnswer<Ops['getInterests']>;

/** What a firm does for itself. Everything is about the firm of the token, or of the key in the link. */
export function interestRoutes(store: Store): Handlers<Ops> {
  return {
    async registerOwnSupplier(call) {
      const { name, smallOrMedium, contactEmail } = call.body;
      const facts = { organisationNumber: numberIn(call.actor), name, smallOrMedium, contactEmail };
      return await registered(store, call, facts, { type: 'describe', smallOrMedium, contactEmail });
    },
    async getOwnSupplier({ actor }) {
      const supplierId = await ownSupplierId(store, actor);
      const found = await store.states<SupplierState>(suppliers).findOne({ _id: supplierId });
      return {
        body: toSupplier(supplierId, found?.state ?? suppliers.initial),
        version: found?.version ?? 0,
      };
    },
    async setInterests(call) {
      const supplierId = await ownSupplierId(store, call.actor);
      const firm = { supplierId, organisationNumber: numberIn(call.actor) };
      const stopKey = randomBytes(24).toString('base64url');
      return await runCommand(store, call, async (reads) => {
        const stream = await reads.stream(interests, interestsOf(supplierId));
        return (stage) => {
          stage.handle(stream, { type: 'set', firm, interests: call.body, stopKey });
          return { body: shown(stream.state), version: stream.version };
        };
      });
    },
    async getInterests({ actor }) {
      const id = interestsOf(await ownSupplierId(store, actor));
      const found = await store.states<InterestState>(interests).findOne({ _id: id });
      return { body: shown(found?.state ?? interests.initial), version: found?.version ?? 0 };
    },
    async removeInterests(call) {
      const supplierId = await ownSupplierId(store, call.actor);
      return await runCommand(store, call, async (reads) => {
        const stream = await reads.stream(interests, interestsOf(supplierId));
        return (stage) => {
          stage.handle(stream, { type: 'stop' });
          return { body: shown(stream.state), version: stream.version };
        };
      });
    },
    async getAlertsByKey({ params: { stopKey } }) {
      const { name, alerts } = await byKey(store, stopKey);
      return { body: { name, alerts } };
    },
    async stopAlerts({ params: { stopKey }, idempotency }) {
      const { name, streamId } = await byKey(store, stopKey);
      // Whoever holds the link: the journal says no more of them.
      const alerts = await store.transact(
        async (reads) => {
          const stream = await reads.stream(interests, streamId);
          return (stage) => {
            stage.handle(stream, { type: 'stop' });
            return shown(stream.state).alerts;
          };
        },
        { actor: 'link', idempotency },
      );
      return { body: { name, alerts } };
    },
  };
}

/** Throws `organisation_number_missing`, `organisation_number_invalid`. */
function numberIn({ organisationNumber }: Actor): string {
  if (organisationNumber === undefined)
    throw new Rejection(
      'organisation_number_missing',
      'The token names no firm: sign in for one, or have the client be given its organisation number.',
    );
  if (!numberSchema.safeParse(organisationNumber).success)
    throw new Rejection(
      'organisation_number_invalid',
      `The token’s organisation number (${organisationNumber}) is none: its check digit does not fit.`,
    );
  return organisationNumber;
}

/** Throws `not_found` where the firm is not registered. */
async function ownSupplierId(store: Store, actor: Actor): Promise<string> {
  const own = await ownSupplier(store, actor);
  if (!own) throw notFound();
  return own.supplierId;
}

function shown(state: InterestState): Shown {
  if (state.status === 'none') throw notFound();
  const { supplierId, organisationNumber, status } = state;
  const { cpvPrefixes, kinds, areaIds } = state.interests;
  return {
    ...{ supplierId, organisationNumber, alerts: status === 'on' },
    ...{ cpvPrefixes: [...cpvPrefixes], kinds: [...kinds], areaIds: [...areaIds] },
  };
}

async function byKey(store: Store, stopKey: string) {
  const found = await store.states<InterestState>(interests).findOne({ 'state.stopKey': stopKey } as object);
  if (!found || found.state.status === 'none') throw notFound();
  const supplier = await store.states<SupplierState>(suppliers).findOne({ _id: found.state.supplierId });
  const { name } = toSupplier(found.state.supplierId, supplier?.state ?? suppliers.initial);
  return { name, alerts: found.state.status === 'on', streamId: found._id };
}
