import { clientCredentials } from '@tiltak/http/client';
import { eventually } from '../demo/world.ts';
import { openCaller } from './caller.ts';
import { nowMs } from './load.ts';
import { openSink } from './sink.ts';
import { perSecond } from './statistics.ts';
import type { BenchSystem } from './system.ts';

const krone = 100;
const dayMs = 24 * 3_600_000;
/** So much that no run can use it up: the figures are of orders that get their money. */
const frameOre = 1_000_000_000_000 * krone;
/** Below the amount that asks for a second person. */
const orderOre = 1_000 * krone;
const arriveWithinMs = 30_000;
/** Connections of what is prepared outside of the measured time. */
const preparingConnections = 64;

const dayIn = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/**
 * What the orders of a run need, made through the public APIs: a large frame with a measure of its own, a measure
 * without money, a building, an agreement with one contractor, and that contractor's endpoint.
 */
export async function openStage({ world }: BenchSystem) {
  const sink = await openSink();
  const { run } = world;
  const credentials = run.clients['property.officer'];
  if (!credentials) throw new Error('run.json has no client property.officer');
  const token = clientCredentials({ issuer: run.issuer, ...credentials });
  const maintenanceUrl = run.services.maintenance?.url ?? '';
  const caller = openCaller({ origin: maintenanceUrl, connections: preparingConnections, token });

  async function prepare() {
    const { projects } = world.as('portfolio.controller');
    const { body: frame } = await projects.decideFrame({
      body: {
        name: 'Målingens ramme',
        amountOre: frameOre,
        decision: { body: 'Kommunestyret', date: dayIn(-1), caseNumber: 'måling' },
      },
    });
    const measure = async (name: string, frameId: string | null) =>
      (await projects.createMeasure({ body: { name, part: 'stimuleringstiltak', points: [1], frameId } }))
        .body.measureId;
    const { body: building } = await world.as('property.officer').maintenance.addBuilding({
      body: { name: 'Målingens bygg', address: 'Målegata 1', matrikkel: null },
    });
    return {
      measureId: await measure('Målingens tiltak', frame.frameId),
      unfundedMeasureId: await measure('Målingens tiltak uten penger', null),
      buildingId: building.buildingId,
      frameworkAgreementId: await signAgreement(),
    };
  }

  async function signAgreement(): Promise<string> {
    const { procurement } = world.as('procurement.officer');
    const organisationNumber = run.clients['contractor-1']?.organisationNumber;
    if (!organisationNumber) throw new Error('run.json has no organisation number for contractor-1');
    const { body: supplier } = await procurement.registerSupplier({
      body: { organisationNumber, name: 'Målingens entreprenør' },
    });
    const { body: agreement } = await procurement.signFrameworkAgreement({
      body: {
        title: 'Målingens rammeavtale',
        suppliers: [{ supplierId: supplier.supplierId, rank: 1 }],
        allocation: 'rank',
        ceilingOre: frameOre,
        validFrom: dayIn(-1),
        validTo: dayIn(365),
      },
    });
    return agreement.frameworkAgreementId;
  }

  async function connectContractor(): Promise<void> {
    const { notifications } = world.as('contractor-1');
    const { body } = await notifications.createEndpoint({
      body: { url: sink.url, eventTypes: ['no.tiltak.maintenance.calloff.offered.v1'] },
    });
    sink.useSecret(body.secret);
  }

  const ids = await prepare();
  await connectContractor();

  async function job(): Promise<string> {
    const { jobId } = await caller.ask<{ jobId: string }>('/jobs', {
      buildingId: ids.buildingId,
      title: 'Måling',
    });
    await caller.ask(`/jobs/${jobId}/approve`, {});
    return jobId;
  }

  const order = (jobId: string, measureId = ids.measureId): object => ({
    jobIds: [jobId],
    measureId,
    frameworkAgreementId: ids.frameworkAgreementId,
    amountOre: orderOre,
    dueOn: dayIn(28),
    plannedPersonHours: 8,
  });

  return {
    ...ids,
    sink,
    maintenanceUrl,
    token,
    /** The body of a `createOrder` on one job. */
    order,
    /** Registers and approves so many jobs, each for one order, and tells how many a second that were. */
    async jobs(count: number): Promise<{ readonly jobIds: string[]; readonly perSecond: number }> {
      const startedAt = nowMs();
      const jobIds: string[] = [];
      let begun = 0;
      const worker = async () => {
        while (begun < count) {
          begun += 1;
          jobIds.push(await job());
        }
      };
      await Promise.all(Array.from({ length: preparingConnections }, worker));
      return { jobIds, perSecond: perSecond(count, nowMs() - startedAt) };
    },
    /** One order from its job to its webhook, tried until the services have heard of each other's news. */
    async untilCarried(limitMs: number): Promise<void> {
      await eventually(
        'an order carried to its webhook',
        async () => {
          const { orderId } = await caller.ask<{ orderId: string }>('/orders', order(await job()));
          await sink.arrivalOf(orderId, 5_000);
          return true;
        },
        limitMs,
      );
    },
    async close(): Promise<void> {
      await caller.close();
      await sink.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Orders one job and waits for its verified webhook; `atMs` is when it came. */
export async function carry(
  stage: Stage,
  caller: { ask<Body>(path: string, body: object): Promise<Body> },
  jobId: string,
): Promise<number> {
  const { orderId } = await caller.ask<{ orderId: string }>('/orders', stage.order(jobId));
  return stage.sink.arrivalOf(orderId, arriveWithinMs);
}
