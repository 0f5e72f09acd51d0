import { eventually, type World } from '../world.ts';

/** Two persons award the first of the ranking; all bidders are told at once. */
export async function awardTo(
  world: World,
  procurementId: string,
  { supplierIds, optionsOre = 0 }: { readonly supplierIds: readonly string[]; readonly optionsOre?: number },
) {
  const params = { procurementId };
  const { procurement } = world.as('procurement.officer');
  await procurement.award({
    params,
    body: {
      lots: [
        {
          lotId: 'LOT-1',
          supplierIds: [...supplierIds],
          optionsOre,
          reason: 'Best forhold mellom pris og kvalitet',
        },
      ],
    },
  });
  return (await world.as('procurement.officer-2').procurement.approveAward({ params })).body;
}

/** Two persons sign each contract, once the standstill is over and the frame has lent the money. */
export async function signAll(world: World, procurementId: string) {
  const { procurement } = world.as('procurement.officer');
  const { body } = await procurement.listContracts({ query: { procurementId, limit: 200 } });
  const signed = [];
  for (const { contractId } of body.items) {
    const params = { procurementId, contractId };
    for (const person of ['procurement.officer', 'procurement.officer-2'])
      await eventually(`contract ${contractId} is signed by ${person}`, async () => {
        await world.as(person).procurement.signContract({ params });
        return true;
      });
    signed.push((await procurement.getContract({ params })).body);
  }
  return signed;
}
