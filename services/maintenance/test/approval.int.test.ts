import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProblemError } from '@tiltak/http/client';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

const limitOre = 20_000_000;

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance({ APPROVAL_ABOVE_ORE: String(limitOre) });
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

/** An order above the limit that has its money. */
async function funded(): Promise<string> {
  const orderId = await scene.submit();
  await scene.reserve(orderId);
  await scene.whenOrder(orderId, 'funded');
  return orderId;
}

describe('an order above the limit', () => {
  test('waits with its money, is found by those who approve, and goes out once another person has said yes', async () => {
    const orderId = await funded();
    const approver = maintenance.as('property.approver');
    const waiting = await approver.listOrders({ query: { awaitingApproval: 'true', limit: 200 } });
    expect(waiting.body.items.map((order) => order.orderId)).toContain(orderId);
    expect((await scene.getOrder(orderId)).approval).toEqual({
      requiredAboveOre: limitOre,
      status: 'awaited',
      by: null,
      at: null,
    });
    const { body } = await approver.approveOrder({ params: { orderId } });
    expect(body.status).toBe('offered');
    const order = await scene.getOrder(orderId);
    expect(order.approval).toMatchObject({ status: 'approved', by: expect.stringMatching(/\w/) });
    expect(order.history.map(({ event }) => event)).toEqual([
      'OrderSubmitted',
      'OrderFunded',
      'OrderApproved',
      'CallOffOffered',
    ]);
    expect(order.history[2]?.actor).toBe(order.approval.by);
    const after = await approver.listOrders({ query: { awaitingApproval: 'true', limit: 200 } });
    expect(after.body.items.map((one) => one.orderId)).not.toContain(orderId);
  });

  test('an approval that comes before the money lets it go out with the money', async () => {
    const orderId = await scene.submit();
    await maintenance.as('property.approver').approveOrder({ params: { orderId } });
    expect((await scene.getOrder(orderId)).status).toBe('submitted');
    await scene.reserve(orderId);
    await scene.whenOrder(orderId, 'offered');
  });

  test('a refusal cancels it, gives its jobs back and says so to projects', async () => {
    const jobId = await scene.registerJob();
    const orderId = await scene.submit({ jobIds: [jobId] });
    await scene.reserve(orderId);
    await scene.whenOrder(orderId, 'funded');
    const body = { reason: 'For dyrt' };
    await maintenance.as('property.approver').refuseOrder({ params: { orderId }, body });
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'cancelled',
      approval: { status: 'refused' },
    });
    expect((await scene.officer.getJob({ params: { jobId } })).body.status).toBe('approved');
    await eventually(() =>
      maintenance
        .publishedOf(orderId)
        .some(({ type, data }) => type === 'order.cancelled' && data.reason === 'For dyrt'),
    );
  });

  test('of two approvals at once one counts', async () => {
    const orderId = await funded();
    const approve = () => refusal(maintenance.as('property.approver').approveOrder({ params: { orderId } }));
    expect((await Promise.all([approve(), approve()])).filter(Boolean)).toEqual([[409, 'wrong_state']]);
    expect((await scene.getOrder(orderId)).callOffs).toHaveLength(1);
  });

  test('nobody but an approver may, and whoever ordered never', async () => {
    const orderId = await funded();
    expect(await refusal(scene.officer.approveOrder({ params: { orderId } }))).toEqual([403, 'forbidden']);
    const contractor = maintenance.as('contractor-1');
    expect(await refusal(contractor.approveOrder({ params: { orderId } }))).toEqual([403, 'forbidden']);
    const before = await scene.getOrder(orderId);
    expect(before.callOffs).toEqual([]);
    expect(before.status).toBe('funded');
  });
});

test('an order of the limit itself goes out at once', async () => {
  const orderId = await scene.submit({ amountOre: limitOre });
  await scene.reserve(orderId, { amountOre: limitOre });
  const order = await scene.whenOrder(orderId, 'offered');
  expect(order.approval.status).toBe('not_required');
  expect(await refusal(maintenance.as('property.approver').approveOrder({ params: { orderId } }))).toEqual([
    409,
    'wrong_state',
  ]);
});

test('an order that hurries its contractors says so, and no less than the least time is taken', async () => {
  const { orderId } = await scene.offered({ amountOre: limitOre, respondWithinSeconds: 900 });
  const [callOff] = (await scene.getOrder(orderId)).callOffs;
  expect(Date.parse(callOff!.respondBy) - Date.parse(callOff!.offeredAt)).toBe(900_000);
  expect(await refusal(scene.submit({ respondWithinSeconds: 899 }))).toEqual([
    422,
    'answer_time_out_of_bounds',
  ]);
});

test("an officer's withdrawal asks the next, with the reason, and an answered offer stays answered", async () => {
  const { orderId, callOffId } = await scene.offered({ amountOre: limitOre });
  const body = { reason: 'Feil fagområde' };
  const withdraw = (id: string) =>
    refusal(scene.officer.withdrawCallOff({ params: { callOffId: id }, body }));
  expect(await withdraw(callOffId)).toBeUndefined();
  expect((await scene.getOrder(orderId)).callOffs).toMatchObject([
    { status: 'withdrawn', reason: 'Feil fagområde' },
    {
      status: 'offered',
      chosenBecause: 'Neste etter rang: forespørselen til Eksempel Bygg AS ble trukket tilbake',
    },
  ]);
  expect(await withdraw(callOffId)).toEqual([410, 'withdrawn']);
  const next = { callOffId: `${orderId}.2` };
  await maintenance.as('contractor-2').answerCallOff({ params: next, body: { answer: 'accept' } });
  expect(await withdraw(next.callOffId)).toEqual([409, 'already_answered']);
  expect(await withdraw('missing.1')).toEqual([404, 'not_found']);
});
