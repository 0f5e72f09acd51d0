import type { TimerHandler } from '@tiltak/store';
import type { AnswerTimes } from './answerTimes.ts';
import { awaitsApproval } from './approval.ts';
import { isOpen } from './callOff.ts';
import {
  type CallOffDeadline,
  type ClockTimer,
  carryOut,
  carryOutOffer,
  loadOrder,
  type OfferTimer,
  offerTriesLimit,
  scheduleDeadline,
  scheduleOffer,
  wakeForClocks,
} from './carryOut.ts';

/** What happens when an order's timers are due. Each looks at the state: a person may have been faster. */
export const orderTimers = (times: AnswerTimes): Readonly<Record<string, TimerHandler>> => ({
  /** First it is told that the answer is about to be late; when it is, the next contractor is asked. */
  callOffDeadline: ({ payload }) => {
    const { orderId, callOffId } = payload as CallOffDeadline;
    return async (reads) => {
      const loaded = await loadOrder(reads, orderId);
      return (stage) => {
        stage.handle(loaded.order, { type: 'warnOfDeadline', callOffId, at: stage.at });
        carryOut(stage, loaded, { type: 'expire', callOffId, at: stage.at }, times);
        const { state } = loaded.order;
        const asked = state.status === 'offered' && state.callOffs.find((one) => one.callOffId === callOffId);
        if (asked && isOpen(asked) && asked.respondBy > stage.at)
          scheduleDeadline(stage, { orderId, callOffId }, new Date(asked.respondBy));
      };
    };
  },
  /** A clock is about to break, or broken. */
  clocks: ({ payload }) => {
    const { orderId } = payload as ClockTimer;
    return async (reads) => {
      const { order } = await loadOrder(reads, orderId);
      return (stage) => {
        stage.handle(order, { type: 'checkClocks', at: stage.at });
        wakeForClocks(stage, order);
      };
    };
  },
  /** The copy of the agreement had not come when the money did: it is looked for again, and not for ever. */
  offer: ({ payload }) => {
    const { orderId, tries } = payload as OfferTimer;
    return async (reads) => {
      const loaded = await loadOrder(reads, orderId);
      return (stage) => {
        const { order, agreement } = loaded;
        if (order.state.status !== 'funded' || awaitsApproval(order.state)) return;
        if (agreement?.value) carryOutOffer(stage, loaded, times);
        else if (tries < offerTriesLimit) scheduleOffer(stage, { orderId, tries: tries + 1 });
        else carryOut(stage, loaded, { type: 'hold', reason: 'agreement_unknown' }, times);
      };
    };
  },
});
