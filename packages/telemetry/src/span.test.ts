import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { currentTraceparent, startTelemetry, type Telemetry, withSpan } from './index.ts';

const exporter = new InMemorySpanExporter();
let telemetry: Telemetry;
beforeAll(async () => {
  telemetry = await startTelemetry({
    service: 'tests',
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
});
beforeEach(() => exporter.reset());
afterAll(() => telemetry.stop());

function finished(name: string): ReadableSpan {
  const found = exporter.getFinishedSpans().find((span) => span.name === name);
  if (found === undefined) throw new Error(`no span ${name}`);
  return found;
}

test('a trace goes on in another process that got the traceparent, though nothing else is shared', async () => {
  const sent = await withSpan('send', { kind: 'producer' }, () => currentTraceparent());
  expect(sent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  await withSpan('receive', { kind: 'consumer', parent: sent, attributes: { attempt: 2 } }, () =>
    withSpan('save', {}, async () => {}),
  );
  const [send, receive, save] = [finished('send'), finished('receive'), finished('save')];
  expect(receive.spanContext().traceId).toBe(send.spanContext().traceId);
  expect(receive.parentSpanContext?.spanId).toBe(send.spanContext().spanId);
  expect(receive.parentSpanContext?.isRemote).toBe(true);
  expect(receive.kind).toBe(SpanKind.CONSUMER);
  expect(receive.attributes).toEqual({ attempt: 2 });
  expect(save.parentSpanContext?.spanId).toBe(receive.spanContext().spanId);
  expect(receive.resource.attributes['service.name']).toBe('tests');
});

test('the given parent goes before the active span', async () => {
  const cause = await withSpan('cause', {}, () => currentTraceparent());
  await withSpan('loop', {}, () => withSpan('work', { parent: cause }, () => {}));
  expect(finished('work').parentSpanContext?.spanId).toBe(finished('cause').spanContext().spanId);
});

test('what is thrown is recorded, the span ends, and the error goes on to the caller', async () => {
  const failing = withSpan('failing', {}, () => {
    throw new TypeError('no such thing');
  });
  await expect(failing).rejects.toThrow(TypeError);
  const span = finished('failing');
  expect(span.status.code).toBe(SpanStatusCode.ERROR);
  expect(span.events[0]?.attributes?.['exception.message']).toBe('no such thing');
});

test('a batch is linked with the span of each of its messages', async () => {
  const first = await withSpan('first', {}, () => currentTraceparent()!);
  const second = await withSpan('second', {}, () => currentTraceparent()!);
  await withSpan('batch', { links: [first, second, 'nonsense'] }, () => {});
  expect(finished('batch').links.map(({ context }) => context.spanId)).toEqual([
    finished('first').spanContext().spanId,
    finished('second').spanContext().spanId,
  ]);
});

test.each([
  ['not of the form', 'nonsense'],
  ['of only zeros', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`],
  ['in upper case', `00-${'A'.repeat(32)}-${'B'.repeat(16)}-01`],
  ['of the forbidden version', `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`],
  ['with something behind', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01x`],
])('a traceparent %s starts a trace of its own', async (_, parent) => {
  await withSpan('alone', { parent }, () => {});
  expect(finished('alone').parentSpanContext).toBeUndefined();
});

test('outside of any span there is no traceparent', () => {
  expect(currentTraceparent()).toBeUndefined();
});
