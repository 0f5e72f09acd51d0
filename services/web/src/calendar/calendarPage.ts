import type { calendarFeed } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { organisationNumberText } from '../format/quantity.ts';
import { dayOf } from '../format/time.ts';
import { errorSummary, type Filled, form, selectField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { isContractor } from '../html/layout.ts';
import { type Column, doneNotice, heading, nextPage, notice, statusTag, table } from '../html/parts.ts';
import { type BuildingChoice, buildingSearch } from '../register/buildingChoice.ts';
import type { Page, SignedInVisit } from '../visit.ts';

export type Feed = z.output<typeof calendarFeed>;

const doneTexts = { avsluttet: 'Kalenderen er avsluttet. Adressen virker ikke lenger.' };

/** The calendars that others' programs read, the form that makes one, and the address of one that was just made. */
export function calendarPage(
  visit: SignedInVisit,
  shown: {
    readonly feeds: { readonly items: readonly Feed[]; readonly next: string | null };
    /** The feeds' buildings by their ids. */
    readonly names: ReadonlyMap<string, string>;
    /** What a calendar can be made of; undefined for a contractor, whose is of the firm. */
    readonly choice: BuildingChoice | undefined;
    readonly filled: Filled;
    /** Shown this once: nobody can find it again. */
    readonly newUrl: string | undefined;
  },
): Page {
  const { choice, feeds, filled, names, newUrl } = shown;
  const contractor = isContractor(visit.person);
  const columns: readonly Column<Feed>[] = [
    {
      head: 'Kalender',
      cell: ({ buildingId, organisationNumber }) =>
        buildingId === null
          ? `Entreprenør, org.nr. ${organisationNumberText(organisationNumber ?? '')}`
          : (names.get(buildingId) ?? 'Bygning'),
    },
    { head: 'Laget', cell: ({ createdAt }) => dayOf(createdAt), kind: 'short' },
    {
      head: 'Status',
      cell: ({ status }) =>
        statusTag(
          status === 'active' ? { label: 'I bruk', tone: 'active' } : { label: 'Avsluttet', tone: 'quiet' },
        ),
    },
    { head: 'Avslutt', cell: (feed) => feed.status === 'active' && revokeForm(visit, feed) },
  ];
  const about = contractor
    ? 'Frister, planlagte dager og forespørsler som venter på svar, rett i kalenderen dere bruker til vanlig.'
    : 'Planlagt vedlikehold og frister for en bygning, rett i kalenderen man bruker til vanlig.';
  return {
    title: 'Kalendere',
    section: contractor ? 'assignments' : 'plans',
    body: html`${heading('Kalendere', { above: contractor ? html`<a href="/oppdrag">Oppdrag</a>` : html`<a href="/planer">Vedlikeholdsplaner</a>` })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${newUrl !== undefined && newAddress(newUrl)}
<p class="lead">${about} Den som har adressen, kan lese kalenderen. Avslutt den om adressen er kommet på avveie.</p>
${choice && buildingSearch('/kalendere', choice)}
${createForm(visit, choice, filled)}
<h2>Kalendere som er laget</h2>
${table(feeds.items, { caption: 'Kalendere', columns, empty: 'Det er ikke laget noen kalendere ennå.' })}
${nextPage('/kalendere', {}, feeds.next)}`,
  };
}

function newAddress(url: string): Html {
  return notice(
    'good',
    html`<p>Kalenderen er laget. Adressen vises bare denne ene gangen:</p>
<p><code>${url}</code></p>
<p>Legg den inn som abonnement («Abonner på kalender») i Outlook, Google Kalender eller på telefonen.</p>`,
  );
}

function createForm(visit: SignedInVisit, choice: BuildingChoice | undefined, filled: Filled): Html {
  const choices = choice?.items.map(({ buildingId, name }) => ({ value: buildingId, text: name }));
  const content =
    choices === undefined
      ? html`<button class="primary">Lag kalender for oss</button>`
      : html`${selectField({ filled, name: 'buildingId', label: 'Bygning', choices, empty: 'Velg bygning' })}
<button class="primary">Lag kalender</button>`;
  return form(visit, { action: '/kalendere', content, className: 'sheet' });
}

function revokeForm(visit: SignedInVisit, { calendarFeedId }: Feed): Html {
  return form(visit, {
    action: `/kalendere/${encodeURIComponent(calendarFeedId)}/avslutt`,
    content: html`<button class="plain">Avslutt</button>`,
  });
}
