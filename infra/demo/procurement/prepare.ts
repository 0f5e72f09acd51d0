import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Client } from '@tiltak/http/client';
import type { World } from '../world.ts';

type Procurement = Client<typeof procurementOperations>;
type Facts = Parameters<Procurement['createProcurement']>[0]['body'];
type Specification = Parameters<Procurement['specifyCompetition']>[0]['body'];

/** Opens a case as a rehearsal, plans it for today, and says what is competed for. */
export async function prepare(
  world: World,
  { facts, specification }: { readonly facts: Facts; readonly specification: Specification },
) {
  const { procurement } = world.as('procurement.officer');
  const { body } = await procurement.createProcurement({ body: { ...facts, rehearsal: true } });
  const params = { procurementId: body.procurementId };
  const publishOn = new Date().toISOString().slice(0, 10);
  await procurement.planProcurement({ params, body: { publishOn } });
  await procurement.specifyCompetition({ params, body: specification });
  return body;
}
