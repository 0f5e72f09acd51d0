import type { EventOf } from '@tiltak/contracts';
import type { projectsEvents } from '@tiltak/contracts/projects';
import type { Work } from '@tiltak/store';
import type { AnswerTimes } from '../order/answerTimes.ts';
import { carryOut, loadOrder } from '../order/carryOut.ts';

type Event = Extract<EventOf<typeof projectsEvents>, { type: 'no.tiltak.projects.funds.refused.v1' }>;

/** The money is refused: the order is held, or its change rejected, with the reason and what is left. */
export const onFundsRefused =
  (times: AnswerTimes) =>
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const loaded = await loadOrder(reads, data.allocationId);
    const { request, changeId, reason, availableOre } = data;
    return (stage) =>
      carryOut(
        stage,
        loaded,
        changeId === null
          ? { type: 'recordRefusal', request, reason, availableOre }
          : { type: 'recordChangeRefusal', changeId, reason, availableOre },
        times,
      );
  };
