import { addBusinessDays, addMonths, instantAt, osloDay } from '@tiltak/calendar';
import { Rejection } from '@tiltak/decider';
import type { ProcurementCase, ProcurementState } from '../procurement/procurement.ts';

/** Where the number of working days for a decision stands in the rules. */
export const decisionDaysKey = 'dynamic_purchasing_system.decision_working_days';
/** Where no row says it: as the directive has it (2014/24/EU article 34). */
export const decisionDaysOtherwise = 10;

/** A dynamic purchasing system (dynamisk innkjøpsordning) is a case of that procedure, from its publication on. */
export type PurchasingSystem = ProcurementCase & { readonly publishedAt: string };

/** The case as a system that is published; undefined: it is none, or not published. */
export function systemOf(state: ProcurementState): PurchasingSystem | undefined {
  if (state.status === 'none' || state.procedure !== 'dynamic_purchasing_system') return undefined;
  const { publishedAt } = state;
  return publishedAt === null ? undefined : { ...state, publishedAt };
}

/** When it ends: its months after its publication, at the end of that day in Norway. UTC, RFC 3339. */
export function expiryOf({ publishedAt, specification }: PurchasingSystem): string {
  const months = specification?.result.type === 'dynamic_purchasing_system' ? specification.result.months : 0;
  return endOf(addMonths(osloDay(publishedAt), months));
}

/** Until when an application has to be decided: so many working days after the day on which it came. */
export const decideBy = (appliedAt: string, workingDays: number): string =>
  endOf(addBusinessDays(osloDay(appliedAt), workingDays));

/** Whether suppliers may ask to be admitted: from the publication until the end. */
export function takesApplications(system: PurchasingSystem, at: string): boolean {
  const isOpen = ['published', 'qualification', 'contracted'].includes(system.status);
  return isOpen && Date.parse(at) < Date.parse(expiryOf(system));
}

/** Purchases can be made in it from its opening until its end. Throws `system_not_found`, `system_not_open`. */
export function requireOpenSystem(state: ProcurementState, at: string): PurchasingSystem {
  const system = systemOf(state);
  if (!system)
    throw new Rejection('system_not_found', 'systemId: there is no such dynamic purchasing system.');
  if (system.status !== 'contracted' || Date.parse(at) >= Date.parse(expiryOf(system)))
    throw new Rejection(
      'system_not_open',
      `systemId: nothing is bought in this system now; it is ${system.status} and ends ${expiryOf(system)}.`,
    );
  return system;
}

const endOf = (day: string): string => new Date(instantAt(day, '24:00')).toISOString();
