import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { issuerFetch } from './issuerFetch.ts';

test('what is asked of the issuer goes to its internal address, and nothing else does', async () => {
  await using server = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const internal = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reroute = issuerFetch('https://id.example/realms/tiltak', internal);
  const asked = await reroute('https://id.example/realms/tiltak/keys?a=1');
  expect(await asked.text()).toBe('/realms/tiltak/keys?a=1');
  const elsewhere = await reroute(`${internal}/direct`);
  expect(await elsewhere.text()).toBe('/direct');
});
