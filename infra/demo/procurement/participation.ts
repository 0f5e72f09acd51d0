import { eventually, type World } from '../world.ts';
import { untilStatus } from './sealedBids.ts';

/** So long are requests to participate taken. */
const requestsMs = 3000;

/** Publishes the case, has the firms ask to take part, and qualifies them all. Gives their supplier ids by client. */
export async function qualifyAll(
  world: World,
  procurementId: string,
  clients: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { procurement } = world.as('procurement.officer');
  const params = { procurementId };
  const requestsDeadline = new Date(Date.now() + requestsMs).toISOString();
  await procurement.publishProcurement({ params, body: { requestsDeadline } });
  const suppliers = new Map<string, string>();
  for (const client of clients) {
    const { body } = await world.as(client).procurement.requestParticipation({
      params,
      body: {
        declarations: [{ requirementId: 'R1', isFulfilled: true, evidence: 'To utviklingsprosjekter' }],
      },
    });
    suppliers.set(client, body.supplierId);
  }
  await untilStatus(world, procurementId, 'qualification');
  const assessments = [{ requirementId: 'R1', isFulfilled: true, note: 'Dokumentert' }];
  for (const supplierId of suppliers.values())
    await eventually('the request is qualified', async () => {
      await procurement.qualifyRequest({ params: { procurementId, supplierId }, body: { assessments } });
      return true;
    });
  return suppliers;
}

/** One round of negotiation, with a meeting for each. */
export async function negotiate(
  world: World,
  procurementId: string,
  supplierIds: readonly string[],
): Promise<void> {
  const { procurement } = world.as('procurement.officer');
  const params = { procurementId };
  const about = 'Forståelsen av behovet, fasene og delmålene.';
  await procurement.startNegotiation({ params, body: { supplierIds: [...supplierIds], about } });
  for (const supplierId of supplierIds)
    await procurement.recordNegotiationMeeting({
      params,
      body: {
        supplierId,
        heldAt: new Date().toISOString(),
        minutes: 'Gjennomgang av tilbudet og delmålene.',
      },
    });
  await procurement.endNegotiation({ params, body: { remaining: [...supplierIds] } });
}
