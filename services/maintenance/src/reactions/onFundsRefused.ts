import type { EventOf } from '@tiltak/contracts';
import type { projectsEvents } from '@tiltak/contracts/projects';
import type { Work } from '@tiltak/store';
import { orders } from '../order/orders.ts';

type Event = Extract<EventOf<typeof projectsEvents>, { type: 'no.tiltak.projects.funds.refused.v1' }>;

/** The order doesn't get its money: it is held, with the reason and what is left. */
export const onFundsRefused =
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const order = await reads.stream(orders, data.allocationId);
    return (stage) => {
      const { request, reason, availableOre } = data;
      stage.handle(order, { type: 'recordRefusal', request, reason, availableOre });
    };
  };
