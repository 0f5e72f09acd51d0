import { Rejection } from '@tiltak/decider';
import type { Outcome, ProcurementEvent } from './events.ts';
import type { ProcurementState } from './procurement.ts';
import { stepRefused, theCase } from './step.ts';

export type ComplaintCommand =
  | {
      readonly type: 'fileComplaint';
      readonly complaintId: string;
      readonly filedBy: string;
      /** Null: the firm is no registered supplier. */
      readonly supplierId: string | null;
      readonly about: string;
      readonly at: string;
    }
  | {
      readonly type: 'decideComplaint';
      readonly complaintId: string;
      readonly outcome: Outcome;
      readonly reason: string;
      readonly at: string;
    };

/** Open complaints of one firm in a case: nobody can fill it up. */
export const openComplaintsMax = 10;

/**
 * A complaint (klage) holds the contract while it is open. Throws `wrong_step`, `too_many_complaints`,
 * `complaint_not_found`, `complaint_decided`.
 */
export function decideComplaint(
  command: ComplaintCommand,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const { publishedAt, status, complaints } = theCase(state);
  if (command.type === 'fileComplaint') {
    if (publishedAt === null || ['completed', 'cancelled'].includes(status))
      throw stepRefused(state, 'complained about');
    const { type: _, ...data } = command;
    const own = complaints.filter((one) => one.supplierId === command.supplierId && !one.decidedAt);
    if (own.length >= openComplaintsMax)
      throw new Rejection(
        'too_many_complaints',
        `This firm has ${openComplaintsMax} complaints open, which is the most; wait for what is decided.`,
      );
    return [{ type: 'ComplaintFiled', data }];
  }
  const { complaintId, outcome, reason, at } = command;
  const found = complaints.find((one) => one.complaintId === complaintId);
  if (!found)
    throw new Rejection('complaint_not_found', `complaintId: there is no complaint ${complaintId} here.`);
  if (found.decidedAt !== null)
    throw new Rejection('complaint_decided', `This complaint was decided on ${found.decidedAt}.`);
  return [{ type: 'ComplaintDecided', data: { complaintId, outcome, reason, at } }];
}
