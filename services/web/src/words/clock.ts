import type { order } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { moment } from '../format/time.ts';
import type { Tone } from './order.ts';

export type OrderClock = z.output<typeof order>['clocks'][number];

/** What must have happened when the time is up. */
const names: Readonly<Record<OrderClock['clock'], string>> = {
  response: 'Svar',
  arrival: 'På plass',
  fix: 'Ferdig',
};

const tones: Readonly<Partial<Record<OrderClock['status'], Tone>>> = {
  running: 'quiet',
  about_to_break: 'waiting',
  broken: 'stopped',
  paused: 'quiet',
};

/** From what must be seen first to what is as it should be. */
const pressing: readonly OrderClock['status'][] = ['broken', 'about_to_break', 'running', 'paused'];

type Badge = { readonly label: string; readonly tone: Tone };

/** A clock in words: «Svar innen 24.11.2026 kl. 12.00», «Frist brutt: på plass innen ...». */
export function clockWords({ clock, dueAt, status }: OrderClock): Badge {
  const by = `${names[clock]} innen ${moment(dueAt)}`;
  const tone = tones[status] ?? 'done';
  switch (status) {
    case 'broken':
      return { label: `Frist brutt: ${by.toLocaleLowerCase('nb')}`, tone };
    case 'paused':
      return { label: `${names[clock]}: klokken står mens arbeidet er satt på pause`, tone };
    case 'met':
      return { label: `${names[clock]} i tide`, tone };
    case 'late':
      return { label: `${names[clock]} for sent, fristen var ${moment(dueAt)}`, tone: 'stopped' };
    case 'stopped':
      return { label: `${names[clock]}: fristen gjelder ikke lenger`, tone: 'quiet' };
    default:
      return { label: by, tone };
  }
}

/** The clock that is most pressing, in words; undefined where none runs. */
export function mostPressing(clocks: readonly OrderClock[]): Badge | undefined {
  // An offer that expired is told of by the order's status: somebody else is asked, or nobody is left.
  const open = clocks.filter(
    ({ clock, status }) => pressing.includes(status) && !(clock === 'response' && status === 'broken'),
  );
  const [first] = open.toSorted(
    (one, other) =>
      pressing.indexOf(one.status) - pressing.indexOf(other.status) || (one.dueAt < other.dueAt ? -1 : 1),
  );
  return first && clockWords(first);
}
