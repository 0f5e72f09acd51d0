import type { Cast } from './cast.ts';
import { answer, krone, placeOrder, readOrder, untilOffered, untilTold } from './order.ts';
import type { Steps } from './steps.ts';
import { cancel, secondTakesIt } from './unhappy.ts';
import { eventually, type World } from './world.ts';

/** Long enough for the offer to arrive, and short enough to watch. */
const respondWithinSeconds = 5;
const addedOre = 18_000 * krone;

/** Nobody answers: the offer expires, and the next by rank is asked. */
export async function playEscalation(world: World, cast: Cast, steps: Steps): Promise<void> {
  const orderId = await placeOrder(world, cast, steps, {
    title: 'Vannlekkasje i kjelleren',
    amountOre: 38_000 * krone,
    respondWithinSeconds,
  });
  await steps(
    `Første entreprenør får tilbudet, med ${respondWithinSeconds} sekunders svarfrist`,
    () => untilOffered(cast, 'contractor-1', orderId),
    ({ event }) => `frist ${event.data.respondBy}`,
  );
  await steps('Første entreprenør svarer ikke, og får vite at fristen er ute', () =>
    untilTold(cast, 'contractor-1', orderId, 'calloff.expired'),
  );
  await secondTakesIt(world, cast, steps, orderId);
}

/** More turns out to be needed: the contractor prices it, and it holds when the frame has given the money. */
export async function playChange(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { projects } = world.as('portfolio.controller');
  const committedOre = async () =>
    (await projects.getFrame({ params: { frameId: cast.frameId } })).body.committedOre;
  const beforeOre = await committedOre();
  const amountOre = 52_000 * krone;
  const orderId = await placeOrder(world, cast, steps, { title: 'Utskifting av takrenne', amountOre });
  const offer = await untilOffered(cast, 'contractor-1', orderId);
  await steps('Entreprenøren takker ja', () => answer(world, 'contractor-1', offer, { answer: 'accept' }));
  const { changeId } = await steps(
    'Entreprenøren melder en endring med pris',
    async () =>
      (
        await world.as('contractor-1').maintenance.proposeChange({
          params: { orderId },
          body: { what: 'Bytte også nedløpet', why: 'Det er rustet tvers gjennom', addedOre },
        })
      ).body,
    () => `${addedOre / krone} kr i tillegg`,
  );
  await steps(
    'Eiendom godkjenner, og pengene bes om fra rammen',
    async () =>
      (await world.as('property.officer').maintenance.approveChange({ params: { orderId, changeId } })).body,
    ({ status }) => status,
  );
  await steps(
    'Pengene er bundet, og endringen gjelder',
    () =>
      eventually('the change holds', async () => {
        const { amounts, changes } = await readOrder(world, orderId);
        return changes[0]?.status === 'approved' && amounts;
      }),
    ({ orderedOre }) => `nå inntil ${orderedOre / krone} kr`,
  );
  await steps('Entreprenørens system får endringen', () =>
    untilTold(cast, 'contractor-1', orderId, 'order.changed'),
  );
  await steps('Rammen viser det, på øret', () =>
    eventually(
      'the frame commits both',
      async () => (await committedOre()) - beforeOre === amountOre + addedOre,
    ),
  );
  await cancel(world, steps, orderId);
  await untilTold(cast, 'contractor-1', orderId, 'order.cancelled');
}
