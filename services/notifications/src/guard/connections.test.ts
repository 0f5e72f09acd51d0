import diagnostics from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPoster } from '../engine/post.ts';

/** Of every kind of address that nobody outside may make us go to. */
const addresses = [
  ...['127.0.0.1', '127.1.2.3', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255'],
  ...['172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.254', '169.254.1.1', '169.254.169.254'],
  ...['169.254.170.2', '100.64.0.1', '100.100.100.200', '100.127.255.255', '168.63.129.16', '224.0.0.1'],
  ...['239.255.255.250', '240.0.0.1', '255.255.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.1'],
  ...['198.51.100.7', '203.0.113.9', '198.18.0.1', '198.19.255.255', '192.88.99.1'],
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1'],
  ...['::ffff:10.0.0.1', '::ffff:169.254.169.254', '::ffff:192.168.1.1', '::7f00:1', '64:ff9b::7f00:1'],
  ...['64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a9fe:a9fe::', '2002:a00:1::1'],
  ...['2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:db8::1', '2001:10::1', '2001:20::1', '3fff::1'],
  ...['100::1', '5f00::1', '4000::1'],
];
const literal = (address: string) => `https://${address.includes(':') ? `[${address}]` : address}/`;
/** The same places, written so that a careless reader takes them for others; and what is no public https at all. */
const disguised = [
  ...['https://2130706433/', 'https://0x7f000001/', 'https://017700000001/', 'https://127.1/', 'https://0/'],
  ...['https://2852039166/', 'https://0xa9fea9fe/', 'https://0251.0376.0251.0376/', 'https://10.1/'],
  ...[
    'https://１２７.０.０.１/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://8.8.8.8@127.0.0.1/',
  ],
  ...['http://hooks.example.no/', 'https://localhost/', 'https://localhost./', 'https://x.localhost/'],
  ...['https://metadata.google.internal/', 'https://printer.local/', 'https://mongod/', 'ftp://127.0.0.1/'],
  ...['https://hooks.example.no:22/', 'file:///etc/passwd', 'https://user:word@hooks.example.no/'],
];

let connections = 0;
const watch = (message: unknown) => {
  const { socket } = message as { readonly socket: Socket };
  socket.on('connectionAttempt', () => {
    connections += 1;
  });
};
beforeAll(() => diagnostics.subscribe('net.client.socket', watch));
afterAll(() => void diagnostics.unsubscribe('net.client.socket', watch));

const posted = (url: string, address?: string) => {
  const poster = createPoster({
    allowLoopback: false,
    timeoutMs: 2000,
    resolve: (_, answer) =>
      answer(null, [{ address: address ?? '', family: address?.includes(':') ? 6 : 4 }]),
  });
  return poster.post({ endpointId: 'e', url, headers: {}, body: '{}' }).finally(() => poster.close());
};

test('120 URLs that lead inside get no connection, whether by number, by name or in disguise', async () => {
  const attempts = [
    ...addresses.map((address) => posted(literal(address))),
    ...addresses.map((address) => posted('https://hooks.example.no/hook', address)),
    ...disguised.map((url) => posted(url, '127.0.0.1')),
  ];
  const answers = await Promise.all(attempts);
  expect(answers.length).toBeGreaterThanOrEqual(120);
  expect(answers.filter(({ statusCode, error }) => statusCode !== null || error === null)).toEqual([]);
  expect(connections).toBe(0);
});

test('the counter would have seen one', async () => {
  const poster = createPoster({ allowLoopback: true, timeoutMs: 2000 });
  await poster.post({ endpointId: 'e', url: 'http://127.0.0.1:9/', headers: {}, body: '{}' });
  await poster.close();
  expect(connections).toBe(1);
});
