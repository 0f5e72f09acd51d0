import { expect, test } from '@jest/globals';
import { counter, gauge, histogram, metrics, startProcessMetrics } from './index.ts';

test('a metric that is asked for twice is one metric', async () => {
  counter('seen_total', 'Seen', ['kind']).inc({ kind: 'a' });
  counter('seen_total', 'Seen', ['kind']).inc({ kind: 'a' });
  histogram('took_seconds', 'Took').observe(0.002);
  histogram('took_seconds', 'Took').observe(20);
  const text = await metrics.metrics();
  expect(text).toContain('seen_total{kind="a"} 2');
  expect(text).toContain('took_seconds_bucket{le="0.0025"} 1');
  expect(text).toContain('took_seconds_count 2');
});

test('a gauge is collected at every reading, by the last collector that was given', async () => {
  let age = 1;
  gauge('age_seconds', 'Age', [], () => {
    throw new Error('the earlier collector ran');
  });
  gauge('age_seconds', 'Age', [], (it) => it.set(age));
  expect(await metrics.metrics()).toContain('age_seconds 1');
  age = 2;
  expect(await metrics.metrics()).toContain('age_seconds 2');
});

test('the process is measured, and starting that twice does no harm', async () => {
  startProcessMetrics();
  startProcessMetrics();
  expect(await metrics.metrics()).toMatch(/process_resident_memory_bytes \d+/);
});
