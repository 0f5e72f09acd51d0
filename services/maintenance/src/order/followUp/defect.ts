import { Rejection } from '@tiltak/decider';
import { mustBeBoundTo } from '../boundTo.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import type { FollowUpEvent } from './events.ts';
import { followUpOf } from './followUp.ts';

/** What an inspection found, and by when it must be fixed. */
export type FoundDefect = {
  /** Unique within its order. */
  readonly defectId: string;
  readonly description: string;
  readonly dueOn: string;
};

/** A defect (mangel) that work was accepted with. */
export type Defect = FoundDefect & {
  /** `fixed` is what the contractor says; only an officer's `approved` closes it. */
  readonly status: 'open' | 'fixed' | 'approved';
  /** The last that was said of it: by the contractor who fixed it, or the officer who sent it back. */
  readonly remark: string | null;
  readonly escalations: number;
};

export type DefectCommand =
  | {
      readonly type: 'reportDefectFixed';
      readonly organisationNumber: string | undefined;
      readonly defectId: string;
      readonly remark: string | null;
      readonly at: string;
    }
  | { readonly type: 'approveDefect'; readonly defectId: string }
  | {
      readonly type: 'returnDefect';
      readonly defectId: string;
      readonly reason: string;
      readonly dueOn: string;
      readonly today: string;
    };

/** Throws `not_found` (also for a defect that the order doesn't have), `wrong_state` or `due_in_the_past`. */
export function decideDefect(command: DefectCommand, state: Order): readonly OrderEvent[] {
  const order = command.type === 'reportDefectFixed' ? mustBeBoundTo(command, state) : state;
  if (order.status !== 'accepted' && order.status !== 'settled')
    throw wrongState(order, 'freed of defects', ['accepted', 'settled']);
  const { defectId } = command;
  const defect = followUpOf(order).defects.find((one) => one.defectId === defectId);
  if (!defect) throw new Rejection('not_found', `The order has no defect ${defectId}.`);
  const about = { contractor: order.contractor, defectId };
  switch (command.type) {
    case 'reportDefectFixed': {
      if (defect.status !== 'open') throw defectIs(defect, 'reported as fixed', 'open');
      const { at, remark } = command;
      return [{ type: 'DefectFixed', data: { ...about, at, remark: remark || null } }];
    }
    case 'approveDefect':
      if (defect.status === 'approved') throw defectIs(defect, 'approved', 'open or fixed');
      return [{ type: 'DefectApproved', data: about }];
    case 'returnDefect': {
      if (defect.status !== 'fixed') throw defectIs(defect, 'sent back', 'fixed');
      const { reason, dueOn, today } = command;
      mustBeToCome(dueOn, today);
      return [{ type: 'DefectReturned', data: { ...about, reason, dueOn } }];
    }
  }
}

/** Throws `due_in_the_past`. */
export function mustBeToCome(dueOn: string, today: string): void {
  if (dueOn < today) throw new Rejection('due_in_the_past', `dueOn: ${today} or later.`, { earliest: today });
}

const defectIs = ({ defectId, status }: Defect, wanted: string, wantedStatus: string) =>
  new Rejection(
    'wrong_state',
    `The defect ${defectId} is ${status}; it can be ${wanted} when it is ${wantedStatus}.`,
  );

/** The defect of an inspection, as it is at first. */
export const foundDefect = (found: FoundDefect): Defect => ({
  ...found,
  status: 'open',
  remark: null,
  escalations: 0,
});

type DefectEvent = Extract<FollowUpEvent, { type: `Defect${string}` }>;

export const defectsAfter = (defects: readonly Defect[], event: DefectEvent): readonly Defect[] =>
  defects.map((defect) =>
    defect.defectId === event.data.defectId ? { ...defect, ...changeBy(event) } : defect,
  );

function changeBy(event: DefectEvent): Partial<Defect> {
  switch (event.type) {
    case 'DefectFixed':
      return { status: 'fixed', remark: event.data.remark, escalations: 0 };
    case 'DefectApproved':
      return { status: 'approved' };
    case 'DefectReturned': {
      const { reason, dueOn } = event.data;
      return { status: 'open', remark: reason, dueOn, escalations: 0 };
    }
    case 'DefectEscalated':
      return { escalations: event.data.escalation };
  }
}

/** Whether a defect still waits for somebody. */
export const isOpenDefect = ({ status }: Defect): boolean => status !== 'approved';
