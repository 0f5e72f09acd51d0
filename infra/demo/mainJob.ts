import type { Cast } from './cast.ts';
import { answer, krone, placeOrder, readOrder, untilOffered, untilOrder } from './order.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

const amountOre = 185_000 * krone;
const invoiceOre = 171_500 * krone;

/** From a registered job to the paid invoice, and the portfolio that shows it. */
export async function playMainJob(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { maintenance } = world.as('property.officer');
  const { projects } = world.as('portfolio.controller');
  const contractor = world.as('contractor-1').maintenance;
  const frame = async () => (await projects.getFrame({ params: { frameId: cast.frameId } })).body;
  const before = await frame();

  const orderId = await placeOrder(world, cast, steps, {
    title: 'Lekkasje i taket over gymsalen',
    amountOre,
  });
  const params = { orderId };
  const offer = await steps(
    'Pengene reserveres, og det signerte tilbudet når entreprenøren',
    () => untilOffered(cast, 'contractor-1', orderId),
    ({ webhookId }) => `webhook-id ${webhookId}`,
  );
  await steps('Entreprenøren takker ja', () => answer(world, 'contractor-1', offer, { answer: 'accept' }));
  await steps(
    'Bestillingen er plassert, kvitteringen står på den',
    () =>
      eventually('the order is placed and shows its receipts', async () => {
        const order = await readOrder(world, orderId);
        return order.status === 'placed' && order.deliveries.length >= 2 && order;
      }),
    ({ deliveries }) =>
      deliveries.map(({ eventType, at }) => `${eventType.split('.').at(-2)} ${at}`).join(', '),
  );
  await steps('Entreprenøren er i gang', () => contractor.startWork({ params }));
  await steps('Entreprenøren melder ferdig: 112 timer, 30 av dem lærling', () =>
    contractor.reportWorkDone({ params, body: { personHours: 112, apprenticeHours: 30 } }),
  );
  await steps('Eiendom godtar arbeidet', () => maintenance.acceptWork({ params }));
  await steps('Fakturaen registreres', () =>
    maintenance.registerInvoice({
      params,
      body: { invoiceNumber: `F-${orderId.slice(-8)}`, amountOre: invoiceOre },
    }),
  );
  await steps('Oppgjøret gjøres, resten av pengene frigis', () => maintenance.settleOrder({ params }));
  await steps(
    'Rammen viser det, på øret',
    () =>
      eventually('the frame shows the invoice as paid and the rest released', async () => {
        const after = await frame();
        return (
          after.paidOre - before.paidOre === invoiceOre &&
          after.invoicedOre - before.invoicedOre === invoiceOre &&
          before.availableOre - after.availableOre === invoiceOre &&
          after
        );
      }),
    ({ availableOre }) => `${availableOre / krone} kr igjen`,
  );
  await steps(
    'Entreprenøren har fått hele forløpet, i rekkefølge',
    () =>
      eventually('placed, accepted and settled at the contractor, in order', async () => {
        const told = cast.receivers['contractor-1']?.received
          .filter(({ event }) => event.data.orderId === orderId)
          .map(({ event }) => event.type.split('.').slice(-3, -1).join('.'));
        return told?.join() === 'calloff.offered,order.placed,work.accepted,order.settled' && told;
      }),
    (told) => told.join(', '),
  );
  await untilOrder(world, orderId, 'settled');
}
