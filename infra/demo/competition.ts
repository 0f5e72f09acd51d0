import type { Cast } from './cast.ts';
import { answer, krone, placeOrder, readOrder, untilOffered, untilOrder } from './order.ts';
import type { Steps } from './steps.ts';
import { cancel } from './unhappy.ts';
import { eventually, type World } from './world.ts';

const amountOre = 130_000 * krone;
/** In whole kroner; the second is the lowest. */
const prices = { 'contractor-1': 118_000, 'contractor-2': 109_500, 'contractor-3': 124_000 } as const;
const firms = Object.keys(prices) as (keyof typeof prices)[];

/** All firms of an agreement are asked at once; nobody sees a price before all have come, and the lowest wins. */
export async function playCompetition(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { projects } = world.as('portfolio.controller');
  const committedOre = async () =>
    (await projects.getFrame({ params: { frameId: cast.frameId } })).body.committedOre;
  const beforeOre = await committedOre();
  const agreement = await steps(
    'Finn eller inngå en rammeavtale med minikonkurranse',
    () => findAgreement(world),
    ({ title }) => title,
  );
  const orderId = await placeOrder(world, cast, steps, {
    title: 'Nye vinduer i første etasje',
    amountOre,
    frameworkAgreementId: agreement.frameworkAgreementId,
  });
  const offers = await steps(
    'Alle tre spørres samtidig, med samme frist',
    () => Promise.all(firms.map((client) => untilOffered(cast, client, orderId))),
    ([first]) => `${first?.event.data.priceBasis}, frist ${first?.event.data.respondBy}`,
  );
  for (const client of ['contractor-1', 'contractor-2'] as const)
    await steps(`${client} gir pris: ${prices[client]} kr`, () =>
      answer(world, client, offers[firms.indexOf(client)]!, {
        answer: 'accept',
        priceOre: prices[client] * krone,
      }),
    );
  await steps(
    'Eiendom ser at to har svart, men ingen priser',
    async () => {
      const order = await readOrder(world, orderId);
      const shown = JSON.stringify(order);
      if (Object.values(prices).some((price) => shown.includes(`${price * krone}`)))
        throw new Error('a price is shown before its time');
      if (order.competition?.answered !== 2)
        throw new Error('two have answered, and the order says otherwise');
      return order.competition;
    },
    ({ answered, asked }) => `${answered} av ${asked} har svart`,
  );
  await steps(`contractor-3 gir pris: ${prices['contractor-3']} kr`, () =>
    answer(world, 'contractor-3', offers[2]!, { answer: 'accept', priceOre: prices['contractor-3'] * krone }),
  );
  const wonOre = prices['contractor-2'] * krone;
  await steps(
    'Laveste pris får oppdraget, og begrunnelsen nevner alle',
    async () => {
      const order = await untilOrder(world, orderId, 'placed');
      if (order.amounts.orderedOre !== wonOre) throw new Error(`placed at ${order.amounts.orderedOre} øre`);
      return order;
    },
    ({ competition }) => competition?.because ?? '',
  );
  await steps('De andre får vite hvorfor', () =>
    eventually('the withdrawals at the others', async () =>
      (['contractor-1', 'contractor-3'] as const).every(
        (client) => cast.receivers[client]?.of(orderId, 'calloff.withdrawn').length === 1,
      ),
    ),
  );
  await steps(
    'Rammen binder prisen, og resten av det reserverte er frigitt',
    () =>
      eventually(
        'the frame commits the price that won',
        async () => (await committedOre()) - beforeOre === wonOre,
      ),
    () => `${wonOre / krone} kr bundet`,
  );
  await cancel(world, steps, orderId);
}

async function findAgreement(world: World) {
  const { procurement } = world.as('procurement.officer');
  const { body } = await procurement.listFrameworkAgreements({ query: { limit: 200 } });
  const found = body.items.find(({ allocation }) => allocation === 'mini_competition');
  if (found) return found;
  const ranked = body.items.find(({ allocation }) => allocation === 'rank');
  if (!ranked) throw new Error('the demo data hold no framework agreement');
  const { ceilingOre, suppliers, validFrom, validTo } = ranked;
  return (
    await procurement.signFrameworkAgreement({
      body: {
        title: 'Demo: rammeavtale med minikonkurranse',
        allocation: 'mini_competition',
        suppliers: suppliers.map(({ supplierId, rank }) => ({ supplierId, rank })),
        ceilingOre,
        validFrom,
        validTo,
      },
    })
  ).body;
}
