import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store, type Work } from '@tiltak/store';
import { openFileStorage } from '../file/storage.ts';
import { offerFiles } from '../views/offerFiles.ts';
import { offerAnswer, offerPage } from '../views/offers.ts';
import { callOffIdIn, isGenuine } from './answerLink.ts';
import type { AnswerTimes } from './answerTimes.ts';
import { type CallOff, orderIdOf } from './callOff.ts';
import { carryOut, loadOrder } from './carryOut.ts';
import type { KnownOrder, Order } from './order.ts';

type Ops = typeof maintenanceOperations;
type Ids =
  | 'getCallOff'
  | 'listCallOffs'
  | 'answerCallOff'
  | 'withdrawCallOff'
  | 'getOfferByLink'
  | 'answerByLink';
type Body = Call<Ops['answerCallOff']>['body'];
type Versioned<Body> = { readonly body: Body; readonly version: number };
type Offer = Versioned<OperationAnswer<Ops['getCallOff']>>;
type Seen = {
  readonly order: KnownOrder;
  readonly callOff: CallOff;
  readonly isOwn: boolean;
  readonly version: number;
};
type Answered = Versioned<OperationAnswer<Ops['answerCallOff']>>;
/** Whether the caller may know of the call-off; to those who may not it doesn't exist. */
type MayKnow = (callOff: CallOff) => boolean;

/** The operations on call-offs: by the contractor's own token, or by the link that came with the offer. */
export function contractorRoutes(
  store: Store,
  options: { readonly times: AnswerTimes; readonly linkKey: string },
): Pick<Handlers<Ops>, Ids> {
  const { times, linkKey } = options;
  const storage = openFileStorage(store);

  /** The offer; that the contractor looked at it is noted the first time. */
  const look =
    (callOffId: string, mayKnow: MayKnow, byContractor: boolean): Work<Seen> =>
    async (reads) => {
      const { order } = await loadOrder(reads, orderIdOf(callOffId));
      return (stage) => {
        find(order.state, callOffId, mayKnow);
        if (byContractor) stage.handle(order, { type: 'view', callOffId, at: stage.at });
        const { state, callOff } = find(order.state, callOffId, mayKnow);
        return { order: state, callOff, isOwn: byContractor, version: order.version };
      };
    };
  const shown = async ({ order, callOff, isOwn, version }: Seen): Promise<Offer> => {
    const files = await offerFiles(store, { order, callOff, storage });
    return { body: { ...offerAnswer(order, callOff, isOwn), files }, version };
  };

  const answer =
    (
      callOffId: string,
      mayKnow: MayKnow,
      given: { readonly body: Body; readonly ifMatch: number | undefined },
    ): Work<Answered> =>
    async (reads) => {
      const loaded = await loadOrder(reads, orderIdOf(callOffId));
      const { order } = loaded;
      return (stage) => {
        find(order.state, callOffId, mayKnow);
        expectVersion(order, given.ifMatch);
        carryOut(stage, loaded, { type: 'answer', callOffId, ...given.body, at: stage.at }, times);
        const { callOff } = find(order.state, callOffId, mayKnow);
        return { body: { callOffId, orderId: order.id, status: callOff.status }, version: order.version };
      };
    };

  return {
    async getCallOff({ params, actor }) {
      const byContractor = !actor.roles.some((role) => role !== 'contractor');
      const mayKnow = byContractor ? isOf(actor.organisationNumber) : () => true;
      const work = look(params.callOffId, mayKnow, byContractor);
      return await shown(await store.transact(work, { actor: actor.subject }));
    },
    async listCallOffs({ query, actor }) {
      const { organisationNumber } = actor;
      if (organisationNumber === undefined) return { body: { items: [], next: null } };
      return { body: await offerPage(store, organisationNumber, query) };
    },
    answerCallOff: (call) =>
      runCommand(store, call, answer(call.params.callOffId, isOf(call.actor.organisationNumber), call)),
    withdrawCallOff: (call) => {
      const { callOffId } = call.params;
      return runCommand(store, call, async (reads) => {
        const loaded = await loadOrder(reads, orderIdOf(callOffId));
        const { order } = loaded;
        return (stage) => {
          find(order.state, callOffId, () => true);
          expectVersion(order, call.ifMatch);
          const { reason } = call.body;
          carryOut(stage, loaded, { type: 'withdraw', callOffId, reason, at: stage.at }, times);
          const { callOff } = find(order.state, callOffId, () => true);
          return { body: { callOffId, orderId: order.id, status: callOff.status }, version: order.version };
        };
      });
    },
    async getOfferByLink({ params: { token } }) {
      const callOffId = callOffIdIn(token);
      const work = look(callOffId, (callOff) => isGenuine(token, linkKey, callOff), true);
      return await shown(await store.transact(work, { actor: `link:${callOffId}` }));
    },
    answerByLink({ params: { token }, body, ifMatch, idempotency }) {
      const callOffId = callOffIdIn(token);
      return store.transact(
        answer(callOffId, (callOff) => isGenuine(token, linkKey, callOff), { body, ifMatch }),
        {
          actor: `link:${callOffId}`,
          // Nobody is known by name here, so that the key is bound to the link instead.
          idempotency: idempotency && { ...idempotency, key: `${callOffId}:${idempotency.key}` },
        },
      );
    },
  };
}

const isOf =
  (organisationNumber: string | undefined): MayKnow =>
  (callOff) =>
    callOff.organisationNumber === organisationNumber;

/** Throws `not_found` for a call-off that isn't there and for one that the caller may not know of, alike. */
function find(
  state: Order,
  callOffId: string,
  mayKnow: MayKnow,
): { readonly state: KnownOrder; readonly callOff: CallOff } {
  const callOff =
    state.status === 'none' ? undefined : state.callOffs.find((one) => one.callOffId === callOffId);
  if (state.status === 'none' || !callOff || !mayKnow(callOff))
    throw new Rejection('not_found', 'There is no such call-off.');
  return { state, callOff };
}
