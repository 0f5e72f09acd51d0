import { orderStatus } from '@tiltak/contracts/maintenance';
import { oreFrom } from '../format/money.ts';
import { dateFrom } from '../format/time.ts';
import type { Entered } from '../visit.ts';

/** Stands where a status would: those that wait for a second person, and those that are late. */
export const approvalFilter = 'til-godkjenning';
export const overdueFilter = 'forfalt';

/** The fields of the search, by their names in the address. */
export const searchFields = [
  'status',
  'sok',
  'bygning',
  'tiltak',
  'fra',
  'til',
  'minst',
  'hoyst',
  'haster',
] as const;

/** A search for orders as it stands in the address, for the service. What is no day or amount is left out. */
export function searchOf(query: Entered) {
  const status = orderStatus.safeParse(query.get('status')).data;
  const text = (name: (typeof searchFields)[number]) => query.get(name)?.trim() || undefined;
  const [from, to] = [dateFrom(text('fra') ?? ''), dateFrom(text('til') ?? '')];
  const [least, most] = [oreFrom(text('minst') ?? ''), oreFrom(text('hoyst') ?? '')];
  const words = text('sok')?.slice(0, 200);
  return {
    ...(status !== undefined && { status }),
    ...(query.get('status') === approvalFilter && { awaitingApproval: 'true' as const }),
    ...(query.get('status') === overdueFilter && { overdue: 'true' as const }),
    ...(words !== undefined && { words }),
    ...idOf('buildingId', text('bygning')),
    ...idOf('measureId', text('tiltak')),
    ...(text('haster') && { urgent: 'true' as const }),
    // Both days are within what is asked for.
    ...(from !== undefined && { dueAfter: dayBeside(from, -1) }),
    ...(to !== undefined && { dueBefore: dayBeside(to, 1) }),
    ...(least !== undefined && least >= 0 && { amountFromOre: least }),
    ...(most !== undefined && most >= 0 && { amountToOre: most }),
  };
}

/** An id that somebody wrote into the address themselves may be none. */
const idOf = <Name extends string>(name: Name, id: string | undefined) =>
  (id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? { [name]: id } : {}) as Partial<Record<Name, string>>;

function dayBeside(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
