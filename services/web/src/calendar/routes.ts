import * as z from 'zod';
import * as f from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { isContractor } from '../html/layout.ts';
import { buildingChoice, buildingNames } from '../register/buildingChoice.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { calendarPage } from './calendarPage.ts';

const listLimit = 50;
const ofBuilding = z.object({ buildingId: f.requiredLine('Velg hvilken bygning kalenderen gjelder.') });

async function showCalendars(
  visit: SignedInVisit,
  filled: Filled = blank('kalender'),
  newUrl?: string,
): Promise<Page> {
  const { maintenance } = visit.api;
  const [{ body: feeds }, choice] = await Promise.all([
    maintenance.listCalendarFeeds({ query: { cursor: visit.query.get('cursor'), limit: listLimit } }),
    isContractor(visit.person)
      ? undefined
      : buildingChoice(visit.api, {
          chosenId: filled.entered.get('buildingId'),
          sought: visit.query.get('sok'),
        }),
  ]);
  const names = await buildingNames(
    visit.api,
    feeds.items.flatMap(({ buildingId }) => buildingId ?? []),
  );
  return calendarPage(visit, { feeds, names, choice, filled, newUrl });
}

async function createCalendar(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showCalendars(visit, { form: 'kalender', entered: visit.form, errors });
  const entered = isContractor(visit.person)
    ? ({ ok: true, value: {} } as const)
    : f.readForm(ofBuilding, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const made = await f.attempted(() =>
    visit.api.maintenance.createCalendarFeed({ body: entered.value }, callOptions(visit.form)),
  );
  // Shown at once and not after a redirect: whoever has the address can read the calendar.
  return made.ok ? showCalendars(visit, blank('kalender'), made.value.body.url) : refused(made.errors);
}

async function revokeCalendar(visit: SignedInVisit): Promise<Reply> {
  const params = { calendarFeedId: visit.params.calendarFeedId! };
  const revoked = await f.attempted(() =>
    visit.api.maintenance.revokeCalendarFeed({ params }, callOptions(visit.form)),
  );
  if (!revoked.ok)
    return showCalendars(visit, { form: 'kalender', entered: visit.form, errors: revoked.errors });
  return { redirect: '/kalendere?utfort=avsluttet' };
}

/** The pages on calendars that others' programs read. */
export const calendarRoutes: readonly Route[] = [
  page('/kalendere', (visit) => showCalendars(visit)),
  receiver('/kalendere', createCalendar),
  receiver('/kalendere/:calendarFeedId/avslutt', revokeCalendar),
];
