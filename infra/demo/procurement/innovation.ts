import type { Cast } from '../cast.ts';
import { krone } from '../order.ts';
import type { Steps } from '../steps.ts';
import type { World } from '../world.ts';
import { awardTo, signAll } from './conclude.ts';
import { rank, scoreBids } from './evaluate.ts';
import { negotiate, qualifyAll } from './participation.ts';
import { playDevelopment } from './partnership.ts';
import { prepare } from './prepare.ts';
import {
  dealTenderKey,
  type KeyRing,
  makeKeyRing,
  openEnvelopes,
  submitSealed,
  untilClosed,
} from './sealedBids.ts';

export const clients = ['contractor-1', 'contractor-2', 'contractor-3'] as const;
export type Partner = (typeof clients)[number];
/** What each asks for its development, kroner, and what its idea is worth to the evaluators. */
const offers = {
  'contractor-1': { price: 380_000, idea: 8 },
  'contractor-2': { price: 350_000, idea: 7 },
  'contractor-3': { price: 395_000, idea: 7 },
} as const;
/** So long are bids taken in a round: each bidder seals and submits in about a second. */
const openMs = 5000;

/** An innovation partnership with three partners, from the need to the purchase of what one of them developed. */
export async function playInnovation(world: World, cast: Cast, steps: Steps): Promise<void> {
  const { procurementId } = await steps(
    'Innovasjonspartnerskapet opprettes som øvelse, med vilkårene',
    async () => {
      const created = await planInnovation(world, cast);
      const params = { procurementId: created.procurementId };
      await world.as('procurement.officer').procurement.statePartnershipTerms({ params, body: terms });
      return created;
    },
    ({ procurementId: id }) => id,
  );
  const suppliers = await contractPartners(world, procurementId, steps);
  await playDevelopment(world, { procurementId, suppliers, steps });
}

/** From the publication to three signed contracts, each with the option to buy. Gives the partners' supplier ids by client. */
export async function contractPartners(
  world: World,
  procurementId: string,
  steps: Steps,
): Promise<ReadonlyMap<string, string>> {
  const suppliers = await steps(
    'Tre firmaer ber om å få delta, og kvalifiseres',
    () => qualifyAll(world, procurementId, clients),
    (found) => `${found.size} kvalifiserte`,
  );
  const ring = await makeKeyRing(world);
  const supplierIds = [...suppliers.values()];
  await steps('Første tilbud: invitert, forseglet, levert og åpnet', () =>
    playRound(world, procurementId, { ring, supplierIds }),
  );
  await steps('Det forhandles med hver for seg', () => negotiate(world, procurementId, supplierIds));
  const dealt = await steps('Endelige tilbud leveres og åpnes', () =>
    playRound(world, procurementId, { ring, supplierIds }),
  );
  await steps('Ideene får poeng før prisen er kjent', () => {
    const points = clients.map(
      (client) => [suppliers.get(client) ?? '', { K: offers[client].idea }] as const,
    );
    return scoreBids(world, procurementId, Object.fromEntries(points));
  });
  await openEnvelopes(world, { procurementId, envelope: 'price', dealt, ring });
  const ranking = await steps(
    'Tilbudene rangeres',
    () => rank(world, procurementId),
    (rows) => rows.map(({ points }) => points).join(' – '),
  );
  await steps('Alle tre tildeles', () =>
    awardTo(
      world,
      procurementId,
      // The purchase is an option of each partner's contract; it asks the frame for money when it is exercised.
      { supplierIds: ranking.map(({ supplierId }) => supplierId), optionsOre: terms.maximumCostOre },
    ),
  );
  await steps(
    'Pengene reserveres, og tre kontrakter signeres etter karensen',
    () => signAll(world, procurementId),
    (contracts) => `${contracts.length} kontrakter`,
  );
  return suppliers;
}

/** Bids are asked for, sealed, submitted, and the envelopes of quality opened. */
async function playRound(
  world: World,
  procurementId: string,
  { ring, supplierIds }: { readonly ring: KeyRing; readonly supplierIds: readonly string[] },
) {
  const dealt = await dealTenderKey(world, procurementId);
  const deadline = new Date(Date.now() + openMs).toISOString();
  await world.as('procurement.officer').procurement.inviteBidders({
    params: { procurementId },
    body: { supplierIds: [...supplierIds], bidsDeadline: deadline },
  });
  for (const client of clients)
    await submitSealed(world, client, procurementId, {
      quality: {
        answers: [{ id: 'K', text: 'Sensorer i takrennene som varsler før det lekker.' }],
        prices: [],
      },
      price: { answers: [], prices: [{ lotId: 'LOT-1', priceOre: offers[client].price * krone }] },
    });
  await untilClosed(world, procurementId, deadline);
  await openEnvelopes(world, { procurementId, envelope: 'quality', dealt, ring });
  return dealt;
}

/** A rehearsal of an innovation partnership that is planned and specified, and still without its terms. */
export const planInnovation = (world: World, { measureId }: Pick<Cast, 'measureId'>) =>
  prepare(world, {
    facts: {
      title: 'Varsling av lekkasjer før de skjer',
      kind: 'services',
      procedure: 'innovation_partnership',
      estimatedValueOre: 4_000_000 * krone,
      measureId,
      need: 'Vann i tak og kjellere skal oppdages minst et døgn før det gjør skade.',
      procedureReason: 'Markedet har ingen løsning som varsler tidlig nok i gamle bygg.',
      unit: 'Eiendom',
      cpvCodes: ['73100000'],
    },
    specification: {
      lots: [{ lotId: 'LOT-1', title: 'Utvikling', estimatedValueOre: 4_000_000 * krone }],
      noLotsReason: 'Utviklingen kan ikke deles.',
      requirements: [
        { requirementId: 'R1', title: 'Evne til forskning og utvikling', evidence: 'Tidligere prosjekter' },
      ],
      criteria: [
        { criterionId: 'P', title: 'Pris på utviklingen', type: 'price', weightPercent: 30 },
        { criterionId: 'K', title: 'Idé og gjennomføring', type: 'quality', weightPercent: 70 },
      ],
      priceModel: { type: 'linear' },
      climate: { treatment: 'requirement', reason: 'Utstyret skal kunne repareres og brukes om igjen.' },
      result: { type: 'partnership', partnersMax: 3 },
      intellectualProperty: 'Partneren eier det som utvikles; kommunen får bruksrett.',
    },
  });

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const terms = {
  goals: [
    { goalId: 'M1', name: 'Varsel før skade', unit: 'timer', comparison: 'at_least' as const, value: 24 },
    { goalId: 'M2', name: 'Falske varsler', unit: 'per måned', comparison: 'at_most' as const, value: 2 },
  ],
  maximumCostOre: 1_500_000 * krone,
  maximumDevelopmentOre: 1_200_000 * krone,
  phases: [
    {
      title: 'Konsept',
      subGoals: [
        { goalId: 'D1', name: 'Rekkevidde', unit: 'meter', comparison: 'at_least' as const, value: 30 },
      ],
      deliverables: [{ deliverableId: 'L1', title: 'Konseptbeskrivelse' }],
      budgetOre: 100_000 * krone,
      deadline: inDays(30),
      partnersMax: 3,
    },
    {
      title: 'Prototype i drift',
      deliverables: [{ deliverableId: 'L2', title: 'Prototype i tre bygg' }],
      budgetOre: 250_000 * krone,
      deadline: inDays(120),
      partnersMax: 2,
    },
  ],
  intellectualProperty: {
    heldBy: 'supplier' as const,
    buyerMayUse: true,
    terms: 'Partneren eier det som utvikles; kommunen kan bruke det uten å betale mer.',
  },
};
