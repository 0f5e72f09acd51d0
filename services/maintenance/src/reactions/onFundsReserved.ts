import type { EventOf } from '@tiltak/contracts';
import type { projectsEvents } from '@tiltak/contracts/projects';
import type { Work } from '@tiltak/store';
import type { AnswerTimes } from '../order/answerTimes.ts';
import { carryOut, loadOrder } from '../order/carryOut.ts';

type Event = Extract<EventOf<typeof projectsEvents>, { type: 'no.tiltak.projects.funds.reserved.v1' }>;

/** The order has its money: the first contractor is asked in the same step. Money of others' allocations is nothing. */
export const onFundsReserved =
  (times: AnswerTimes) =>
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const loaded = await loadOrder(reads, data.allocationId);
    return (stage) => carryOut(stage, loaded, { type: 'recordFunds', request: data.request }, times);
  };
