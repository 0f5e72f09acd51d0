import { quantity } from '../format/quantity.ts';
import { day } from '../format/time.ts';
import { errorSummary, type Filled, form, textArea } from '../html/form.ts';
import { html } from '../html/html.ts';
import { doneNotice, facts, heading, statusTag } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { buildingPartText, type Job } from '../words/job.ts';
import { type Plan, planTag } from './listPage.ts';
import { ruleText } from './rule.ts';

const doneTexts = {
  laget: 'Planen er laget.',
  avsluttet: 'Planen er avsluttet. Arbeidene som er registrert, blir stående.',
};

/** A preventive plan, what it has led to, and the form that ends it. */
export function planPage(
  visit: SignedInVisit,
  shown: {
    readonly plan: Plan;
    readonly version: string | undefined;
    readonly buildingName: string;
    /** The newest of those that it led to. */
    readonly jobs: { readonly items: readonly Job[]; readonly next: string | null };
    readonly filled: Filled;
  },
): Page {
  const { buildingName, filled, jobs, plan, version } = shown;
  const path = `/planer/${encodeURIComponent(plan.planId)}`;
  const end =
    plan.status === 'active' &&
    hasRole(visit, 'property.officer', 'property.approver') &&
    html`<details${filled.errors.general.length > 0 || filled.entered.size > 0 ? html` open` : ''}><summary>Avslutt planen</summary>
${form(visit, {
  action: `${path}/avslutt`,
  version,
  content: html`${textArea({ filled, name: 'reason', label: 'Hvorfor avsluttes den?' })}
<button class="danger">Avslutt planen</button>`,
})}</details>`;
  return {
    title: plan.title,
    section: 'plans',
    body: html`${heading(plan.title, { above: html`<a href="/planer">Vedlikeholdsplaner</a>`, actions: statusTag(planTag(plan)) })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${plan.description && html`<p class="lines">${plan.description}</p>`}
${facts([
  ['Bygning', buildingName],
  ['Bygningsdel', plan.buildingPart && buildingPartText(plan.buildingPart)],
  ['Hvor ofte', ruleText(plan.rrule)],
  [
    'Regnes',
    plan.countsFrom === 'completion' ? 'fra den dagen arbeidet ble gjort sist' : 'etter faste dager',
  ],
  ['Neste gang', plan.nextDueOn === null ? 'ikke bestemt' : day(plan.nextDueOn)],
  ['Registreres', `${quantity(plan.leadDays)} dager før`],
  ['Arbeid registrert', `${quantity(plan.jobsMade)} ganger`],
  ...(plan.endedBecause === null ? [] : [['Avsluttet fordi', plan.endedBecause] as const]),
])}
<section><h2>Arbeid</h2>
${
  jobs.items.length === 0
    ? html`<p class="empty">Planen har ikke ført til noe arbeid ennå.</p>`
    : html`<ul>${jobs.items.map(({ jobId, plannedFor, title }) => html`<li><a href="/arbeid/${encodeURIComponent(jobId)}">${title}</a>${plannedFor && html`, ${day(plannedFor)}`}</li>`)}</ul>
${jobs.next !== null && html`<p><a href="/arbeid?plan=${encodeURIComponent(plan.planId)}">Vis alt arbeid fra planen</a></p>`}`
}
</section>
${end}`,
  };
}
