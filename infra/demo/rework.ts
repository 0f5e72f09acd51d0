import { setTimeout as delay } from 'node:timers/promises';
import type { Cast } from './cast.ts';
import { answer, krone, placeOrder, readOrder, untilOffered } from './order.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

const reservedOre = 90_000 * krone;
const invoiceOre = 72_250 * krone;
const retainedOre = 5_000 * krone;

/**
 * The work is rejected, done again and accepted with a defect; the order is settled below what was reserved, with
 * money retained for the defect, and the rest is free again at once.
 */
export async function playRework(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { maintenance } = world.as('property.officer');
  const { projects } = world.as('portfolio.controller');
  const contractor = world.as('contractor-1').maintenance;
  const frame = async () => (await projects.getFrame({ params: { frameId: cast.frameId } })).body;
  const orderId = await placeOrder(world, cast, steps, {
    title: 'Utskifting av takrenner',
    amountOre: reservedOre,
  });
  const params = { orderId };
  const offer = await untilOffered(cast, 'contractor-1', orderId);
  await steps('Entreprenøren takker ja', () => answer(world, 'contractor-1', offer, { answer: 'accept' }));
  await contractor.startWork({ params });
  await steps('Været stanser arbeidet, og det tas opp igjen', async () => {
    await contractor.pauseWork({ params, body: { reason: 'weather' } });
    await contractor.resumeWork({ params });
  });
  await contractor.reportWorkDone({ params, body: { personHours: 60, apprenticeHours: 20 } });
  await steps('Eiendom avviser arbeidet', () =>
    maintenance.rejectWork({ params, body: { reason: 'Nedløpet mangler' } }),
  );
  await steps('Entreprenøren utbedrer og melder ferdig på nytt', async () => {
    await contractor.startWork({ params });
    await contractor.reportWorkDone({ params, body: { personHours: 6 } });
  });
  // By now what earlier scenes cancelled is free again, and the order's own money is bound: only it moves from here on.
  const bound = await stable(frame);
  const dueOn = new Date(Date.now() + 14 * 24 * 3_600_000).toISOString().slice(0, 10);
  await steps('Eiendom godtar arbeidet med én mangel og en frist', () =>
    maintenance.acceptWork({
      params,
      body: { defects: [{ description: 'Rist over nedløp mangler', dueOn }] },
    }),
  );
  await maintenance.registerInvoice({
    params,
    body: { invoiceNumber: `R-${orderId.slice(-8)}`, amountOre: invoiceOre },
  });
  await steps('Bestillingen gjøres opp, med et beløp holdt tilbake for mangelen', () =>
    maintenance.settleOrder({
      params,
      body: { retained: { amountOre: retainedOre, reason: 'Til risten er på plass' } },
    }),
  );
  const used = async (paidOre: number) =>
    eventually('the frame shows what is invoiced and paid, and the rest released', async () => {
      const after = await frame();
      return (
        after.invoicedOre - bound.invoicedOre === invoiceOre &&
        after.paidOre - bound.paidOre === paidOre &&
        after.availableOre - bound.availableOre === reservedOre - invoiceOre &&
        after
      );
    });
  await steps(
    'Det som ble reservert for mye, er frigjort i rammen',
    () => used(invoiceOre - retainedOre),
    () => `${(reservedOre - invoiceOre) / krone} kr frigjort, ${retainedOre / krone} kr holdt tilbake`,
  );
  await steps('Mangelen utbedres og godkjennes, og resten betales', async () => {
    const defect = { orderId, defectId: 'defect-1' };
    await contractor.reportDefectFixed({ params: defect, body: {} });
    await maintenance.approveDefect({ params: defect });
    await maintenance.payRetained({ params });
    await used(invoiceOre);
  });
  await steps(
    'Entreprenøren fikk avvisningen, godkjenningen og oppgjøret, i rekkefølge',
    () =>
      eventually('rejected, accepted and settled at the contractor, in order', async () => {
        const told = cast.receivers['contractor-1']?.received
          .filter(({ event }) => event.data.orderId === orderId)
          .map(({ event }) => event.type.split('.').slice(-3, -1).join('.'));
        return (
          told?.join() === 'calloff.offered,order.placed,work.rejected,work.accepted,order.settled' && told
        );
      }),
    (told) => told.join(', '),
  );
  const { work } = await readOrder(world, orderId);
  if (work.personHours !== 66) throw new Error(`the reports add up to ${work.personHours} hours, not 66`);
}

/** What is read twice the same, half a second apart. */
async function stable<Value>(read: () => Promise<Value>): Promise<Value> {
  let last = await read();
  return eventually('the frame stands still', async () => {
    await delay(500);
    const before = last;
    last = await read();
    return JSON.stringify(before) === JSON.stringify(last) && last;
  });
}
