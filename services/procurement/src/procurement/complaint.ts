import { Rejection } from '@tiltak/decider';
import type { Outcome, ProcurementEvent } from './events.ts';
import type { ProcurementState } from './procurement.ts';
import { stepRefused, theCase } from './step.ts';

export type ComplaintCommand =
  | {
      readonly type: 'fileComplaint';
      readonly complaintId: string;
      readonly filedBy: string;
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

/** A complaint (klage) holds the contract while it is open. Throws `wrong_step`, `complaint_not_found`, `complaint_decided`. */
export function decideComplaint(
  command: ComplaintCommand,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const { publishedAt, status, complaints } = theCase(state);
  if (command.type === 'fileComplaint') {
    if (publishedAt === null || ['completed', 'cancelled'].includes(status))
      throw stepRefused(state, 'complained about');
    const { type: _, ...data } = command;
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
