import type { OperationAnswer } from '@tiltak/contracts';
import type { changeOperations, maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Stage, type Store } from '@tiltak/store';
import { osloDay } from '../../osloTime.ts';
import { unused } from '../agreement.ts';
import type { AnswerTimes } from '../answerTimes.ts';
import { isBoundTo } from '../boundTo.ts';
import { carryOut, type LoadedOrder, loadOrder } from '../carryOut.ts';
import type { OrderCommand } from '../decide.ts';
import { type Change, changesOf } from './change.ts';

type Ops = typeof maintenanceOperations;
type Body = OperationAnswer<Ops['rejectChange']>;
type ChangeCall = Pick<Call<Ops['rejectChange']>, 'actor' | 'idempotency' | 'ifMatch'>;

/** The operations by which a placed order is changed. */
export function changeRoutes(
  store: Store,
  times: AnswerTimes,
): Pick<Handlers<Ops>, keyof typeof changeOperations> {
  const onChange = (
    call: ChangeCall,
    ids: { readonly orderId: string; readonly changeId?: string },
    commandAt: (stage: Stage, loaded: LoadedOrder) => OrderCommand,
  ): Promise<{ body: Body; version: number }> =>
    runCommand(store, call, async (reads) => {
      const loaded = await loadOrder(reads, ids.orderId);
      const { order } = loaded;
      return (stage) => {
        // Whoever may not know of the order must not learn its version either.
        if (mayKnow(call.actor, loaded)) expectVersion(order, call.ifMatch);
        carryOut(stage, loaded, commandAt(stage, loaded), times);
        const { state } = order;
        if (state.status === 'none') throw new Error('a change of no order');
        const { changeId, status } = changeIn(changesOf(state), ids.changeId);
        const body = { orderId: order.id, changeId, status, amountOre: state.terms.amountOre };
        return { body, version: order.version };
      };
    });

  return {
    proposeChange: (call) =>
      onChange(call, call.params, ({ at }) => ({
        type: 'proposeChange',
        organisationNumber: isContractor(call.actor) ? (call.actor.organisationNumber ?? '') : null,
        by: call.actor.subject,
        ...call.body,
        at,
        today: osloDay(at),
      })),
    priceChange: (call) =>
      onChange(call, call.params, ({ at }) => ({
        type: 'priceChange',
        changeId: call.params.changeId,
        organisationNumber: call.actor.organisationNumber,
        ...call.body,
        today: osloDay(at),
      })),
    approveChange: (call) =>
      onChange(call, call.params, (_stage, { agreement, use }) => ({
        type: 'approveChange',
        changeId: call.params.changeId,
        by: call.actor.subject,
        isApprover: call.actor.roles.includes('property.approver'),
        ceilingLeftOre: (agreement?.value?.ceilingOre ?? 0) - (use?.value ?? unused).calledOffOre,
      })),
    rejectChange: (call) =>
      onChange(call, call.params, () => ({
        type: 'rejectChange',
        changeId: call.params.changeId,
        reason: call.body.reason,
      })),
  };
}

type Actor = ChangeCall['actor'];

/** Who works for the municipality speaks for it, whatever else the token says. */
const isContractor = ({ roles }: Actor): boolean => roles.every((role) => role === 'contractor');

const mayKnow = (actor: Actor, { order }: LoadedOrder): boolean =>
  order.version > 0 && (!isContractor(actor) || isBoundTo(actor.organisationNumber, order.state));

/** The change that is named, or else the one that was just proposed. */
function changeIn(changes: readonly Change[], changeId: string | undefined): Change {
  const change = changeId === undefined ? changes.at(-1) : changes.find((one) => one.changeId === changeId);
  if (!change) throw new Rejection('not_found', 'There is no such change.');
  return change;
}
