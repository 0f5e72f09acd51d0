import type { KeyObject } from 'node:crypto';

/** A request of the self-test, and what a receiver should do with it. */
export type Probe = {
  readonly name: ProbeName;
  readonly check: CheckName;
  /** `taken`: answered with 2xx. `refused`: answered, but not with 2xx. */
  readonly expected: 'taken' | 'refused';
  /** The event that it carries, by number: the same number is the same event. */
  readonly event: number;
  /** Seconds that the timestamp lies back. */
  readonly ageSeconds?: number;
  /** Who signs: by default those who sign everything for this endpoint. */
  readonly signers?: (own: readonly KeyObject[], stranger: KeyObject) => readonly KeyObject[];
  /** The body is changed after it was signed. */
  readonly isChanged?: true;
  readonly isLarge?: true;
};

export type CheckName =
  | 'good_event'
  | 'duplicate'
  | 'reordered'
  | 'wrong_signature'
  | 'changed_body'
  | 'old_timestamp'
  | 'rotation'
  | 'large_body';

export type ProbeName =
  | Exclude<CheckName, 'reordered' | 'rotation'>
  | 'later_event'
  | 'earlier_event'
  | 'new_secret_first'
  | 'old_secret_first';

/**
 * The requests of a self-test, in their order. The old timestamp is twice the tolerance of Standard Webhooks (five
 * minutes); the stranger's secret stands for the one of the two that a receiver doesn't have during a rotation.
 */
export const probes: readonly Probe[] = [
  { name: 'good_event', check: 'good_event', expected: 'taken', event: 1 },
  { name: 'duplicate', check: 'duplicate', expected: 'taken', event: 1 },
  { name: 'later_event', check: 'reordered', expected: 'taken', event: 3 },
  { name: 'earlier_event', check: 'reordered', expected: 'taken', event: 2 },
  {
    name: 'wrong_signature',
    check: 'wrong_signature',
    expected: 'refused',
    event: 4,
    signers: (_, stranger) => [stranger],
  },
  { name: 'changed_body', check: 'changed_body', expected: 'refused', event: 5, isChanged: true },
  { name: 'old_timestamp', check: 'old_timestamp', expected: 'refused', event: 6, ageSeconds: 600 },
  {
    name: 'new_secret_first',
    check: 'rotation',
    expected: 'taken',
    event: 7,
    signers: (own, stranger) => [stranger, ...own],
  },
  {
    name: 'old_secret_first',
    check: 'rotation',
    expected: 'taken',
    event: 8,
    signers: (own, stranger) => [...own, stranger],
  },
  { name: 'large_body', check: 'large_body', expected: 'taken', event: 9, isLarge: true },
];
