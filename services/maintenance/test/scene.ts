import { randomUUID } from 'node:crypto';
import type { OperationRequest } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { eventually, organisationOf, type RunningMaintenance } from './running.ts';

type OrderBody = OperationRequest<(typeof maintenanceOperations)['createOrder']>['body'];

/** The firms of the agreement by rank; the first three are the demo contractors. */
export const firms = [
  { supplierId: 'supplier-1', contractor: 'contractor-1', name: 'Eksempel Bygg AS' },
  { supplierId: 'supplier-2', contractor: 'contractor-2', name: 'Prøve Rør og Varme AS' },
  { supplierId: 'supplier-3', contractor: 'contractor-3', name: 'Test Maler og Tak AS' },
] as const;

/** What other services tell in these tests, and what people do before the part that a test is about. */
export function openScene(maintenance: RunningMaintenance) {
  const officer = maintenance.as('property.officer');

  async function registerJob(title = 'Taket lekker over rom 12'): Promise<string> {
    const { body: building } = await officer.addBuilding({
      body: {
        name: 'Rykkinn skole',
        address: 'Leirveien 10, 1349 Rykkinn',
        matrikkel: { municipalityNumber: '3201', gnr: 94, bnr: 12 },
      },
    });
    return (await officer.registerJob({ body: { buildingId: building.buildingId, title } })).body.jobId;
  }

  /** procurement has signed an agreement with the firms, by rank. */
  async function signAgreement(more: object = {}): Promise<string> {
    const frameworkAgreementId = randomUUID();
    const suppliers = firms.map(({ supplierId, contractor, name }, at) => ({
      supplierId,
      organisationNumber: organisationOf(contractor),
      name,
      rank: at + 1,
    }));
    await maintenance.tell('procurement', frameworkAgreementId, 'frameworkagreement.signed', {
      frameworkAgreementId,
      title: 'Rammeavtale tak',
      allocation: 'rank',
      suppliers,
      ceilingOre: 500_000_000,
      validFrom: '2020-01-01',
      validTo: '2099-12-31',
      ...more,
    });
    await eventually(async () => (await maintenance.store.documents('agreements')).has(frameworkAgreementId));
    return frameworkAgreementId;
  }

  async function submit(more: Partial<OrderBody> = {}): Promise<string> {
    const { body } = await officer.createOrder({
      body: {
        jobIds: more.jobIds ?? [await registerJob()],
        measureId: 'measure-1',
        frameworkAgreementId: more.frameworkAgreementId ?? (await signAgreement()),
        amountOre: 25_000_000,
        dueOn: '2099-06-30',
        ...more,
      },
    });
    return body.orderId;
  }

  const funds = (orderId: string, amountOre: number, request: number) => ({
    allocationId: orderId,
    request,
    measureId: 'measure-1',
    amountOre,
  });
  const reserve = (orderId: string, { amountOre = 25_000_000, request = 1 } = {}) =>
    maintenance.tell('projects', orderId, 'funds.reserved', {
      ...funds(orderId, amountOre, request),
      frameId: 'frame-1',
      availableOre: 75_000_000,
    });
  const refuse = (orderId: string, { amountOre = 25_000_000, request = 1, availableOre = 1_000 } = {}) =>
    maintenance.tell('projects', orderId, 'funds.refused', {
      ...funds(orderId, amountOre, request),
      frameId: 'frame-1',
      reason: 'exceeds_available',
      availableOre,
    });

  const getOrder = async (orderId: string) => (await officer.getOrder({ params: { orderId } })).body;
  const whenOrder = (orderId: string, status: string) =>
    eventually(async () => {
      const order = await getOrder(orderId);
      return order.status === status && order;
    });

  /** An order that the first firm has been asked to do. */
  async function offered(more: Partial<OrderBody> = {}) {
    const orderId = await submit(more);
    await reserve(orderId);
    await whenOrder(orderId, 'offered');
    return { orderId, callOffId: `${orderId}.1` };
  }

  /** An order that the first firm has accepted. */
  async function placed(more: Partial<OrderBody> = {}) {
    const { orderId, callOffId } = await offered(more);
    await maintenance.as('contractor-1').answerCallOff({ params: { callOffId }, body: { answer: 'accept' } });
    return { orderId, callOffId };
  }

  /** The token of the answer link that was published with a call-off. */
  const linkOf = (callOffId: string) =>
    eventually(() => {
      const offer = maintenance
        .publishedOf(callOffId.replace(/\.\d+$/, ''))
        .find(({ type, data }) => type === 'calloff.offered' && data.callOffId === callOffId);
      const links = offer?.data.links as { readonly answer: string } | undefined;
      return links?.answer.split('/').at(-1);
    });

  return {
    officer,
    registerJob,
    signAgreement,
    submit,
    reserve,
    refuse,
    getOrder,
    whenOrder,
    offered,
    placed,
    linkOf,
  };
}
