import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import { type Checklist, openItemsOf } from '../checklist/checklist.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['answerChecklistItem']>;

/** A checklist as it is answered. Throws `not_found`. */
export function checklistAnswer(checklistId: string, checklist: Checklist): Answer {
  if (checklist.status === 'none') throw new Rejection('not_found', 'There is no such checklist.');
  const { orderId, templateId, edition = 1, title, items } = checklist;
  const template = { templateId, edition };
  return { checklistId, orderId, template, title, openItems: openItemsOf(checklist), items: [...items] };
}
