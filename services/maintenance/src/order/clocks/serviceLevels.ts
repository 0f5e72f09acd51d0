import type { BusinessHours } from '@tiltak/calendar';
import type { Urgency } from '../../job/urgency.ts';

/** How soon a contractor is to be on site and done, counted from when the order is placed. */
export type ServiceLevel = {
  /** Whether time counts at all times or in business hours only. */
  readonly runs: 'always' | 'businessHours';
  /** Null: no such limit. */
  readonly arrivalSeconds: number | null;
  /** Null: only the order's due day limits it. */
  readonly fixSeconds: number | null;
};

/** The service levels of all urgencies that are valid from a day on, until the next ones are. */
export type ServiceLevels = {
  /** A day in Norway, `YYYY-MM-DD`. An order keeps the levels of the day on which it was placed. */
  readonly validFrom: string;
  readonly source: string;
  /** A clock is about to break when this share of its time is gone. */
  readonly warnAtShare: number;
  readonly businessHours: BusinessHours;
  readonly byUrgency: Readonly<Record<Urgency, ServiceLevel>>;
};

const hour = 3600;
/** A business day of the hours below. */
const day = 8 * hour;

/**
 * Newest first. Whoever changes a level adds an entry and leaves the old ones, by which earlier orders are judged. The
 * time to answer an offer is not here: it is the call-off's own deadline (`CALL_OFF_ANSWER_SECONDS`).
 */
export const serviceLevels: readonly ServiceLevels[] = [
  {
    validFrom: '2000-01-01',
    source: "Tiltak's own defaults: the municipality has decided on none yet",
    warnAtShare: 0.8,
    businessHours: { opensAt: '08:00', closesAt: '16:00' },
    byUrgency: {
      immediate: { runs: 'always', arrivalSeconds: 2 * hour, fixSeconds: 24 * hour },
      high: { runs: 'businessHours', arrivalSeconds: day, fixSeconds: 5 * day },
      normal: { runs: 'businessHours', arrivalSeconds: 10 * day, fixSeconds: null },
      low: { runs: 'businessHours', arrivalSeconds: 20 * day, fixSeconds: null },
    },
  },
];

/** The levels that hold on a day; the oldest ones before all of them. */
export const levelsOn = (day: string, levels: readonly ServiceLevels[] = serviceLevels): ServiceLevels =>
  levels.find(({ validFrom }) => validFrom <= day) ?? levels.at(-1)!;
