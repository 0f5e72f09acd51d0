import type { TimerHandler } from '@tiltak/store';
import type { AnswerTimes } from './answerTimes.ts';
import { awaitsApproval } from './approval.ts';
import {
  type CallOffDeadline,
  carryOut,
  carryOutOffer,
  loadOrder,
  type OfferTimer,
  offerTriesLimit,
  scheduleOffer,
} from './carryOut.ts';

/** What happens when an order's timers are due. Each looks at the state: a person may have been faster. */
export const orderTimers = (times: AnswerTimes): Readonly<Record<string, TimerHandler>> => ({
  /** Nobody answered in time: the next contractor is asked. */
  callOffDeadline: ({ payload }) => {
    const { orderId, callOffId } = payload as CallOffDeadline;
    return async (reads) => {
      const loaded = await loadOrder(reads, orderId);
      return (stage) => carryOut(stage, loaded, { type: 'expire', callOffId, at: stage.at }, times);
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
