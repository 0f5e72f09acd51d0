import type { Stage, TimerHandler } from '@tiltak/store';
import { type ProcurementState, procurements } from './procurement.ts';

type WindowEnds = {
  readonly procurementId: string;
  readonly window: 'requests' | 'bids';
  readonly deadline: string;
};

/** Has the windows that are open closed at their deadlines; to be called after each change of them. */
export function scheduleDeadlines(stage: Stage, procurementId: string, state: ProcurementState): void {
  if (state.status === 'none') return;
  for (const window of ['requests', 'bids'] as const) {
    const deadline = state.deadlines[window];
    const id = `${window}End:${procurementId}`;
    const isOpen = state.status === 'published' || state.status === 'invited';
    if (deadline === null || !isOpen) stage.unschedule(id);
    else {
      const payload: WindowEnds = { procurementId, window, deadline };
      stage.schedule({ id, kind: 'windowEnds', dueAt: new Date(deadline), payload });
    }
  }
}

/** What each window's end leads to. */
const afterwards = { requests: 'qualification', bids: 'closed_for_bids' } as const;

/** A deadline that was moved meanwhile has a timer of its own; a case that has gone on, or was cancelled, stays as it is. */
export const procurementTimers: Readonly<Record<string, TimerHandler>> = {
  windowEnds: ({ payload }) => {
    const { procurementId, window, deadline } = payload as WindowEnds;
    return async (reads) => {
      const found = await reads.stream(procurements, procurementId);
      return (stage) => {
        const { state } = found;
        if (state.status !== 'published' && state.status !== 'invited') return;
        if (state.deadlines[window] !== deadline) return;
        // Another machine's clock may be ahead.
        if (Date.parse(stage.at) < Date.parse(deadline))
          return scheduleDeadlines(stage, procurementId, state);
        stage.handle(found, { type: 'advance', to: afterwards[window], at: stage.at });
      };
    };
  },
};
