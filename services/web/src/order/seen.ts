import { hash } from 'node:crypto';
import type { Order } from './actionForm.ts';

/**
 * What a person saw of an order when a form was shown: its version, and a digest of all that a decision can rest on.
 * Versions alone won't do: every receipt from a contractor's system makes a new one, and nobody has to look again
 * because of those.
 */
export function seen(order: Order, version: string | undefined): string | undefined {
  return version && `${version} ${digestOf(order)}`;
}

/**
 * The version to name in the call (`If-Match`): the present one, if what the person saw still holds, else the one that
 * they saw, which the service then refuses (or, for a form that was sent twice, answers as it did the first time).
 */
export function versionToName(
  shown: string,
  current: { readonly order: Order; readonly version: string | undefined },
): string {
  const [version = '', digest] = shown.split(' ');
  return digest === digestOf(current.order) ? (current.version ?? version) : version;
}

function digestOf({ amounts, approval, callOffs, changes, invoices, status, work }: Order): string {
  const answers = callOffs.map(({ answeredAt, callOffId, status: answer }) => [
    callOffId,
    answer,
    answeredAt,
  ]);
  const decided = changes.map(({ addedOre, changeId, status: change }) => [changeId, change, addedOre]);
  const bills = invoices.map(({ amountOre, invoiceNumber }) => [invoiceNumber, amountOre]);
  return hash(
    'sha256',
    JSON.stringify([status, amounts, approval, decided, answers, bills, work]),
    'hex',
  ).slice(0, 16);
}
