import { moment } from '../format/time.ts';
import { errorSummary, type Filled, form } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
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
import { jobActions } from './actionForms.ts';
import type { JobFile } from './fileList.ts';
import { filesSection } from './filesSection.ts';
import { type Reporter, reportersSection } from './reporters.ts';

const doneTexts = {
  registrert: 'Arbeidet er registrert.',
  utenFiler:
    'Arbeidet er registrert, men minst én fil ble ikke tatt imot. Den må være JPEG, PNG eller PDF og på høyst 15 MB. Du kan legge til filer nedenfor.',
  godkjent: 'Arbeidet er godkjent og kan bestilles.',
  avvist: 'Arbeidet er avvist.',
  vurdert: 'Vurderingen er lagret.',
  sammenslatt: 'Arbeidet er slått sammen med det andre, som nå også viser bildene og hvem som meldte fra.',
  gjenapnet: 'Arbeidet er tatt opp igjen.',
  filer: 'Filene er lagt til.',
  fjernet: 'Filen er fjernet.',
  slettet: 'Kontaktopplysningene er slettet.',
} as const;

/** A job, and what can be done with it. */
export function jobPage(
  visit: SignedInVisit,
  {
    building: place,
    room,
    files,
    filled,
    job,
    reporters,
    similar,
    version,
  }: {
    readonly job: Job;
    readonly building: Building;
    /** Undefined where the job is about the building as a whole. */
    readonly room: Room | undefined;
    readonly similar: readonly Job[];
    readonly files: readonly JobFile[];
    /** None for those who may not know them. */
    readonly reporters: readonly Reporter[];
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
  ['Hvor', job.location],
  ['Bygningsdel', job.buildingPart && buildingPartText(job.buildingPart)],
])}</section>
<section><h2>Vurdering</h2>
${facts([
  ['Hast', urgencyText(job)],
  ['Tilstandsgrad', conditionGrade && conditionWords[conditionGrade]],
  ['Konsekvensgrad', consequenceGrade && consequenceWords[consequenceGrade]],
  ['Registrert', `${moment(job.registeredAt)}${job.source === 'public' ? ', meldt av publikum' : ''}`],
])}</section>
</div>
${outcome(job)}
${alike(visit, { job, similar, version })}
${filesSection(visit, { job, files, filled })}
${reportersSection(visit, { jobId: job.jobId, reporters })}
${jobActions(visit, { job, version, filled })}`,
  };
}

/** The urgency, and what the grades would have it be where a person decided otherwise. */
function urgencyText({ urgency, urgencyByGrades, urgencyReason }: Job): string {
  const words = urgencyWords[urgency];
  if (urgencyByGrades === null || urgencyByGrades === urgency) return words;
  const why = urgencyReason === null ? '' : `: ${urgencyReason}`;
  return `${words} (etter tilstand og konsekvens: ${urgencyWords[urgencyByGrades].toLowerCase()})${why}`;
}

/** What the job may repeat, so that nobody orders the same work twice; with one press it is merged. */
function alike(
  visit: SignedInVisit,
  {
    job,
    similar,
    version,
  }: { readonly job: Job; readonly similar: readonly Job[]; readonly version: string | undefined },
): Html | undefined {
  if (similar.length === 0) return undefined;
  const mayMerge =
    hasRole(visit, 'property.officer', 'property.approver') &&
    ['registered', 'triaged', 'reopened', 'deferred'].includes(job.status);
  const lines = similar.map(
    ({ jobId, registeredAt, status, title }) =>
      html`<li><a href="/arbeid/${encodeURIComponent(jobId)}">${title}</a>, registrert ${moment(registeredAt)} ${statusTag(jobWords[status])}
${mayMerge && mergeForm(visit, { job, version, into: jobId })}</li>`,
  );
  return html`<section><h2>Ligner på</h2><ul>${lines}</ul></section>`;
}

function mergeForm(
  visit: SignedInVisit,
  { into, job, version }: { readonly job: Job; readonly version: string | undefined; readonly into: string },
): Html {
  return form(visit, {
    action: `/arbeid/${encodeURIComponent(job.jobId)}/slaa-sammen`,
    version,
    content: html`<input type="hidden" name="duplicateOf" value="${into}"><button class="plain">Dette er det samme: slå sammen</button>`,
  });
}

function outcome({ deferredTo, duplicateOf, duplicates, orderId, reason, status }: Job): Html | undefined {
  const order =
    orderId &&
    html`<p><a class="button" href="/bestillinger/${encodeURIComponent(orderId)}">Se bestillingen</a></p>`;
  const why = reason && html`<p>${status === 'rejected' ? 'Avvist' : 'Begrunnelse'}: ${reason}</p>`;
  const year = deferredTo && html`<p>Utsatt til ${deferredTo}.</p>`;
  const link = (jobId: string, text: string) =>
    html`<a href="/arbeid/${encodeURIComponent(jobId)}">${text}</a>`;
  const merged =
    duplicateOf &&
    html`<p>Slått sammen med ${link(duplicateOf, 'et annet arbeid')}, der saken følges videre.</p>`;
  const taken =
    duplicates.length > 0 &&
    html`<p>Slått sammen med dette: ${duplicates.map((jobId, index) => html`${index > 0 && ', '}${link(jobId, `arbeid ${index + 1}`)}`)}</p>`;
  return order || why || year || merged || taken
    ? html`<section><h2>Utfall</h2>${year}${why}${merged}${taken}${order}</section>`
    : undefined;
}
