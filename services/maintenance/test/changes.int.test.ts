import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type { ProblemError } from '@tiltak/http/client';
import { verifyJournal } from '@tiltak/store';
import type { AgreementUse } from '../src/order/agreement.ts';
import { agreementUses } from '../src/order/carryOut.ts';
import { definition } from '../src/service.ts';
import { eventually, organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

const amountOre = 1_000_000;

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance({ APPROVAL_ABOVE_ORE: String(5 * amountOre) });
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const refusal = (call: Promise<unknown>): Promise<readonly [number, string] | undefined> =>
  call.then(
    () => undefined,
    (error: ProblemError) => [error.status, error.problem.code] as const,
  );
const firm = () => maintenance.as('contractor-1');

async function placed(more: object = {}) {
  const { ceilingOre = 500_000_000, ...order } = more as { ceilingOre?: number };
  const frameworkAgreementId = await scene.signAgreement({ ceilingOre });
  const { orderId } = await scene.placed({ frameworkAgreementId, amountOre, ...order });
  return { orderId, frameworkAgreementId };
}
async function priced(orderId: string, addedOre: number): Promise<string> {
  const body = { what: 'Bytte også rennen', addedOre, dueOn: '2099-12-01' };
  return (await firm().proposeChange({ params: { orderId }, body })).body.changeId;
}
const approve = (orderId: string, changeId: string, by = 'property.officer') =>
  maintenance.as(by).approveChange({ params: { orderId, changeId } });
const money = (orderId: string, what: 'adjusted' | 'refused', changeId: string, ore: number) =>
  maintenance.tell('projects', orderId, `funds.${what}`, {
    allocationId: orderId,
    measureId: 'measure-1',
    frameId: 'frame-1',
    changeId,
    ...(what === 'adjusted'
      ? { addedOre: ore, availableOre: 5 }
      : { request: 1, amountOre: ore, reason: 'exceeds_available', availableOre: 7 }),
  });
const changeOf = async (orderId: string, changeId: string) =>
  (await scene.getOrder(orderId)).changes.find((one) => one.changeId === changeId);
const calledOffOre = async (id: string) =>
  (await maintenance.store.documents<AgreementUse>(agreementUses, [id])).get(id)?.calledOffOre;

describe('a change that costs more', () => {
  test('asks projects for the difference, holds with the answer, and is told to the contractor', async () => {
    const { orderId, frameworkAgreementId } = await placed();
    const changeId = await priced(orderId, 250_000);
    const { body } = await approve(orderId, changeId);
    expect(body).toEqual({ orderId, changeId, status: 'awaiting_funds', amountOre });
    expect(await calledOffOre(frameworkAgreementId)).toBe(1_250_000);
    const asked = await eventually(() =>
      maintenance.publishedOf(orderId).find(({ type }) => type === 'change.requested'),
    );
    expect(asked.data).toMatchObject({ changeId, measureId: 'measure-1', addedOre: 250_000 });
    await money(orderId, 'adjusted', changeId, 250_000);
    await eventually(async () => (await changeOf(orderId, changeId))?.status === 'approved');
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'placed',
      dueOn: '2099-12-01',
      amounts: { orderedOre: 1_250_000 },
    });
    const told = await eventually(() =>
      maintenance.publishedOf(orderId).find(({ type }) => type === 'order.changed'),
    );
    expect(told.data).toMatchObject({
      changeId,
      addedOre: 250_000,
      amountOre: 1_250_000,
      dueOn: '2099-12-01',
      callOffId: `${orderId}.1`,
    });
    const offer = await firm().getCallOff({ params: { callOffId: `${orderId}.1` } });
    expect(offer.body).toMatchObject({ amountOre: 1_250_000, changes: [{ changeId, status: 'approved' }] });
    for (const { type, data } of maintenance.published)
      maintenanceEvents[type as keyof typeof maintenanceEvents].strict().parse(data);
  });

  test('is rejected with what is left where the money is refused, and nothing has changed', async () => {
    const { orderId, frameworkAgreementId } = await placed();
    const changeId = await priced(orderId, 250_000);
    await approve(orderId, changeId);
    await money(orderId, 'refused', changeId, 250_000);
    await eventually(async () => (await changeOf(orderId, changeId))?.status === 'rejected');
    const order = await scene.getOrder(orderId);
    expect(order).toMatchObject({
      status: 'placed',
      dueOn: '2099-06-30',
      amounts: { orderedOre: amountOre },
      changes: [{ reason: 'exceeds_available', availableOre: 7 }],
    });
    expect(await calledOffOre(frameworkAgreementId)).toBe(amountOre);
    expect(maintenance.publishedOf(orderId).some(({ type }) => type === 'order.changed')).toBe(false);
    const told = await eventually(() =>
      maintenance.publishedOf(orderId).find(({ type }) => type === 'change.rejected'),
    );
    // The contractor learns that there is no money, and not how much is left.
    expect(told.data).toMatchObject({ changeId, because: 'no_funds', reason: null });
    expect(maintenance.publishedOf(orderId).some(({ type }) => type === 'change.proposed')).toBe(true);
    expect(JSON.stringify(told.data)).not.toContain('exceeds_available');
  });

  test('of those that race for the rest of a ceiling exactly those that fit are asked money for', async () => {
    const { orderId, frameworkAgreementId } = await placed({ ceilingOre: amountOre + 500_000 });
    const changeIds: string[] = [];
    for (let number = 0; number < 8; number++) changeIds.push(await priced(orderId, 200_000));
    const outcomes = await Promise.all(changeIds.map((changeId) => refusal(approve(orderId, changeId))));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(2);
    expect(outcomes.filter(Boolean)).toEqual(Array(6).fill([409, 'agreement_ceiling_reached']));
    expect(await calledOffOre(frameworkAgreementId)).toBe(1_400_000);
  });

  test('beyond the limit is for an approver, and never for who asked', async () => {
    const { orderId } = await placed();
    const changeId = await priced(orderId, 4_000_001);
    expect(await refusal(approve(orderId, changeId))).toEqual([409, 'approver_needed']);
    expect(await refusal(approve(orderId, changeId, 'contractor-1'))).toEqual([403, 'forbidden']);
    expect((await changeOf(orderId, changeId))?.status).toBe('priced');
    expect((await approve(orderId, changeId, 'property.approver')).body.status).toBe('awaiting_funds');
  });
});

test('an officer asks for more work, the contractor prices it; a lower price holds at once and is told', async () => {
  const { orderId, frameworkAgreementId } = await placed();
  const { body: asked } = await scene.officer.proposeChange({
    params: { orderId },
    body: { what: 'La rennen være' },
  });
  expect(asked.status).toBe('notified');
  const wanted = await eventually(() =>
    maintenance.publishedOf(orderId).find(({ type }) => type === 'change.notified'),
  );
  expect(wanted.data).toMatchObject({
    ...{ changeId: asked.changeId, description: 'La rennen være', callOffId: `${orderId}.1` },
    organisationNumber: organisationOf('contractor-1'),
  });
  const params = { orderId, changeId: asked.changeId };
  await firm().priceChange({ params, body: { addedOre: -300_000 } });
  const { body } = await approve(orderId, asked.changeId);
  expect(body).toMatchObject({ status: 'approved', amountOre: 700_000 });
  expect(await calledOffOre(frameworkAgreementId)).toBe(700_000);
  const told = await eventually(() =>
    maintenance.publishedOf(orderId).find(({ type }) => type === 'order.changed'),
  );
  expect(told.data).toMatchObject({ addedOre: -300_000, amountOre: 700_000 });
  const types = maintenance.publishedOf(orderId).map(({ type }) => type);
  expect(types).toContain('change.priced');
  // The municipality's own wish is no news to it.
  expect(types).not.toContain('change.proposed');
});

test('of a yes and a no at once one counts, and the same yes twice asks for the money once', async () => {
  for (let turn = 0; turn < 10; turn++) {
    const { orderId } = await placed();
    const changeId = await priced(orderId, 1000);
    const reject = () =>
      refusal(scene.officer.rejectChange({ params: { orderId, changeId }, body: { reason: 'Nei' } }));
    const outcomes = await Promise.all([
      refusal(approve(orderId, changeId)),
      reject(),
      refusal(approve(orderId, changeId)),
      reject(),
    ]);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.filter(Boolean)).toEqual(Array(3).fill([409, 'wrong_state']));
    const { history } = await scene.getOrder(orderId);
    expect(history.filter(({ event }) => /^Change(FundsRequested|Rejected)$/.test(event))).toHaveLength(1);
  }
});

test('an order that is cancelled while a change awaits its money ends sound, whatever the answer is', async () => {
  for (const what of ['adjusted', 'refused'] as const) {
    const { orderId, frameworkAgreementId } = await placed();
    const changeId = await priced(orderId, 250_000);
    await approve(orderId, changeId);
    await scene.officer.cancelOrder({ params: { orderId }, body: { reason: 'Utgår' } });
    await money(orderId, what, changeId, 250_000);
    // The next answer of the same stream has been seen when this order is untouched by the first.
    await eventually(async () => {
      const marks = await maintenance.store.documents<{ sequence: number }>('watermarks');
      return [...marks].some(([key]) => key.includes(orderId));
    });
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'cancelled',
      changes: [{ status: 'rejected', reason: 'Bestillingen er avbestilt' }],
      amounts: { orderedOre: amountOre },
    });
    expect(await calledOffOre(frameworkAgreementId)).toBe(0);
  }
  expect(await maintenance.store.named('parked').countDocuments()).toBe(0);
});

describe('what is not yours', () => {
  test('a change of another firm’s order can be neither proposed, priced nor seen', async () => {
    const { orderId } = await placed();
    const other = maintenance.as('contractor-2');
    const { body } = await scene.officer.proposeChange({ params: { orderId }, body: { what: 'Mer' } });
    const calls = [
      other.proposeChange({ params: { orderId }, body: { what: 'x', addedOre: 1 } }),
      other.priceChange({ params: { orderId, changeId: body.changeId }, body: { addedOre: 1 } }),
      other.proposeChange({ params: { orderId: 'missing' }, body: { what: 'x', addedOre: 1 } }),
    ];
    expect(await Promise.all(calls.map(refusal))).toEqual(Array(3).fill([404, 'not_found']));
  });

  test('nothing is proposed before a contractor is bound, and changes of an answer are another thing', async () => {
    const { orderId, callOffId } = await scene.offered({ amountOre });
    const propose = () =>
      refusal(scene.officer.proposeChange({ params: { orderId }, body: { what: 'Mer' } }));
    expect(await propose()).toEqual([409, 'wrong_state']);
    const body = { answer: 'accept_with_changes', proposedStart: '2099-01-15' } as const;
    await firm().answerCallOff({ params: { callOffId }, body });
    expect(await propose()).toEqual([409, 'wrong_state']);
    expect(
      await refusal(firm().proposeChange({ params: { orderId }, body: { what: 'x', addedOre: 1 } })),
    ).toEqual([404, 'not_found']);
    await scene.officer.decideOnChanges({ params: { orderId }, body: { approved: true } });
    const changeId = await priced(orderId, -1000);
    await approve(orderId, changeId);
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'placed',
      amounts: { orderedOre: 999_000 },
      callOffs: [{ status: 'accepted_with_changes', proposedStart: '2099-01-15' }],
    });
  });

  test.each([
    ['change_too_low', { what: 'x', addedOre: -amountOre }],
    ['due_in_the_past', { what: 'x', addedOre: 1, dueOn: '2020-01-01' }],
    ['invalid_request', { what: '', addedOre: 1 }],
    ['invalid_request', { what: 'x', addedOre: 0.5 }],
  ])('%s: %j is refused and changes nothing', async (code, body) => {
    const { orderId } = await placed();
    const call = firm().proposeChange({ params: { orderId }, body });
    await expect(call).rejects.toMatchObject({ problem: { code } });
    expect((await scene.getOrder(orderId)).changes).toEqual([]);
  });
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(maintenance.store, definition.aggregates)).toEqual([]);
});
