import { addDays, osloDay } from '@tiltak/calendar';
import type { StateDocument, Store } from '@tiltak/store';
import ical, { type ICalCalendar, ICalEventStatus } from 'ical-generator';
import { type Building, buildings } from '../building/building.ts';
import type { FeedOwner } from '../calendarFeed/feed.ts';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import { awaitsAnswer } from '../order/callOff.ts';
import { describe } from '../order/events.ts';
import { followUpOf } from '../order/followUp/followUp.ts';
import type { KnownOrder } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { osloMoment } from '../osloTime.ts';
import { jobIdOf, type Plan, plans } from '../plan/plan.ts';
import { nextDay, openRule } from '../plan/recurrence.ts';
import { orderFilter } from './orderFilter.ts';

/** So many orders, jobs and plans a calendar shows, the newest; and so many days of each plan. */
const shownMax = 300;
const daysOfPlanMax = 60;
/** What is further ahead than this is not shown, nor what is further back. */
const daysAhead = 365;
const daysBack = 90;
/** How often a program need not ask. */
const refreshSeconds = 3600;

/** Something on whole days. Its `id` is for ever, and its `sequence` grows with every change (RFC 5545, 3.8.7.4). */
type Entry = {
  readonly id: string;
  readonly sequence: number;
  readonly changedAt: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly isCancelled: boolean;
};

/** The calendar of a building or a firm, as an iCalendar file (RFC 5545). */
export async function calendarOf(store: Store, owner: FeedOwner): Promise<string> {
  const today = osloDay(store.now().toISOString());
  const { name, entries } =
    owner.buildingId === null
      ? await entriesOfFirm(store, owner.organisationNumber)
      : await entriesOfBuilding(store, owner.buildingId, today);
  const calendar = ical({
    name: `Tiltak: ${name}`,
    prodId: { company: 'Tiltak', product: 'Vedlikehold', language: 'NO' },
    ttl: refreshSeconds,
    x: { 'X-WR-TIMEZONE': 'Europe/Oslo' },
  });
  const [from, to] = [addDays(today, -daysBack), addDays(today, daysAhead)];
  for (const entry of entries) if (entry.lastDay >= from && entry.firstDay <= to) add(calendar, entry);
  return calendar.toString();
}

function add(calendar: ICalCalendar, entry: Entry): void {
  const { id, sequence, changedAt, firstDay, lastDay, summary, description, location, isCancelled } = entry;
  const changed = new Date(changedAt);
  calendar.createEvent({
    id: `${id}@tiltak`,
    sequence,
    stamp: changed,
    lastModified: changed,
    allDay: true,
    start: midnightOf(firstDay),
    // The day after the last: an end is not part of what it ends.
    end: midnightOf(nextDay(lastDay)),
    summary,
    description,
    location,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
}

/** A day without hours is written as it is in UTC. */
const midnightOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

async function entriesOfBuilding(store: Store, buildingId: string, today: string) {
  const [building, planned, made, { filter }] = await Promise.all([
    store.states<Building>(buildings).findOne({ _id: buildingId }),
    newest<Plan>(store, plans, { 'state.buildingId': buildingId }),
    newest<Job>(store, jobs, { 'state.buildingId': buildingId, 'state.planId': { $type: 'string' } }),
    orderFilter(store, { buildingId }),
  ]);
  const ordered = await newest<KnownOrder>(store, orders, filter);
  const known = building && building.state.status !== 'none' ? building.state : undefined;
  const location = known ? [known.name, known.address].filter(Boolean).join(', ') : '';
  return {
    name: known?.name ?? 'bygning',
    entries: [
      ...planned.flatMap((plan) => entriesOfPlan(plan, { today, location })),
      ...made.flatMap((job) => entriesOfJob(job, location)),
      ...ordered.flatMap(dueEntry),
    ],
  };
}

async function entriesOfFirm(store: Store, organisationNumber: string) {
  const { filter } = await orderFilter(store, { organisationNumber });
  const found = await newest<KnownOrder>(store, orders, filter);
  const own = found
    .flatMap(({ state }) => state.callOffs)
    .find((callOff) => callOff.organisationNumber === organisationNumber);
  return {
    name: own?.supplierName ?? 'oppdrag',
    entries: found.flatMap((order) => [
      ...('contractor' in order.state ? dueEntry(order) : []),
      ...scheduleEntry(order),
      ...answerEntry(order, organisationNumber),
    ]),
  };
}

const newest = <State>(
  store: Store,
  aggregate: { readonly kind: string },
  filter: object,
): Promise<StateDocument<State>[]> =>
  store.states<State>(aggregate).find(filter).sort({ _id: -1 }).limit(shownMax).toArray();

/** The days of a plan that have no job yet. A day keeps its id when its job is made. */
function entriesOfPlan(
  { _id, updatedAt, state }: StateDocument<Plan>,
  { today, location }: { readonly today: string; readonly location: string },
): Entry[] {
  if (state.status !== 'active' || state.nextDueOn === null) return [];
  const { title, description } = state;
  const days = [state.nextDueOn];
  // Of a plan that counts from completion nobody knows the day after the next.
  if (state.countsFrom !== 'completion') {
    const rule = openRule(state.rrule, state.startsOn);
    for (let day = rule.onOrAfter(nextDay(days[0]!)); day !== null; day = rule.onOrAfter(nextDay(day))) {
      if (days.length >= daysOfPlanMax || day > addDays(today, daysAhead)) break;
      days.push(day);
    }
  }
  return days.map((day) => ({
    id: jobIdOf(_id, day),
    // Its job begins to count where the plan leaves off.
    sequence: 0,
    changedAt: updatedAt,
    firstDay: day,
    lastDay: day,
    summary: `Planlagt: ${title}`,
    description: description ?? '',
    location,
    isCancelled: false,
  }));
}

function entriesOfJob({ _id, version, updatedAt, state }: StateDocument<Job>, location: string): Entry[] {
  if (state.status === 'none' || state.plannedFor === null) return [];
  const { plannedFor, title, description, status } = state;
  const days = { firstDay: plannedFor, lastDay: plannedFor };
  const isCancelled = status === 'rejected' || status === 'merged';
  const summary = `${status === 'closed' ? 'Utført' : 'Planlagt'}: ${title}`;
  return [
    {
      id: _id,
      sequence: version,
      changedAt: updatedAt,
      ...days,
      summary,
      description: description ?? '',
      location,
      isCancelled,
    },
  ];
}

function ofOrder({ version, updatedAt, state }: StateDocument<KnownOrder>) {
  return {
    sequence: version,
    changedAt: updatedAt,
    description: describe(state.terms),
    location: state.terms.places.map(({ name, address }) => `${name}, ${address}`).join('; '),
    isCancelled: state.status === 'cancelled',
  };
}

const headOf = ({ terms }: KnownOrder): string => describe(terms).split('\n')[0] ?? '';

function dueEntry(order: StateDocument<KnownOrder>): Entry[] {
  const { dueOn } = order.state.terms;
  const days = { firstDay: dueOn, lastDay: dueOn };
  return [{ id: `${order._id}.frist`, ...ofOrder(order), ...days, summary: `Frist: ${headOf(order.state)}` }];
}

/** The days on which the firm said that it will work. */
function scheduleEntry(order: StateDocument<KnownOrder>): Entry[] {
  const { schedule } = followUpOf(order.state);
  if (!schedule) return [];
  const days = { firstDay: schedule.startsOn, lastDay: schedule.endsOn };
  return [
    { id: `${order._id}.arbeid`, ...ofOrder(order), ...days, summary: `Arbeid: ${headOf(order.state)}` },
  ];
}

/** By when the firm must answer an offer that is open. */
function answerEntry(order: StateDocument<KnownOrder>, organisationNumber: string): Entry[] {
  const asked = order.state.callOffs.findLast((callOff) => callOff.organisationNumber === organisationNumber);
  if (!asked || order.state.status !== 'offered' || !awaitsAnswer(asked)) return [];
  const day = osloDay(asked.respondBy);
  const summary = `Svar innen ${osloMoment(asked.respondBy)}: ${headOf(order.state)}`;
  return [{ id: `${asked.callOffId}.svar`, ...ofOrder(order), firstDay: day, lastDay: day, summary }];
}
