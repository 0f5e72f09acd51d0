import { expect, test } from '@jest/globals';
import { clockWords, mostPressing, type OrderClock } from './clock.ts';

const clock = (
  name: OrderClock['clock'],
  status: OrderClock['status'],
  dueAt = '2026-11-24T11:00:00Z',
): OrderClock => ({
  clock: name,
  status,
  startedAt: '2026-11-23T11:00:00Z',
  dueAt,
});
const text = (one: OrderClock) => clockWords(one).label.replaceAll('\u00a0', ' ');

test('a clock says what must have happened by when, and that it is broken', () => {
  expect(text(clock('response', 'running'))).toBe('Svar innen 24.11.2026 kl. 12.00');
  expect(text(clock('arrival', 'broken'))).toBe('Frist brutt: på plass innen 24.11.2026 kl. 12.00');
  expect(text(clock('fix', 'late'))).toBe('Ferdig for sent, fristen var 24.11.2026 kl. 12.00');
});

test('what is broken is shown before what is about to break, and what is due sooner before what is due later', () => {
  const soon = clock('arrival', 'running');
  const later = clock('fix', 'running', '2026-12-24T11:00:00Z');
  expect(mostPressing([later, soon])).toEqual(clockWords(soon));
  const warned = clock('fix', 'about_to_break', '2027-12-24T11:00:00Z');
  expect(mostPressing([soon, warned])).toEqual(clockWords(warned));
  expect(mostPressing([warned, clock('arrival', 'broken')])?.tone).toBe('stopped');
  expect(mostPressing([clock('response', 'met'), clock('fix', 'stopped')])).toBeUndefined();
});
