import { afterEach, expect, test } from '@jest/globals';
import { startFake } from '../test/fakeTiltak.ts';
import { TiltakError } from './errors.ts';
import { clientCredentials } from './token.ts';

let fake: Awaited<ReturnType<typeof startFake>>;
afterEach(() => fake?.stop());

/** An issuer whose tokens live so long. */
async function issuer(expiresIn: number, status = 200) {
  let given = 0;
  fake = await startFake(({ path, headers }) =>
    path === '/token'
      ? {
          status,
          body:
            status === 200
              ? { access_token: `t${++given}`, expires_in: expiresIn }
              : { error: 'invalid_client' },
        }
      : { status: 200, body: { token_endpoint: `http://${headers.host}/token` } },
  );
  return clientCredentials({ issuer: fake.url, clientId: 'firma', clientSecret: 'å:b' });
}

test('a token is fetched once for all who ask, and kept while it lives', async () => {
  const token = await issuer(3600);
  expect(await Promise.all([token(), token(), token()])).toEqual(['t1', 't1', 't1']);
  expect(await token()).toBe('t1');
  const asked = fake.asked.find(({ path }) => path === '/token');
  expect(asked?.body).toBe('grant_type=client_credentials');
  expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from('firma:%C3%A5%3Ab').toString('base64')}`);
});

test('a token that has ended, or was refused, is replaced', async () => {
  const token = await issuer(0);
  expect([await token(), await token()]).toEqual(['t1', 't2']);
  const lasting = await issuer(3600);
  expect([await lasting(), await lasting({ fresh: true }), await lasting()]).toEqual(['t1', 't2', 't2']);
});

test('an issuer that says no is asked again at the next call', async () => {
  const token = await issuer(3600, 401);
  await expect(token()).rejects.toBeInstanceOf(TiltakError);
  await expect(token()).rejects.toBeInstanceOf(TiltakError);
  expect(fake.asked.filter(({ path }) => path === '/token')).toHaveLength(2);
});
