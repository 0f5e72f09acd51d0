import { moment } from '../format/time.ts';
import { blank, errorSummary, type Filled, form, textArea } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { doneNotice, facts, heading, statusTag } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import {
  buildingPartText,
  conditionWords,
  consequenceWords,
  type Job,
  jobWords,
  urgencyWords,
} from '../words/job.ts';
import { type Building, buildingAddress, matrikkelText, type Room } from '../words/register.ts';

const doneTexts = {
  registrert: 'Arbeidet er registrert.',
  godkjent: 'Arbeidet er godkjent og kan bestilles.',
  avvist: 'Arbeidet er avvist.',
} as const;

/** A job, and what can be done with it. */
export function jobPage(
  visit: SignedInVisit,
  {
    building: place,
    room,
    filled,
    job,
    similar,
    version,
  }: {
    readonly job: Job;
    readonly building: Building;
    /** Undefined where the job is about the building as a whole. */
    readonly room: Room | undefined;
    readonly similar: readonly Job[];
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Page {
  const { conditionGrade, consequenceGrade } = job;
  return {
    title: job.title,
    section: 'jobs',
    body: html`${heading(job.title, { above: html`<a href="/arbeid">Arbeid</a>`, actions: statusTag(jobWords[job.status]) })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${job.description && html`<p class="lead lines">${job.description}</p>`}
<div class="columns">
<section><h2>Sted</h2>
${facts([
  ['Bygning', html`<a href="${buildingAddress(place.buildingId)}">${place.name}</a>`],
  ...(room ? [['Rom', [room.number, room.name].filter(Boolean).join(', ')] as const] : []),
  ['Adresse', place.address],
  ['Matrikkel', place.matrikkel && matrikkelText(place.matrikkel)],
  ['Bygningsdel', job.buildingPart && buildingPartText(job.buildingPart)],
])}</section>
<section><h2>Vurdering</h2>
${facts([
  ['Hast', urgencyText(job)],
  ['Tilstandsgrad', conditionGrade && conditionWords[conditionGrade]],
  ['Konsekvensgrad', consequenceGrade && consequenceWords[consequenceGrade]],
  ['Registrert', moment(job.registeredAt)],
])}</section>
</div>
${outcome(job)}
${alike(similar)}
${actions(visit, { job, version, filled })}`,
  };
}

/** The urgency, and what the grades would have it be where a person decided otherwise. */
function urgencyText({ urgency, urgencyByGrades, urgencyReason }: Job): string {
  const words = urgencyWords[urgency];
  if (urgencyByGrades === null || urgencyByGrades === urgency) return words;
  const why = urgencyReason === null ? '' : `: ${urgencyReason}`;
  return `${words} (etter tilstand og konsekvens: ${urgencyWords[urgencyByGrades].toLowerCase()})${why}`;
}

/** What the job may repeat, so that nobody orders the same work twice. */
function alike(similar: readonly Job[]): Html | undefined {
  if (similar.length === 0) return undefined;
  const lines = similar.map(
    ({ jobId, registeredAt, status, title }) =>
      html`<li><a href="/arbeid/${encodeURIComponent(jobId)}">${title}</a>, registrert ${moment(registeredAt)} ${statusTag(jobWords[status])}</li>`,
  );
  return html`<section><h2>Ligner på</h2><ul>${lines}</ul></section>`;
}

function outcome({ deferredTo, orderId, reason, status }: Job): Html | undefined {
  const order =
    orderId &&
    html`<p><a class="button" href="/bestillinger/${encodeURIComponent(orderId)}">Se bestillingen</a></p>`;
  const why = reason && html`<p>${status === 'rejected' ? 'Avvist' : 'Begrunnelse'}: ${reason}</p>`;
  const year = deferredTo && html`<p>Utsatt til ${deferredTo}.</p>`;
  return order || why || year ? html`<section><h2>Utfall</h2>${year}${why}${order}</section>` : undefined;
}

function actions(
  visit: SignedInVisit,
  {
    filled,
    job,
    version,
  }: {
    readonly job: Job;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Html | undefined {
  const address = `/arbeid/${encodeURIComponent(job.jobId)}`;
  const mayDecide =
    hasRole(visit, 'property.officer', 'property.approver') &&
    ['registered', 'reopened', 'deferred'].includes(job.status);
  const mayOrder =
    hasRole(visit, 'property.officer') && ['registered', 'reopened', 'approved'].includes(job.status);
  if (!mayDecide && !mayOrder) return undefined;
  const rejecting = filled.form === 'avvis' ? filled : blank('avvis');
  return html`<section class="todo"><h2>Hva vil du gjøre?</h2>
<div class="choices">
${mayOrder && html`<a class="button primary" href="/bestillinger/ny?jobId=${encodeURIComponent(job.jobId)}">Bestill</a>`}
${mayDecide && form(visit, { action: `${address}/godkjenn`, version, content: html`<button>Godkjenn</button>` })}
</div>
${
  mayDecide &&
  html`<details${attributes({ open: rejecting.entered.size > 0 })}><summary>Avvis arbeidet</summary>
${form(visit, {
  action: `${address}/avvis`,
  version,
  content: html`${textArea({ filled: rejecting, name: 'reason', label: 'Hvorfor avvises det?' })}
<button class="danger">Avvis</button>`,
})}</details>`
}
</section>`;
}
