import type { OrderEvent } from '../events.ts';
import type { PauseReason } from './events.ts';

/** What is known of a placed order's work besides its status. */
export type FollowUp = {
  readonly schedule: { readonly startsOn: string; readonly endsOn: string } | null;
  /** SHA plan and HMS cards; `confirmedBy` is the firm's own reference of a person. */
  readonly safety: { readonly confirmedBy: string; readonly confirmedAt: string } | null;
  /** The pause that lasts; null while nothing is paused. */
  readonly pause: {
    readonly reason: PauseReason;
    readonly text: string | null;
    readonly since: string;
  } | null;
};

const nothingYet: FollowUp = { schedule: null, safety: null, pause: null };

/** The follow-up of an order; orders that nothing has happened to yet hold none. */
export const followUpOf = ({ followUp }: { readonly followUp?: FollowUp | undefined }): FollowUp => ({
  ...nothingYet,
  ...followUp,
});

/** The follow-up after any event of the order. */
export function followUpAfter(before: FollowUp | undefined, event: OrderEvent): FollowUp | undefined {
  const change = changeBy(event);
  return change ? { ...followUpOf({ followUp: before }), ...change } : before;
}

function changeBy(event: OrderEvent): Partial<FollowUp> | undefined {
  switch (event.type) {
    case 'WorkScheduled': {
      const { startsOn, endsOn } = event.data;
      return { schedule: { startsOn, endsOn } };
    }
    case 'SafetyConfirmed':
      return { safety: { confirmedBy: event.data.confirmedBy, confirmedAt: event.data.at } };
    case 'WorkPaused': {
      const { reason, text, at } = event.data;
      return { pause: { reason, text, since: at } };
    }
    case 'WorkResumed':
      return { pause: null };
    default:
      return undefined;
  }
}
