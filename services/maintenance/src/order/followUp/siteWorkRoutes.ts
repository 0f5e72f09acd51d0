import type { maintenanceOperations, siteWorkOperations } from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { osloDay } from '../../osloTime.ts';
import { siteWorkAnswer } from '../../views/assignments.ts';
import { mustSeeOrder } from '../../views/seenOrder.ts';
import { orderCommands } from '../commandRoutes.ts';
import { followUpOf } from './followUp.ts';
import type { OrderTimes } from './times.ts';

/** The operations by which a contractor tells how the work goes. */
export function siteWorkRoutes(
  store: Store,
  times: OrderTimes,
): Pick<Handlers<typeof maintenanceOperations>, keyof typeof siteWorkOperations> {
  const { onOwnOrder } = orderCommands(store, times);
  return {
    async getSiteWork({ params: { orderId }, actor }) {
      const order = await mustSeeOrder(store, orderId, actor);
      const { status, terms } = order;
      const { hours: unreportedHours } = followUpOf(order);
      const constructionWork = terms.constructionWork ?? false;
      return {
        body: { ...siteWorkAnswer(order), orderId, status, constructionWork, unreportedHours },
      };
    },
    scheduleWork: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'scheduleWork',
        organisationNumber: call.actor.organisationNumber,
        ...call.body,
        today: osloDay(at),
      })),
    confirmSafety: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'confirmSafety',
        organisationNumber: call.actor.organisationNumber,
        confirmedBy: call.body.confirmedBy,
        at,
      })),
    pauseWork: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'pauseWork',
        organisationNumber: call.actor.organisationNumber,
        ...call.body,
        at,
      })),
    resumeWork: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'resumeWork',
        organisationNumber: call.actor.organisationNumber,
        at,
      })),
  };
}
