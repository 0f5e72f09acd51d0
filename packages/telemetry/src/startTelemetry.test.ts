import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { currentTraceparent, startTelemetry, withSpan } from './index.ts';

afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
});

test('with nothing configured there are valid traceparents, and nobody is called', async () => {
  let sockets = 0;
  const count = () => {
    sockets++;
  };
  subscribe('net.client.socket', count);
  const telemetry = await startTelemetry({ service: 'tests' });
  const inner = await withSpan('outer', {}, async () => [
    currentTraceparent(),
    await withSpan('inner', {}, async () => {
      await new Promise(setImmediate);
      return currentTraceparent();
    }),
  ]);
  await telemetry.stop();
  unsubscribe('net.client.socket', count);
  const [traces, spans] = [1, 2].map((part) => new Set(inner.map((one) => one?.split('-')[part])));
  expect(inner[0]).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  expect(traces?.size).toBe(1);
  expect(spans?.size).toBe(2);
  expect(sockets).toBe(0);
});

test('with an OTLP endpoint, stop sends the spans that are waiting', async () => {
  const received: { path: string | undefined; body: Buffer }[] = [];
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url, body: Buffer.concat(chunks) });
    response.writeHead(200, { 'content-type': 'application/x-protobuf', connection: 'close' }).end();
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const telemetry = await startTelemetry({ service: 'exporting-service' });
  await withSpan('exported-span', {}, () => {});
  await telemetry.stop();
  collector.close();
  expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
  expect(received[0]?.body.includes('exporting-service')).toBe(true);
  expect(received[0]?.body.includes('exported-span')).toBe(true);
  expect(received[0]?.body.includes('process.command')).toBe(false);
});

test.each([
  ['OTEL_SDK_DISABLED', 'true'],
  ['OTEL_TRACES_EXPORTER', 'none'],
])('%s=%s stops the export, not the traceparents', async (name, value) => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9';
  process.env[name] = value;
  const telemetry = await startTelemetry({ service: 'tests' });
  delete process.env[name];
  expect(await withSpan('work', {}, currentTraceparent)).toMatch(/^00-/);
  await telemetry.stop();
});

test('a collector that does not answer holds up the stop for 3 seconds at most', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '5000';
  const telemetry = await startTelemetry({ service: 'tests' });
  await withSpan('lost', {}, () => {});
  const started = performance.now();
  await telemetry.stop();
  expect(performance.now() - started).toBeLessThan(4_000);
  silent.closeAllConnections();
  silent.close();
});
