import type { BusinessHours } from '@tiltak/calendar';
import type { DomainEvent } from '@tiltak/decider';
import type { Urgency } from '../../job/urgency.ts';
import type { Contractor } from '../callOff.ts';

/** When a clock runs: at all times, or while people are at work. */
export type RunningHours = 'always' | BusinessHours;

export type StartedClock = {
  /** Arrival: from placed to on site. Fix: from placed to reported done. */
  readonly clock: 'arrival' | 'fix';
  readonly hours: RunningHours;
  readonly dueAt: string;
  /** From then on it is about to break. */
  readonly warnAt: string;
};

type OfClock = {
  readonly contractor: Contractor;
  /** Response: from offer to answer, whose limit is the call-off's own deadline. */
  readonly clock: 'response' | StartedClock['clock'];
  readonly urgency: Urgency;
  readonly dueAt: string;
  readonly at: string;
};

/** What happens to the clocks of an order. That a response clock broke is told by `CallOffExpired`. */
export type ClockEvent =
  | DomainEvent<
      'ClocksStarted',
      {
        readonly at: string;
        readonly urgency: Urgency;
        /** Which service levels held: those that are valid from this day. */
        readonly levelsFrom: string;
        readonly clocks: readonly StartedClock[];
      }
    >
  | DomainEvent<'ClockAboutToBreak', OfClock>
  | DomainEvent<'ClockBroken', OfClock>;
