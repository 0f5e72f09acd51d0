import type { Cast } from '../cast.ts';
import { krone } from '../order.ts';
import type { Steps } from '../steps.ts';
import { eventually, type World } from '../world.ts';
import { awardTo, signAll } from './conclude.ts';
import { rank, scoreBids } from './evaluate.ts';
import { prepare } from './prepare.ts';
import { dealTenderKey, makeKeyRing, openEnvelopes, submitSealed, untilClosed } from './sealedBids.ts';

/** What each firm offers: kroner for the priced basket, and what its quality is worth to the evaluators. */
const offers = {
  'contractor-1': { price: 1_180_000, quality: 8, climate: 8 },
  'contractor-2': { price: 1_250_000, quality: 7, climate: 9 },
  'contractor-3': { price: 1_390_000, quality: 6, climate: 5 },
} as const;
const clients = Object.keys(offers) as (keyof typeof offers)[];
/** So long are bids taken: each bidder seals and submits in about a second. */
const openMs = 5000;

/** A competition for a framework agreement, from the need to the signed agreement. Gives the agreement's id. */
export async function playFramework(world: World, cast: Cast, steps: Steps): Promise<string> {
  const officer = world.as('procurement.officer').procurement;
  const { procurementId } = await steps(
    'Anskaffelsen opprettes som øvelse, og planlegges',
    () => planned(world, cast),
    ({ procurementId: id }) => id,
  );
  const params = { procurementId };
  const ring = await steps('Åpnere og revisor lager hver sin nøkkel', () => makeKeyRing(world));
  const dealt = await steps('Konkurransens nøkkel deles i tre, to trengs', () =>
    dealTenderKey(world, procurementId),
  );
  const deadline = new Date(Date.now() + openMs).toISOString();
  await steps('Konkurransen kunngjøres', () =>
    officer.publishProcurement({ params, body: { bidsDeadline: deadline } }),
  );
  const suppliers = new Map<string, string>();
  for (const client of clients)
    await steps(
      `${client} forsegler og leverer tilbudet sitt`,
      async () => {
        const bid = await submitSealed(world, client, procurementId, bidOf(client));
        suppliers.set(client, bid.supplierId);
        return bid;
      },
      ({ receivedAt }) => `kvittert ${receivedAt}`,
    );
  await steps('Fristen går ut', () => untilClosed(world, procurementId, deadline));
  const open = { procurementId, dealt, ring };
  await steps(
    'To åpner kvalitetskonvoluttene',
    () => openEnvelopes(world, { ...open, envelope: 'quality' }),
    ({ openedCount, protocolSha256 }) => `${openedCount} tilbud, protokoll ${protocolSha256?.slice(0, 12)}`,
  );
  await steps('To evaluatorer gir poeng før prisen er kjent', () => {
    const points = clients.map((client) => {
      const { quality: K, climate: M } = offers[client];
      return [suppliers.get(client) ?? '', { K, M }] as const;
    });
    return scoreBids(world, procurementId, Object.fromEntries(points));
  });
  await steps('Så åpnes prisene', () => openEnvelopes(world, { ...open, envelope: 'price' }));
  const ranking = await steps(
    'Tilbudene rangeres',
    () => rank(world, procurementId),
    (rows) => rows.map(({ points }) => points).join(' – '),
  );
  await steps(
    'To tildeler; alle tilbydere får brev samtidig, karensen løper',
    () => awardTo(world, procurementId, { supplierIds: ranking.map(({ supplierId }) => supplierId) }),
    ({ standstill }) => `til ${standstill?.endsAt}`,
  );
  const [contract] = await steps('To signerer når karensen er over', () => signAll(world, procurementId));
  return await steps(
    'Rammeavtalen gjelder, og kan brukes til bestillinger',
    () =>
      eventually('the framework agreement is there', async () => {
        const frameworkAgreementId = contract?.frameworkAgreementId ?? '';
        await officer.getFrameworkAgreement({ params: { frameworkAgreementId } });
        return frameworkAgreementId;
      }),
    (id) => id,
  );
}

const planned = (world: World, { measureId }: Cast) =>
  prepare(world, {
    facts: {
      title: 'Rammeavtale for mindre vedlikehold',
      kind: 'works',
      procedure: 'open',
      estimatedValueOre: 12_000_000 * krone,
      measureId,
      need: 'Bygningene holdes tette, trygge og i bruk; lokale firmaer skal kunne konkurrere.',
      unit: 'Eiendom',
      cpvCodes: ['45453000'],
    },
    specification: {
      lots: [{ lotId: 'LOT-1', title: 'Bygg og tak', estimatedValueOre: 12_000_000 * krone }],
      noLotsReason: 'Arbeidene er små og griper inn i hverandre.',
      requirements: [
        { requirementId: 'R1', title: 'Erfaring fra tilsvarende arbeid', evidence: 'Tre referanser' },
      ],
      criteria: [
        { criterionId: 'P', title: 'Pris på kurven', type: 'price', weightPercent: 40 },
        { criterionId: 'K', title: 'Gjennomføring', type: 'quality', weightPercent: 30 },
        { criterionId: 'M', title: 'Utslipp og avfall', type: 'climate', weightPercent: 30 },
      ],
      priceModel: { type: 'linear' },
      climate: { treatment: 'weighted' },
      result: {
        type: 'framework_agreement',
        allocation: 'rank',
        suppliersMax: 3,
        ceilingOre: 12_000_000 * krone,
        months: 48,
      },
    },
  });

const bidOf = (client: keyof typeof offers) => ({
  quality: { answers: [{ id: 'K', text: 'Fast lag, oppstart innen fem dager.' }], prices: [] },
  price: { answers: [], prices: [{ lotId: 'LOT-1', priceOre: offers[client].price * krone }] },
});
