import { afterEach, expect, test } from '@jest/globals';
import type { OperationRequest } from '@tiltak/contracts';
import type { callOffOperations, executionOperations } from '@tiltak/contracts/maintenance';
import { type Asked, startFake } from '../test/fakeTiltak.ts';
import { answerCallOff, type CallOffAnswer, type Hours, reportWorkDone, startWork } from './answer.ts';
import { NoAnswer, TiltakError } from './errors.ts';

let fake: Awaited<ReturnType<typeof startFake>>;
afterEach(() => fake?.stop());

const done = { status: 200, body: { callOffId: 'c1', orderId: 'o1', status: 'accepted' } };

test('a call whose answer is lost is repeated with the same key and token', async () => {
  fake = await startFake((_, count) => (count === 1 ? 'hangUp' : count === 2 ? { status: 503 } : done));
  expect(await answerCallOff(fake.tiltak, 'c/1', { answer: 'accept' })).toEqual(done.body);
  const keys = new Set(fake.asked.map(({ headers }: Asked) => headers['idempotency-key']));
  expect(fake.asked).toHaveLength(3);
  expect(keys.size).toBe(1);
  expect(fake.asked[2]).toMatchObject({
    method: 'POST',
    path: '/call-offs/c%2F1/answer',
    body: '{"answer":"accept"}',
  });
});

test('two calls have two keys, unless the caller gives one', async () => {
  fake = await startFake(() => done);
  await startWork(fake.tiltak, 'o1');
  await startWork(fake.tiltak, 'o1');
  await reportWorkDone(fake.tiltak, 'o1', { personHours: 7.5 }, { idempotencyKey: 'mine' });
  const keys = fake.asked.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBe('mine');
  expect(fake.asked.map(({ path }) => path)).toEqual([
    '/orders/o1/start-work',
    '/orders/o1/start-work',
    '/orders/o1/report-work-done',
  ]);
});

test('a no is not repeated, and says what is wrong with which field', async () => {
  const errors = [{ path: 'body.personHours', message: 'too many' }];
  fake = await startFake(() => ({
    status: 400,
    body: { code: 'invalid_request', detail: 'Wrong.', errors },
  }));
  const call = reportWorkDone(fake.tiltak, 'o1', { personHours: 1e9 });
  await expect(call).rejects.toBeInstanceOf(TiltakError);
  await expect(call).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('body.personHours: too many'),
  });
  expect(fake.asked).toHaveLength(1);
});

test('when no answer comes in five attempts the caller is told so', async () => {
  fake = await startFake(() => 'hangUp');
  await expect(startWork(fake.tiltak, 'o1')).rejects.toBeInstanceOf(NoAnswer);
  expect(fake.asked).toHaveLength(5);
}, 30_000);

test('the package’s own types fit the operations', () => {
  const answer: OperationRequest<typeof callOffOperations.answerCallOff>['body'] = {} as CallOffAnswer & {
    answer: 'accept';
  };
  const hours: OperationRequest<typeof executionOperations.reportWorkDone>['body'] = {} as Required<Hours>;
  expect([answer, hours]).toHaveLength(2);
});
