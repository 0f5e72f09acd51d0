import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProblemError } from '@tiltak/http/client';
import { historyOf } from '@tiltak/store';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance({ CALL_OFF_ANSWER_SECONDS: '1' });
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

test('a silent contractor loses the offer, and the next is asked, until nobody is left', async () => {
  const orderId = await scene.submit();
  await scene.reserve(orderId);
  const held = await scene.whenOrder(orderId, 'held');
  expect(held.heldReason).toBe('no_contractor_left');
  expect(held.callOffs.map(({ status }) => status)).toEqual(['expired', 'expired', 'expired']);
  expect(held.callOffs[1]?.chosenBecause).toBe(
    'Neste etter rang: Eksempel Bygg AS svarte ikke innen fristen',
  );
  const late = maintenance
    .as('contractor-1')
    .answerCallOff({ params: { callOffId: `${orderId}.1` }, body: { answer: 'accept' } });
  await expect(late).rejects.toMatchObject({ status: 410, problem: { code: 'expired' } });
});

test('an answer that races the deadline and the deadline have exactly one winner', async () => {
  const orderIds = await Promise.all(Array.from({ length: 6 }, () => scene.submit()));
  await Promise.all(orderIds.map((orderId) => scene.reserve(orderId)));
  const outcomes = await Promise.all(
    orderIds.map(async (orderId, at) => {
      const callOff = await eventually(async () => (await scene.getOrder(orderId)).callOffs[0]);
      // Some a little before the deadline, some a little after, each against the timer.
      const waitMs = Date.parse(callOff.respondBy) - Date.now() + (at - 3) * 40;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const answered = await maintenance
        .as('contractor-1')
        .answerCallOff({ params: { callOffId: callOff.callOffId }, body: { answer: 'accept' } })
        .then(
          () => true,
          (error: ProblemError) => {
            expect([error.status, error.problem.code]).toEqual([410, 'expired']);
            return false;
          },
        );
      return { orderId, callOffId: callOff.callOffId, answered };
    }),
  );
  for (const { orderId, callOffId, answered } of outcomes) {
    const ends = await eventually(async () => {
      const rows = await historyOf(maintenance.store, orderId);
      const ofFirst = rows.filter(
        ({ type, data }) =>
          /^CallOff(Accepted|Expired)$/.test(type) &&
          (data as { contractor: { callOffId: string } }).contractor.callOffId === callOffId,
      );
      return ofFirst.length > 0 && ofFirst.map(({ type }) => type);
    });
    expect(ends).toEqual([answered ? 'CallOffAccepted' : 'CallOffExpired']);
  }
});
