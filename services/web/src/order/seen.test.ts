import { expect, test } from '@jest/globals';
import type { Order } from './actionForm.ts';
import { seen, versionToName } from './seen.ts';

const at = '2026-11-22T13:03:07.000Z';
const order = {
  status: 'offered',
  approval: { requiredAboveOre: 1000, status: 'not_required', by: null, at: null },
  amounts: { orderedOre: 100, invoicedOre: 0, paidOre: 0 },
  callOffs: [{ callOffId: 'o.1', status: 'accepted_with_changes', answeredAt: at }],
  changes: [],
  deliveries: [],
  history: [],
  invoices: [],
  work: { startedAt: null, doneAt: null, personHours: 0, apprenticeHours: 0 },
} as unknown as Order;
const shown = seen(order, '"7"')!;

test('a receipt makes a new version, and nobody has to look again because of it', () => {
  const receipt = { deliveryId: 'd', status: 'delivered' } as unknown as Order['deliveries'][number];
  const later = { ...order, deliveries: [receipt], history: [{ at, event: 'x', text: 'x', actor: 'x' }] };
  expect(versionToName(shown, { order: later, version: '"8"' })).toBe('"8"');
});

test.each([
  ['the status', { status: 'placed' }],
  ['the approval', { approval: { requiredAboveOre: 1000, status: 'approved', by: 'Kari', at } }],
  ['an amount', { amounts: { ...order.amounts, orderedOre: 200 } }],
  ['another contractor’s changes', { callOffs: [{ ...order.callOffs[0]!, callOffId: 'o.2' }] }],
  ['an invoice', { invoices: [{ invoiceNumber: 'F-1', amountOre: 1, registeredAt: at }] }],
  ['a change', { changes: [{ changeId: 'o.change-1', status: 'priced', addedOre: 5 }] }],
  ['the work', { work: { ...order.work, doneAt: at } }],
] as const)(
  'when %s has changed, the version that was seen is named, and the service refuses it',
  (_what, change) => {
    const later = { ...order, ...change } as Order;
    expect(versionToName(shown, { order: later, version: '"8"' })).toBe('"7"');
  },
);

test('a version of somebody’s own making is the service’s to refuse', () => {
  expect(versionToName('"99"', { order, version: '"7"' })).toBe('"99"');
});
