import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** Hours that one person worked on one day. */
export type Entry = {
  /** Unique within its order. */
  readonly entryId: string;
  readonly day: string;
  /** The firm's own reference of the person: no name, which would stay in the journal for ever. */
  readonly worker: string;
  readonly hours: number;
  readonly isApprentice: boolean;
  /** Whether it is a part of a report of done work: then it has been published, in sum, and stays. */
  readonly isReported: boolean;
};
type NewEntry = Omit<Entry, 'entryId' | 'isReported'>;

export type Timesheet = { readonly entries: readonly Entry[] };

export type TimesheetCommand =
  | { readonly type: 'report'; readonly entries: readonly NewEntry[]; readonly today: string }
  | {
      readonly type: 'correct';
      readonly entryId: string;
      readonly hours: number;
      readonly reason: string;
    }
  /** The work is reported as done, with all hours until now. */
  | { readonly type: 'include' };

export type TimesheetEvent =
  | DomainEvent<'HoursReported', { readonly entries: readonly Omit<Entry, 'isReported'>[] }>
  | DomainEvent<
      'HoursCorrected',
      {
        readonly entryId: string;
        readonly hoursBefore: number;
        readonly hours: number;
        readonly isApprentice: boolean;
        readonly reason: string;
      }
    >
  | DomainEvent<'HoursIncluded', Record<never, never>>;

/** Entries of one order. */
export const entryLimit = 1000;
const dayHours = 24;

/** Throws `day_in_the_future`, `more_than_a_day`, `not_found`, `hours_reported` or `wrong_state` at the limit. */
function decide(command: TimesheetCommand, state: Timesheet): readonly TimesheetEvent[] {
  switch (command.type) {
    case 'report':
      return report(command, state);
    case 'correct': {
      const { entryId, hours, reason } = command;
      const entry = state.entries.find((one) => one.entryId === entryId);
      if (!entry) throw new Rejection('not_found', `The order has no hours ${entryId}.`);
      if (entry.isReported)
        throw new Rejection('hours_reported', 'The hours are a part of a report of done work, and stay.');
      if (entry.hours === hours) return [];
      const corrected = state.entries.map((one) => (one === entry ? { ...one, hours } : one));
      mustFitDays(corrected, [entry]);
      const { isApprentice } = entry;
      const change = { entryId, hoursBefore: entry.hours, hours, isApprentice, reason };
      return [{ type: 'HoursCorrected', data: change }];
    }
    case 'include':
      return state.entries.some(({ isReported }) => !isReported) ? [{ type: 'HoursIncluded', data: {} }] : [];
  }
}

function report(
  { entries, today }: Extract<TimesheetCommand, { type: 'report' }>,
  state: Timesheet,
): readonly TimesheetEvent[] {
  const late = entries.find(({ day }) => day > today);
  if (late) throw new Rejection('day_in_the_future', `day: ${late.day} has not been yet.`, { today });
  if (state.entries.length + entries.length > entryLimit)
    throw new Rejection('wrong_state', `An order has at most ${entryLimit} entries of hours.`);
  const added = entries.map((entry, at) => ({ entryId: `h-${state.entries.length + at + 1}`, ...entry }));
  mustFitDays([...state.entries, ...added], added);
  return [{ type: 'HoursReported', data: { entries: added } }];
}

function mustFitDays(entries: readonly NewEntry[], changed: readonly NewEntry[]): void {
  for (const { day, worker } of changed) {
    const hours = sumOf(entries.filter((one) => one.day === day && one.worker === worker));
    if (hours > dayHours)
      throw new Rejection('more_than_a_day', `hours: ${worker} has ${hours} hours on ${day}.`, {
        worker,
        day,
        hours,
      });
  }
}

/** The hours of entries. Quarters of an hour add up exactly. */
export const sumOf = (entries: readonly Pick<Entry, 'hours'>[]): number =>
  entries.reduce((sum, { hours }) => sum + hours, 0);

/** What events change of the order's sums: hours in all, and of them those of apprentices. */
export function changeOfSums(events: readonly TimesheetEvent[]): {
  readonly personHours: number;
  readonly apprenticeHours: number;
} {
  const changes = events.flatMap((event): readonly Pick<Entry, 'hours' | 'isApprentice'>[] => {
    if (event.type === 'HoursReported') return event.data.entries;
    if (event.type === 'HoursIncluded') return [];
    const { hours, hoursBefore, isApprentice } = event.data;
    return [{ hours: hours - hoursBefore, isApprentice }];
  });
  return {
    personHours: sumOf(changes),
    apprenticeHours: sumOf(changes.filter(({ isApprentice }) => isApprentice)),
  };
}

function evolve(state: Timesheet, event: TimesheetEvent): Timesheet {
  switch (event.type) {
    case 'HoursReported': {
      const added = event.data.entries.map((entry) => ({ ...entry, isReported: false }));
      return { entries: [...state.entries, ...added] };
    }
    case 'HoursCorrected': {
      const { entryId, hours } = event.data;
      return {
        entries: state.entries.map((one) => (one.entryId === entryId ? { ...one, hours } : one)),
      };
    }
    case 'HoursIncluded':
      return { entries: state.entries.map((entry) => ({ ...entry, isReported: true })) };
  }
}

/** The hours of an order by person and day (timeliste). A correction is a fact of its own; nothing is overwritten. */
export const timesheets: Aggregate<TimesheetCommand, TimesheetEvent, Timesheet> = {
  kind: 'timesheets',
  initial: { entries: [] },
  decide,
  evolve,
};

/** The stream of an order's hours. */
export const timesheetIdOf = (orderId: string): string => `${orderId}.hours`;
