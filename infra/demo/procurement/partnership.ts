import { ProblemError } from '@tiltak/http/client';
import { krone } from '../order.ts';
import type { Steps } from '../steps.ts';
import { eventually, type World } from '../world.ts';
import type { Partner } from './innovation.ts';

/** What the buyer's tests of the second phase measure: hours of warning, and false alarms a month. */
const measured = { 'contractor-1': { M1: 31, M2: 1 }, 'contractor-2': { M1: 12, M2: 4 } } as const;
const paid = { concept: 90_000 * krone, prototype: 240_000 * krone };
const priceOre = 1_350_000 * krone;

type Play = {
  readonly procurementId: string;
  readonly suppliers: ReadonlyMap<string, string>;
  readonly steps: Steps;
};

/** Three develop, two go on, one reaches the goals and sells what it has developed. */
export async function playDevelopment(
  world: World,
  { procurementId, suppliers, steps }: Play,
): Promise<void> {
  const officer = world.as('procurement.officer').procurement;
  const params = { procurementId };
  const idOf = (client: Partner) => suppliers.get(client) ?? '';
  await steps('Partnerskapet begynner med tre partnere', () => officer.startPartnership({ params }));

  /** A partner starts a phase and delivers; the buyer tests. */
  async function develop(
    client: Partner,
    phase: string,
    deliverableId: string,
    values: Record<string, number>,
  ) {
    const at = { procurementId, supplierId: idOf(client), phase: Number(phase) };
    await officer.startPhase({ params: at });
    await world.as(client).procurement.deliver({
      params: { procurementId, phase: Number(phase) },
      body: { items: [{ deliverableId, description: 'Levert som avtalt' }] },
    });
    const measurements = Object.entries(values).map(([goalId, value]) => ({ goalId, value }));
    await officer.recordTest({ params: at, body: { measurements, note: 'Målt i Eksempelskolen' } });
  }

  /** One person decides after a phase, and another confirms what is paid. */
  async function decide(
    phase: number,
    decisions: readonly { client: Partner; goesOn: boolean; ore: number }[],
  ) {
    const { body } = await officer.decidePhase({
      params: { procurementId, phase },
      body: {
        decisions: decisions.map(({ client, goesOn, ore }) => ({
          supplierId: idOf(client),
          outcome: goesOn ? ('continue' as const) : ('exit' as const),
          reason: goesOn ? 'Delmålet er nådd' : 'Delmålet er ikke nådd',
          instalmentOre: ore,
        })),
      },
    });
    for (const { proposalId } of body.proposals)
      await world
        .as('procurement.officer-2')
        .procurement.confirmPartnershipPayment({ params: { procurementId, proposalId } });
  }

  await steps('Fase 1: tre leverer og testes, én går ut', async () => {
    await develop('contractor-1', '1', 'L1', { D1: 45 });
    await develop('contractor-2', '1', 'L1', { D1: 33 });
    await develop('contractor-3', '1', 'L1', { D1: 12 });
    await decide(1, [
      { client: 'contractor-1', goesOn: true, ore: paid.concept },
      { client: 'contractor-2', goesOn: true, ore: paid.concept },
      { client: 'contractor-3', goesOn: false, ore: paid.concept },
    ]);
  });
  await steps('Fase 2: to setter prototyper i drift, kommunen måler', async () => {
    await develop('contractor-1', '2', 'L2', measured['contractor-1']);
    await develop('contractor-2', '2', 'L2', measured['contractor-2']);
    await decide(2, [
      { client: 'contractor-1', goesOn: true, ore: paid.prototype },
      { client: 'contractor-2', goesOn: true, ore: paid.prototype },
    ]);
  });
  const body = { what: 'Varsling i tolv bygg, med drift i to år', priceOre };
  await steps(
    'Kjøpsopsjonen åpnes ikke for den som ikke nådde målene',
    () =>
      refusalOf(
        officer.openPurchaseOption({ params: { procurementId, supplierId: idOf('contractor-2') }, body }),
      ),
    (code) => code,
  );
  const winner = { procurementId, supplierId: idOf('contractor-1') };
  await steps('Den åpnes for den som nådde dem, innenfor øvre kostnad', () =>
    officer.openPurchaseOption({ params: winner, body }),
  );
  await steps(
    'En annen person utløser kjøpet',
    () =>
      world.as('procurement.officer-2').procurement.exercisePurchaseOption({
        params: winner,
        body: { reason: 'Alle mål er nådd, og prisen er innenfor.' },
      }),
    ({ body: { developmentOre } }) => `${developmentOre / krone} kr utvikling, ${priceOre / krone} kr kjøp`,
  );
  await steps(
    'Rammen har pengene, og kjøpet står i kontrakten',
    () =>
      eventually('the purchase is a change of the contract', async () => {
        const { body: found } = await officer.listContracts({ query: { procurementId, limit: 200 } });
        return found.items.find(({ changes }) => changes.some(({ status }) => status === 'agreed'));
      }),
    ({ currentValueOre }) => `${currentValueOre / krone} kr i alt`,
  );
}

/** The code that a call is refused with; throws where it is not. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  throw new Error('the call should have been refused');
}
