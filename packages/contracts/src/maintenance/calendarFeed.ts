import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, list, organisationNumber, page } from '../values.ts';
import { wrongState } from './shared.ts';

/** A calendar that others' programs fetch: of a building, or of a firm. */
export const calendarFeed = z.object({
  calendarFeedId: id,
  /** One of the two is there, the other null. */
  buildingId: id.nullable(),
  organisationNumber: organisationNumber.nullable(),
  status: z.enum(['active', 'revoked']),
  createdAt: instant,
});

const createdFeed = calendarFeed.extend({
  /** Whoever has it can read the calendar, and nothing else. Shown this once, and not kept: only its hash is. */
  url: z.url(),
});

const may = ['property.officer', 'property.approver', 'contractor'] as const;

/** The operations on calendar feeds (iCalendar, RFC 5545). */
export const calendarFeedOperations = {
  createCalendarFeed: {
    method: 'post',
    path: '/calendar-feeds',
    summary:
      "Makes a calendar of a building's or a firm's work, with an address of its own; a contractor's is its own firm's",
    allow: may,
    body: z.object({ buildingId: id.optional(), organisationNumber: organisationNumber.optional() }),
    answer: { status: 201, body: createdFeed },
    rejections: { building_not_found: 422, calendar_of_one_thing: 422 },
  },
  listCalendarFeeds: {
    method: 'get',
    path: '/calendar-feeds',
    summary: "The calendar feeds, newest first; to a contractor its own firm's",
    allow: may,
    query: page.extend({ buildingId: id.optional(), organisationNumber: organisationNumber.optional() }),
    answer: { status: 200, body: list(calendarFeed) },
  },
  revokeCalendarFeed: {
    method: 'post',
    path: '/calendar-feeds/{calendarFeedId}/revoke',
    summary: 'Ends a calendar feed: its address leads nowhere from then on',
    allow: may,
    params: z.object({ calendarFeedId: id }),
    answer: { status: 200, body: calendarFeed },
    rejections: wrongState,
  },
  getCalendar: {
    method: 'get',
    path: '/calendars/{token}/tiltak.ics',
    summary: 'A calendar, for programs that show calendars; no token but the one in the address',
    allow: 'anyone',
    params: z.object({ token: z.string().max(100) }),
    answer: { status: 200, file: ['text/calendar'] },
  },
} as const satisfies Operations;
