import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { isRecipient } from '@tiltak/sealing';
import { runCommand, type Vault } from '@tiltak/service';
import { pageOf, type Store } from '@tiltak/store';
import { caseFor } from '../bid/bidder.ts';
import { type ProcurementCase, type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { organisationNumbers } from '../supplier/routes.ts';
import { sealingAnswer } from '../views/opening.ts';
import { type OfficerKeyFacts, officerKeyOf, officerKeys } from './officerKey.ts';
import { makePlatformKey, readPlatformKey } from './platformKey.ts';
import { type SealingState, sealingOf, sealings } from './sealing.ts';

type Ops = typeof procurementOperations;
type Names = 'registerOfficerKey' | 'listOfficerKeys' | 'setSealing' | 'getSealing';

const isStaff = ({ roles }: Actor) => roles.some((role) => role !== 'contractor');
const noSealing = () => new Rejection('not_found', 'No keys are set for these bids.');

/** Where a case can still come to ask for bids. */
const beforeBids = [
  ...(['draft', 'planned', 'market_dialogue', 'published', 'qualification'] as const),
  ...(['invited', 'opened', 'negotiation'] as const),
];
/** Whether bids of the case's round are being asked for. */
const isAsking = ({ status, deadlines }: ProcurementCase) =>
  status === 'invited' || (status === 'published' && deadlines.bids !== null);

/** The operations on the keys of sealed bids. */
export function keyRoutes(store: Store, vault: Vault): Pick<Handlers<Ops>, Names> {
  return {
    registerOfficerKey: (call) => {
      const { recipient } = call.body;
      const { subject: holder, roles } = call.actor;
      checkRecipient('recipient', recipient);
      return runCommand(store, call, async (reads) => {
        const key = await reads.stream(officerKeys, officerKeyOf(holder));
        return (stage) => {
          const isAuditor = roles.includes('auditor');
          stage.handle(key, { holder, recipient, isAuditor, at: stage.at });
          const { state } = key;
          if (state.status === 'none') throw new Error('the key is not there after it was registered');
          return { body: keyAnswer(state), version: key.version };
        };
      });
    },
    async listOfficerKeys({ query: { cursor, limit } }) {
      const page = await pageOf(store.states<OfficerKeyFacts>(officerKeys), {
        order: 'oldest',
        cursor,
        limit,
      });
      return { body: { items: page.items.map(({ state }) => keyAnswer(state)), next: page.next } };
    },
    async setSealing(call) {
      const { procurementId } = call.params;
      const { recipient, threshold, shares } = call.body;
      checkRecipient('recipient', recipient);
      // Made beforehand, because a decision can't wait; unused where the keys are refused.
      const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
      const round = nextRound(theCase(found?.state ?? procurements.initial, beforeBids, 'given keys'));
      const sealingId = sealingOf(procurementId, round);
      const platform = await makePlatformKey(vault, sealingId);
      return await runCommand(store, call, async (reads) => {
        const [current, sealing, kept, ...keys] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(sealings, sealingId),
          readPlatformKey(reads, sealingId),
          ...shares.map(({ holder }) => reads.stream(officerKeys, officerKeyOf(holder))),
        ]);
        return (stage) => {
          const now = theCase(current.state, beforeBids, 'given keys');
          // So that no bid is asked for at the same moment, to be sealed to keys that are replaced.
          stage.guard(current);
          if (nextRound(now) !== round)
            throw new Rejection(
              'sealing_fixed',
              'Bids were asked for meanwhile; read the procurement again.',
            );
          stage.handle(sealing, {
            type: 'set',
            facts: {
              ...{ procurementId, round, recipient, threshold, setBy: call.actor.subject },
              platformRecipient: platform.recipient,
            },
            shares: shares.map((share, at) => {
              const key = keys[at]?.state;
              return { ...share, isAuditor: key?.status === 'registered' ? key.isAuditor : undefined };
            }),
            hasBegun: isAsking(now),
            at: stage.at,
          });
          stage.put(kept, platform.key);
          const { state } = sealing;
          if (state.status === 'none') throw new Error('the keys are not there after they were set');
          return { body: sealingAnswer(state, now, true), version: sealing.version };
        };
      });
    },
    async getSealing({ params: { procurementId }, query, actor }) {
      const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
      const state = found?.state ?? procurements.initial;
      const current = isStaff(actor) ? theCase(state) : caseFor(state, (await firmOf(store, actor)) ?? '');
      const newest = isStaff(actor) ? nextRound(current) : current.round;
      const rounds = query.round === undefined ? [newest, current.round] : [query.round];
      for (const round of rounds) {
        const _id = sealingOf(procurementId, round);
        const sealing = await store.states<SealingState>(sealings).findOne({ _id });
        if (sealing && sealing.state.status !== 'none')
          return { body: sealingAnswer(sealing.state, current, isStaff(actor)), version: sealing.version };
      }
      throw noSealing();
    },
  };
}

/** The round that keys are set for: the one that is being asked for, else the one that comes. */
const nextRound = (current: ProcurementCase): number =>
  isAsking(current) ? current.round : current.round + 1;

/** The check digits too, so that no bid is sealed to a key that nobody has. Throws `key_malformed`. */
function checkRecipient(field: string, recipient: string): void {
  if (!isRecipient(recipient))
    throw new Rejection('key_malformed', `${field}: its check digits don’t fit; copy the whole key again.`);
}

async function firmOf(store: Store, { organisationNumber }: Actor): Promise<string | undefined> {
  if (organisationNumber === undefined) return undefined;
  const found = await store.documents<{ supplierId: string }>(organisationNumbers.name, [organisationNumber]);
  return found.get(organisationNumber)?.supplierId;
}

const keyAnswer = ({ holder, recipient, isAuditor, at }: OfficerKeyFacts) => ({
  ...{ holder, recipient, isAuditor },
  registeredAt: at,
});
