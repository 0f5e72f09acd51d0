import { Rejection } from '@tiltak/decider';
import type { Stage, TimerHandler } from '@tiltak/store';
import { procurements } from '../procurement/procurement.ts';
import { admissionIdOf, admissions } from './admission.ts';
import { expiryOf, type PurchasingSystem, systemOf } from './system.ts';

type DecisionDue = { readonly systemId: string; readonly supplierId: string; readonly decideBy: string };
type SystemEnds = { readonly systemId: string };

/** How long a system whose end was held by a complaint waits before it is tried again. */
const heldMs = 24 * 3_600_000;

/** Has an application that is not decided in time shown as late. */
export function scheduleDecision(stage: Stage, due: DecisionDue): void {
  const id = `admissionDue:${admissionIdOf(due.systemId, due.supplierId)}`;
  stage.schedule({ id, kind: 'admissionDue', dueAt: new Date(due.decideBy), payload: due });
}

/** The application is decided: nothing is late any more. */
export function unscheduleDecision(stage: Stage, systemId: string, supplierId: string): void {
  stage.unschedule(`admissionDue:${admissionIdOf(systemId, supplierId)}`);
}

/** Ends a system that was opened at its last day. */
export function scheduleExpiry(stage: Stage, systemId: string, system: PurchasingSystem): void {
  const payload: SystemEnds = { systemId };
  stage.schedule({
    id: `systemEnds:${systemId}`,
    kind: 'systemEnds',
    dueAt: new Date(expiryOf(system)),
    payload,
  });
}

export const dynamicPurchasingTimers: Readonly<Record<string, TimerHandler>> = {
  admissionDue: ({ payload }) => {
    const { systemId, supplierId, decideBy } = payload as DecisionDue;
    return async (reads) => {
      const admission = await reads.stream(admissions, admissionIdOf(systemId, supplierId));
      return (stage) => void stage.handle(admission, { type: 'markOverdue', decideBy, at: stage.at });
    };
  },
  // From its last day on nobody is admitted and nothing is bought, whether or not the case has been completed.
  systemEnds: ({ id, payload }) => {
    const { systemId } = payload as SystemEnds;
    return async (reads) => {
      const found = await reads.stream(procurements, systemId);
      return (stage) => {
        if (systemOf(found.state)?.status !== 'contracted') return;
        try {
          stage.handle(found, { type: 'advance', to: 'completed', at: stage.at });
        } catch (error) {
          if (!(error instanceof Rejection && error.code === 'complaint_open')) throw error;
          stage.schedule({ id, kind: 'systemEnds', dueAt: new Date(Date.parse(stage.at) + heldMs), payload });
        }
      };
    };
  },
};
