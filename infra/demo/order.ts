import type { Cast } from './cast.ts';
import type { Received } from './receiver.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

/** Øre in a krone. */
export const krone = 100;
const weekMs = 7 * 24 * 3_600_000;

/** An order as its API shows it. */
export type Order = Awaited<ReturnType<typeof readOrder>>;

export async function readOrder(world: World, orderId: string) {
  return (await world.as('property.officer').maintenance.getOrder({ params: { orderId } })).body;
}

/** Waits until the order is in the state. */
export const untilOrder = (world: World, orderId: string, status: string, limitMs?: number): Promise<Order> =>
  eventually(
    `order ${orderId} is ${status}`,
    async () => {
      const order = await readOrder(world, orderId);
      return order.status === status && order;
    },
    limitMs,
  );

/** Registers a job, approves it and orders it. */
export async function placeOrder(
  world: World,
  cast: Cast,
  steps: Steps,
  {
    title,
    amountOre,
    ...more
  }: {
    readonly title: string;
    readonly amountOre: number;
    /** Left out: the one by rank. */
    readonly frameworkAgreementId?: string;
    readonly respondWithinSeconds?: number;
  },
): Promise<string> {
  const { maintenance } = world.as('property.officer');
  const job = await steps(
    'Eiendom registrerer et arbeid',
    async () =>
      (
        await maintenance.registerJob({
          body: { buildingId: cast.buildingId, title, buildingPart: '26', conditionGrade: 'TG3' },
        })
      ).body,
    () => title,
  );
  await steps('Arbeidet godkjennes', () => maintenance.approveJob({ params: { jobId: job.jobId } }));
  const dueOn = new Date(Date.now() + 4 * weekMs).toISOString().slice(0, 10);
  const order = await steps(
    'Arbeidet bestilles, belastet tiltaket',
    async () =>
      (
        await maintenance.createOrder({
          body: {
            jobIds: [job.jobId],
            measureId: cast.measureId,
            frameworkAgreementId: cast.frameworkAgreementId,
            amountOre,
            dueOn,
            plannedPersonHours: 120,
            ...more,
          },
        })
      ).body,
    ({ status }) => `${amountOre / krone} kr, ${status}`,
  );
  return order.orderId;
}

/** Waits for the signed offer in a contractor's system. */
export const untilOffered = (
  cast: Cast,
  client: string,
  orderId: string,
  limitMs?: number,
): Promise<Received> =>
  eventually(
    `the offer of ${orderId} at ${client}`,
    async () => cast.receivers[client]?.of(orderId, 'calloff.offered')[0],
    limitMs,
  );

/** Waits until a contractor's system has got an event of the order (short: `order.cancelled`). */
export const untilTold = (cast: Cast, client: string, orderId: string, type: string): Promise<Received> =>
  eventually(`${type} of ${orderId} at ${client}`, async () => cast.receivers[client]?.of(orderId, type)[0]);

/** Answers an offer through the API. */
export async function answer(
  world: World,
  client: string,
  offer: Received,
  body: {
    readonly answer: 'accept' | 'decline';
    readonly reason?: string;
    readonly priceOre?: number;
  },
): Promise<void> {
  const callOffId = offer.event.data.callOffId;
  if (!callOffId) throw new Error('the offer names no call-off');
  await world.as(client).maintenance.answerCallOff({ params: { callOffId }, body });
}
