import { expect, test } from '@jest/globals';
import type { Services } from '../services.ts';
import { workActions } from './workActions.ts';

test('a name is deleted by the reference that its hours stand under, and not without one', async () => {
  const sent: unknown[] = [];
  const maintenance = {
    eraseWorkerName: async (request: object, options: object) => sent.push({ ...request, ...options }),
  } as unknown as Services['maintenance'];
  const { read } = workActions['slett-navn'];
  expect(read(new Map([['worker', ' ']]))).toMatchObject({
    ok: false,
    errors: { fields: { worker: 'Skriv referansen til den som skal slettes.' } },
  });
  const asked = read(new Map([['worker', 'A-17']]));
  if (!asked.ok) throw new Error('the form was refused');
  await asked.value(maintenance, 'o', { idempotencyKey: 'k' });
  expect(sent).toEqual([{ params: { orderId: 'o' }, body: { worker: 'A-17' }, idempotencyKey: 'k' }]);
});
