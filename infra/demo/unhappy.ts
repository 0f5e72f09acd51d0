import type { Cast } from './cast.ts';
import { answer, krone, placeOrder, readOrder, untilOffered, untilOrder } from './order.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

/** An order that doesn't fit what is left in its frame is held, and says how much is left. */
export async function playTooLarge(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { projects } = world.as('portfolio.controller');
  const { body: frame } = await projects.getFrame({ params: { frameId: cast.frameId } });
  const orderId = await placeOrder(world, cast, steps, {
    title: 'Nytt tak på hele bygget',
    amountOre: frame.availableOre + 1,
  });
  await steps(
    'Rammen har ikke nok: bestillingen holdes, med det som er igjen',
    async () => {
      const held = await untilOrder(world, orderId, 'held');
      if (held.availableOre !== frame.availableOre)
        throw new Error(`it says ${held.availableOre} øre are left, the frame says ${frame.availableOre}`);
      return held;
    },
    ({ heldReason, availableOre }) => `${heldReason}, ${(availableOre ?? 0) / krone} kr igjen`,
  );
  await cancel(world, steps, orderId);
}

/** The first contractor says no: the second by rank gets the offer, and the order shows why. */
export async function playDeclined(world: World, cast: Cast, steps: Steps): Promise<void> {
  const orderId = await placeOrder(world, cast, steps, {
    title: 'Bytte av råtten kledning',
    amountOre: 64_000 * krone,
  });
  const first = await untilOffered(cast, 'contractor-1', orderId);
  await steps('Første entreprenør takker nei', () =>
    answer(world, 'contractor-1', first, { answer: 'decline', reason: 'Ingen ledig kapasitet' }),
  );
  await secondTakesIt(world, cast, steps, orderId);
}

/** The first is out of it: the next by rank is asked and accepts, and the order shows why; then it is cancelled. */
export async function secondTakesIt(world: World, cast: Cast, steps: Steps, orderId: string): Promise<void> {
  const second = await steps('Andre entreprenør får tilbudet', () =>
    untilOffered(cast, 'contractor-2', orderId),
  );
  await steps('Andre entreprenør takker ja', () =>
    answer(world, 'contractor-2', second, { answer: 'accept' }),
  );
  await steps(
    'Bestillingen viser hvem som ble spurt, og hvorfor',
    () => untilOrder(world, orderId, 'placed'),
    ({ callOffs }) => callOffs.map(({ status, chosenBecause }) => `${status}: ${chosenBecause}`).join(' | '),
  );
  await cancel(world, steps, orderId);
}

/** The contractor's system is down for the first two attempts; nothing is lost, and the order shows the receipt. */
export async function playOutage(world: World, cast: Cast, steps: Steps): Promise<void> {
  const receiver = cast.receivers['contractor-1'];
  if (!receiver) throw new Error('contractor-1 has no receiver');
  const title = 'Defekt nødlys i trapperom';
  receiver.failNext(2, title);
  const orderId = await placeOrder(world, cast, steps, {
    title,
    amountOre: 12_500 * krone,
  });
  const offer = await steps(
    'Endepunktet er nede i to forsøk; tredje når frem med samme id',
    async () => {
      const arrived = await untilOffered(cast, 'contractor-1', orderId, 90_000);
      const attempts = receiver.refused.filter(({ webhookId }) => webhookId === arrived.webhookId).length;
      if (attempts !== 2) throw new Error(`${attempts} attempts were refused, not 2`);
      return arrived;
    },
    ({ webhookId }) => `webhook-id ${webhookId}`,
  );
  await steps(
    'Bestillingen viser kvitteringen, med antall forsøk',
    () =>
      eventually('a receipt of the third attempt', async () => {
        const { deliveries } = await readOrder(world, orderId);
        return deliveries.find(
          ({ eventId, status, attempt }) =>
            eventId === offer.webhookId && status === 'delivered' && attempt === 3,
        );
      }),
    ({ attempt, at }) => `forsøk ${attempt}, ${at}`,
  );
  await cancel(world, steps, orderId);
}

/** Cancels the order and waits until its money is free, so that the next play finds the frame at rest. */
export async function cancel(world: World, steps: Steps, orderId: string): Promise<void> {
  const { maintenance } = world.as('property.officer');
  const { projects } = world.as('portfolio.controller');
  const order = await readOrder(world, orderId);
  const usedOre = async () => {
    const { body } = await projects.getMeasure({ params: { measureId: order.measureId } });
    return body.reservedOre + body.committedOre;
  };
  const beforeOre = await usedOre();
  const heldOre = order.heldReason === 'exceeds_available' ? 0 : order.amounts.orderedOre;
  await steps('Bestillingen avbestilles, pengene frigis', async () => {
    await maintenance.cancelOrder({ params: { orderId }, body: { reason: 'Slutt på demonstrasjonen' } });
    await eventually('the money is free', async () => (await usedOre()) === beforeOre - heldOre);
  });
}
