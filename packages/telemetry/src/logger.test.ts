import { afterEach, expect, test } from '@jest/globals';
import { createLogger, startTelemetry, withSpan } from './index.ts';

afterEach(() => {
  delete process.env.LOG_LEVEL;
});

function recorded() {
  const lines: string[] = [];
  return { lines, destination: { write: (line: string) => void lines.push(line) } };
}

test('secrets are struck out by the name of their field, at any depth and in any case', () => {
  const { lines, destination } = recorded();
  createLogger('tests', destination).info({
    password: 'canary-1',
    headers: { Authorization: 'canary-2', 'set-cookie': ['canary-3'] },
    endpoint: { clientSecret: 'canary-4', nested: [{ access_token: 'canary-5', key: { k: 'canary-6' } }] },
    orderId: 'order-1',
  });
  expect(lines.join()).not.toContain('canary');
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', service: 'tests', orderId: 'order-1' });
});

test('secrets are struck out by their look, in messages and in errors', () => {
  const { lines, destination } = recorded();
  const logger = createLogger('tests', destination);
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrYXJpIn0.c2lnbmF0dXJl';
  logger.warn(`sent Bearer canary-1.a_b with ${jwt} and whsec_Y2FuYXJ5LTI=`);
  logger.error(Object.assign(new Error(`refused ${jwt}`), { options: { apiKey: 'canary-3' } }));
  expect(lines.join()).not.toMatch(/canary|Y2FuYXJ5|eyJ/);
  expect(JSON.parse(lines[1]!).err.stack).toContain('logger.test.ts');
});

test('an object that holds itself is logged all the same', () => {
  const { lines, destination } = recorded();
  const self: Record<string, unknown> = { orderId: 'order-1' };
  self.self = self;
  createLogger('tests', destination).info(self);
  expect(JSON.parse(lines[0]!).orderId).toBe('order-1');
});

test('the level comes from LOG_LEVEL', () => {
  const { lines, destination } = recorded();
  process.env.LOG_LEVEL = 'error';
  const logger = createLogger('tests', destination);
  logger.warn('not this');
  logger.error('this');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['this']);
});

test('a line that is written in a span names its trace', async () => {
  const { lines, destination } = recorded();
  const telemetry = await startTelemetry({ service: 'tests' });
  const logger = createLogger('tests', destination);
  const traceId = await withSpan('work', {}, (span) => {
    logger.info('inside');
    return span.spanContext().traceId;
  });
  await telemetry.stop();
  expect(JSON.parse(lines[0]!).traceId).toBe(traceId);
});
