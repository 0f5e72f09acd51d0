import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type ItemResult = 'ok' | 'not_applicable' | 'failed';

export type Item = {
  readonly text: string;
  /** Null while nobody has looked. */
  readonly result: ItemResult | null;
  readonly remark: string | null;
  /** The job that a failed item became; it stays, whatever the item is found to be later. */
  readonly jobId: string | null;
};

export type Checklist =
  | { readonly status: 'none' }
  | {
      readonly status: 'attached';
      readonly orderId: string;
      readonly templateId: string;
      /** Of the template that it is a copy of; left out in checklists from before there was more than one. */
      readonly edition?: number;
      readonly title: string;
      readonly items: readonly Item[];
    };

export type ChecklistCommand =
  | {
      readonly type: 'attach';
      readonly orderId: string;
      readonly templateId: string;
      readonly edition: number;
      readonly title: string;
      readonly items: readonly string[];
    }
  | {
      readonly type: 'answer';
      readonly orderId: string;
      /** Counted from 1. */
      readonly item: number;
      readonly result: ItemResult;
      readonly remark: string | null;
      /** The id of the job that the item becomes, should it have failed. */
      readonly jobId: string;
    };

export type ChecklistEvent =
  | DomainEvent<
      'ChecklistAttached',
      {
        readonly orderId: string;
        readonly templateId: string;
        readonly edition?: number;
        readonly title: string;
        readonly items: readonly string[];
      }
    >
  | DomainEvent<
      'ChecklistItemAnswered',
      {
        readonly item: number;
        readonly result: ItemResult;
        readonly remark: string | null;
        /** The job that was made of it by this answer; null where none was. */
        readonly jobMade: string | null;
      }
    >;

/** Throws `not_found`, `wrong_state`, or `reason_missing` for an item that failed without a remark. */
function decide(command: ChecklistCommand, state: Checklist): readonly ChecklistEvent[] {
  if (command.type === 'attach') {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The checklist is there already.');
    const { orderId, templateId, edition, title, items } = command;
    return [{ type: 'ChecklistAttached', data: { orderId, templateId, edition, title, items } }];
  }
  const { item, result, jobId } = command;
  const remark = command.remark || null;
  if (state.status === 'none' || state.orderId !== command.orderId)
    throw new Rejection('not_found', 'The order has no such checklist.');
  const before = state.items[item - 1];
  if (!before) throw new Rejection('not_found', `item: from 1 to ${state.items.length}.`);
  if (result === 'failed' && remark === null)
    throw new Rejection('reason_missing', 'remark: say what is wrong with an item that failed.');
  if (before.result === result && before.remark === remark) return [];
  // A fault is registered once: what is said of it later is a new remark, not a new job.
  const jobMade = result === 'failed' && before.jobId === null ? jobId : null;
  return [{ type: 'ChecklistItemAnswered', data: { item, result, remark, jobMade } }];
}

function evolve(state: Checklist, event: ChecklistEvent): Checklist {
  if (event.type === 'ChecklistAttached') {
    const items = event.data.items.map((text) => ({ text, result: null, remark: null, jobId: null }));
    return { status: 'attached', ...event.data, items };
  }
  if (state.status === 'none') return state;
  const { item, result, remark, jobMade } = event.data;
  const items = state.items.map((one, at) =>
    at === item - 1 ? { ...one, result, remark, jobId: jobMade ?? one.jobId } : one,
  );
  return { ...state, items };
}

/** Items that nobody has looked at. */
export const openItemsOf = (checklist: Checklist): number =>
  checklist.status === 'none' ? 0 : checklist.items.filter(({ result }) => result === null).length;

/** A checklist (sjekkliste) of an order: what the contractor must have looked at before the work is done. */
export const checklists: Aggregate<ChecklistCommand, ChecklistEvent, Checklist> = {
  kind: 'checklists',
  initial: { status: 'none' },
  decide,
  evolve,
};

/** The streams of an order's checklists, and of the jobs that their items may become. */
export const checklistIdOf = (orderId: string, number: number): string => `${orderId}.list-${number}`;
export const jobIdOf = (checklistId: string, item: number): string => `${checklistId}.${item}`;
