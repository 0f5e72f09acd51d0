import { setTimeout as delay } from 'node:timers/promises';
import { NoAnswer, ProblemError } from '@tiltak/http/client';
import { krone } from '../../demo/order.ts';
import type { Receiver } from '../../demo/receiver.ts';
import { eventually, type World } from '../../demo/world.ts';

/** What an order is charged to and offered under. */
export type Stage = {
  readonly frameId: string;
  readonly measureId: string;
  readonly buildingId: string;
  readonly frameworkAgreementId: string;
  readonly receiver: Receiver;
};

export const orderedOre = 90_000 * krone;
export const invoicedOre = 80_000 * krone;
const patienceMs = 60_000;

/**
 * Repeats a call with the same idempotency key until it is answered, as a careful client does: a connection that
 * breaks, a time-out, 500 or 503 say nothing about whether it was done. Any other problem is the answer.
 */
export async function insist<T>(
  call: (options: { idempotencyKey: string }) => Promise<{ body: T }>,
): Promise<T> {
  const options = { idempotencyKey: crypto.randomUUID() };
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return (await call(options)).body;
    } catch (error) {
      const isOpen = !(error instanceof ProblemError) || error.status >= 500 || error instanceof NoAnswer;
      if (!isOpen || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** A frame, measure, building, supplier agreement and webhook receiver that only one test uses. */
export async function setStage(world: World, receiver: Receiver): Promise<Stage> {
  const { projects } = world.as('portfolio.controller');
  const { frameId } = await insist((options) =>
    projects.decideFrame(
      {
        body: {
          name: 'Feilprøve',
          amountOre: 100 * orderedOre,
          decision: { body: 'Formannskapet', date: '2026-04-15', caseNumber: '26/1234' },
        },
      },
      options,
    ),
  );
  const { measureId } = await insist((options) =>
    projects.createMeasure(
      { body: { name: 'Feilprøve', part: 'stimuleringstiltak', points: [1], frameId } },
      options,
    ),
  );
  const { buildingId } = await insist((options) =>
    world
      .as('property.officer')
      .maintenance.addBuilding(
        { body: { name: 'Prøvebygget', address: 'Prøveveien 1', matrikkel: null } },
        options,
      ),
  );
  const contractor = world.run.clients['contractor-1'];
  if (!contractor?.supplierId) throw new Error('contractor-1 is not registered as a supplier');
  const suppliers = [{ supplierId: contractor.supplierId, rank: 1 }];
  const { frameworkAgreementId } = await insist((options) =>
    world.as('procurement.officer').procurement.signFrameworkAgreement(
      {
        body: {
          title: 'Prøveavtale',
          suppliers,
          allocation: 'rank',
          ceilingOre: 1000 * orderedOre,
          validFrom: '2020-01-01',
          validTo: '2099-12-31',
        },
      },
      options,
    ),
  );
  const endpoint = await insist((options) =>
    world
      .as('contractor-1')
      .notifications.createEndpoint({ body: { url: receiver.url, eventTypes: [] } }, options),
  );
  receiver.useSecret(endpoint.secret);
  return { frameId, measureId, buildingId, frameworkAgreementId, receiver };
}

/** Carries one order from the registered job to the settlement, whatever breaks on the way. Returns its id. */
export async function carryOut(world: World, stage: Stage, title: string): Promise<string> {
  const { maintenance } = world.as('property.officer');
  const contractor = world.as('contractor-1').maintenance;
  const { buildingId, measureId, frameworkAgreementId } = stage;
  const { jobId } = await insist((options) =>
    maintenance.registerJob({ body: { buildingId, title } }, options),
  );
  await insist((options) => maintenance.approveJob({ params: { jobId } }, options));
  const dueOn = '2099-06-30';
  const { orderId } = await insist((options) =>
    maintenance.createOrder(
      { body: { jobIds: [jobId], measureId, frameworkAgreementId, amountOre: orderedOre, dueOn } },
      options,
    ),
  );
  const params = { orderId };
  const offer = await eventually(
    `the offer of ${orderId}`,
    async () => stage.receiver.of(orderId, 'calloff.offered')[0],
    patienceMs,
  );
  const callOffId = offer.event.data.callOffId ?? '';
  await insist((options) =>
    contractor.answerCallOff({ params: { callOffId }, body: { answer: 'accept' } }, options),
  );
  await insist((options) => contractor.startWork({ params }, options));
  await insist((options) =>
    contractor.reportWorkDone({ params, body: { personHours: 10, apprenticeHours: 2 } }, options),
  );
  await insist((options) => maintenance.acceptWork({ params }, options));
  const body = { invoiceNumber: `F-${title}`, amountOre: invoicedOre };
  await insist((options) => maintenance.registerInvoice({ params, body }, options));
  await insist((options) => maintenance.settleOrder({ params }, options));
  return orderId;
}
