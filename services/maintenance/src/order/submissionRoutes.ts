import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Reply } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { type Building, buildings } from '../building/building.ts';
import { jobs } from '../job/jobs.ts';
import { mostUrgent } from '../job/urgency.ts';
import { matrikkelText } from '../matrikkel.ts';
import { osloDay } from '../osloTime.ts';
import { type Room, rooms } from '../room/room.ts';
import type { Place } from './events.ts';
import { statusOf } from './order.ts';
import { orders } from './orders.ts';
import type { OrderRules } from './routes.ts';

type Op = (typeof maintenanceOperations)['createOrder'];

/**
 * Orders jobs. Jobs and buildings are our own and are checked here; measure and agreement are others' data, whose
 * copies may not have come yet, so the order is taken and projects judges the measure when it is asked for the money.
 */
export function createOrder(store: Store, call: Call<Op>, rules: OrderRules): Promise<Reply<Op>> {
  const { jobIds, respondWithinSeconds, ...terms } = call.body;
  const orderId = store.newId();
  return runCommand(store, call, async (reads) => {
    const [order, ...ordered] = await Promise.all([
      reads.stream(orders, orderId, 'new'),
      ...jobIds.map((jobId) => reads.stream(jobs, jobId)),
    ]);
    const buildingIds = new Set(
      ordered.flatMap(({ state }) => (state.status === 'none' ? [] : state.buildingId)),
    );
    const roomIds = new Set(
      ordered.flatMap(({ state }) => (state.status === 'none' ? [] : (state.roomId ?? []))),
    );
    const [sites, orderedRooms] = await Promise.all([
      Promise.all([...buildingIds].map((buildingId) => reads.stream(buildings, buildingId))),
      Promise.all([...roomIds].map((roomId) => reads.stream(rooms, roomId))),
    ]);
    return (stage) => {
      const orderedJobs = ordered.map(({ id, state }) => {
        if (state.status !== 'none') return { jobId: id, title: state.title, buildingId: state.buildingId };
        throw new Rejection('job_not_found', `jobIds: there is no job ${id}.`, { jobId: id });
      });
      stage.handle(order, {
        type: 'submit',
        orderId,
        terms: {
          ...terms,
          description: terms.description || null,
          ...(respondWithinSeconds !== null && { respondWithinSeconds }),
          jobs: orderedJobs,
          places: sites.map(({ id, state }) => placeOf(id, state, orderedRooms)),
          urgency: mostUrgent(ordered.flatMap(({ state }) => (state.status === 'none' ? [] : state.urgency))),
        },
        by: call.actor.subject,
        ...rules,
        at: stage.at,
        today: osloDay(stage.at),
      });
      for (const job of ordered) stage.handle(job, { type: 'order', jobId: job.id, orderId });
      return { body: { orderId, status: statusOf(order.state) }, version: order.version };
    };
  });
}

/** Where to go, as the contractor needs it; the register has buildings without an address. */
function placeOf(
  buildingId: string,
  building: Building,
  ordered: readonly { readonly id: string; readonly state: Room }[],
): Place {
  if (building.status === 'none') throw new Error(`the building ${buildingId} of a job is not there`);
  const { name, address, matrikkel } = building;
  const inside = ordered.flatMap(({ id, state }) =>
    state.status === 'added' && state.buildingId === buildingId
      ? { roomId: id, number: state.number, name: state.name }
      : [],
  );
  return {
    buildingId,
    name,
    address: address ?? 'Adressen er ikke registrert',
    matrikkel: matrikkel && matrikkelText(matrikkel),
    ...(inside.length > 0 && { rooms: inside }),
  };
}
