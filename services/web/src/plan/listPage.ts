import type { plan } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { day } from '../format/time.ts';
import { html } from '../html/html.ts';
import { type Column, heading, nextPage, notGiven, statusTag, table } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { ruleText } from './rule.ts';

export type Plan = z.output<typeof plan>;

/** How a plan stands, in a word. */
export function planTag({ nextDueOn, status, waitsFor }: Plan) {
  if (status === 'ended') return { label: 'Avsluttet', tone: 'quiet' } as const;
  if (waitsFor !== null) return { label: 'Venter på at arbeidet blir gjort', tone: 'waiting' } as const;
  return nextDueOn === null
    ? ({ label: 'Ingen flere ganger', tone: 'quiet' } as const)
    : ({ label: 'Løper', tone: 'active' } as const);
}

/** The preventive plans, newest first. */
export function planListPage(
  visit: SignedInVisit,
  shown: {
    readonly plans: { readonly items: readonly Plan[]; readonly next: string | null };
    readonly buildingNames: ReadonlyMap<string, string>;
  },
): Page {
  const { buildingNames, plans } = shown;
  const columns: readonly Column<Plan>[] = [
    {
      head: 'Plan',
      cell: ({ planId, title }) => html`<a href="/planer/${encodeURIComponent(planId)}">${title}</a>`,
    },
    { head: 'Bygning', cell: ({ buildingId }) => buildingNames.get(buildingId) ?? notGiven },
    { head: 'Hvor ofte', cell: ({ rrule }) => ruleText(rrule) },
    {
      head: 'Neste gang',
      cell: ({ nextDueOn }) => (nextDueOn === null ? '–' : day(nextDueOn)),
      kind: 'short',
    },
    { head: 'Status', cell: (plan) => statusTag(planTag(plan)) },
  ];
  const create =
    hasRole(visit, 'property.officer') && html`<a class="button primary" href="/planer/ny">Ny plan</a>`;
  return {
    title: 'Vedlikeholdsplaner',
    section: 'plans',
    body: html`${heading('Vedlikeholdsplaner', { actions: html`${create} <a class="button" href="/kalendere">Kalendere</a>` })}
<p class="lead">Arbeid som kommer igjen. Hver gang registreres det et arbeid i god tid, som så bestilles som alt annet.</p>
${table(plans.items, { caption: 'Vedlikeholdsplaner', columns, empty: 'Det er ikke laget noen planer ennå.' })}
${nextPage('/planer', {}, plans.next)}`,
  };
}
