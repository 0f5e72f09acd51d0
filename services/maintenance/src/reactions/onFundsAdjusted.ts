import type { EventOf } from '@tiltak/contracts';
import type { projectsEvents } from '@tiltak/contracts/projects';
import type { Work } from '@tiltak/store';
import type { AnswerTimes } from '../order/answerTimes.ts';
import { carryOut, loadOrder } from '../order/carryOut.ts';

type Event = Extract<EventOf<typeof projectsEvents>, { type: 'no.tiltak.projects.funds.adjusted.v1' }>;

/** A change of a placed order has its money: it holds from now on. */
export const onFundsAdjusted =
  (times: AnswerTimes) =>
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const loaded = await loadOrder(reads, data.allocationId);
    return (stage) => carryOut(stage, loaded, { type: 'recordChangeFunds', changeId: data.changeId }, times);
  };
