import { addMonths, osloDay } from '@tiltak/calendar';
import { day, moment } from '../../format/time.ts';
import { checkboxField, textArea } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import {
  notice as box,
  type Column,
  doneNotice,
  facts,
  heading,
  statusTag,
  table,
} from '../../html/parts.ts';
import type { Page } from '../../visit.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { noticeLink } from '../notice/noticePage.ts';
import { type Notice, noticeStatusWords } from '../notice/words.ts';
import { admissionTag, type OwnAdmission, type OwnCall, refusalGroundWords } from './words.ts';

export type ShownOwnAdmission = {
  readonly notice: Notice;
  readonly admission: OwnAdmission | undefined;
  /** The purchases that the firm was invited to. */
  readonly calls: readonly OwnCall[];
  /** Whether the person acts for a firm that is a registered supplier. */
  readonly isSupplier: boolean;
};

const doneTexts = { sok: 'Søknaden om opptak er sendt.' } as const;
/** The place of an error about the boxes. */
export const requirementsField = 'confirmedRequirementIds';

/** A supplier's own page of a dynamic purchasing system: apply, read the answer, and see what it is invited to. */
export function ownAdmissionPage(forms: Forms, shown: ShownOwnAdmission): Page {
  const { admission, calls, isSupplier, notice } = shown;
  const isOpen = takesApplications(notice, forms.visit.now);
  const mayApply = isSupplier && isOpen && (admission === undefined || admission.status === 'refused');
  return {
    title: `Opptak: ${notice.title}`,
    body: html`${heading('Opptak i innkjøpsordningen', {
      above: noticeLink(notice),
      actions: admission && statusTag(admissionTag(admission)),
    })}
${doneNotice(forms.visit.query, doneTexts)}
${next(shown, isOpen)}
${mayApply && applicationForm(forms, shown)}
${admission && sent(admission, notice)}
${
  admission?.status === 'admitted' &&
  html`<section><h2>Kjøp som dere er invitert til</h2>
${table(calls, { caption: 'Kjøp som dere er invitert til', columns: callColumns, empty: 'Dere er ikke invitert til noe kjøp ennå.' })}</section>`
}`,
  };
}

/** From the publication until the last day of the months that it lasts. */
function takesApplications(notice: Notice, now: Date): boolean {
  return notice.status !== 'cancelled' && osloDay(now.toISOString()) <= lastDay(notice);
}

const lastDay = ({ publishedAt, result }: Notice): string =>
  addMonths(osloDay(publishedAt), result.type === 'dynamic_purchasing_system' ? result.months : 0);

function next({ admission, isSupplier, notice }: ShownOwnAdmission, isOpen: boolean): Html {
  if (notice.status === 'cancelled')
    return box('warn', html`<p>Innkjøpsordningen er avlyst: ${notice.cancelledBecause}</p>`);
  if (!isSupplier)
    return html`<p class="lead">Bare registrerte leverandører kan søke om opptak. <a href="/varsler">Registrer firmaet</a> først.</p>`;
  const lasts = isOpen ? `Ordningen varer til og med ${day(lastDay(notice))}.` : 'Ordningen er avsluttet.';
  switch (admission?.status) {
    case undefined:
      return html`<p class="lead">${isOpen ? 'Alle som oppfyller kravene, blir tatt opp, og det kan søkes når som helst. ' : ''}${lasts}</p>`;
    case 'applied':
      return html`<p class="lead">Søknaden er til behandling. Dere får svar innen ${moment(admission.decideBy)}.</p>
${admission.isOverdue && box('warn', html`<p>Kommunen har ikke svart innen fristen. Ta kontakt med den som er oppgitt i kunngjøringen.</p>`)}`;
    case 'admitted':
      return html`<p class="lead">Dere er tatt opp i ordningen, og blir invitert til alle kjøp i den. ${lasts}</p>`;
    case 'refused':
      return html`${box('warn', html`<p><strong>Søknaden er avslått.</strong> ${refusalText(admission, notice)}</p>`)}
<p class="lead">${isOpen ? 'Dere kan søke på nytt når forholdet er rettet. ' : ''}${lasts}</p>`;
  }
}

function refusalText({ refusal }: OwnAdmission, notice: Notice): string {
  if (!refusal) return '';
  const { ground, reason, requirementId } = refusal;
  const requirement = notice.requirements.find((one) => one.requirementId === requirementId);
  return `${refusalGroundWords[ground]}${requirement ? ` (${requirement.title})` : ''}: ${reason}`;
}

const applicationForm = (forms: Forms, { admission, notice }: ShownOwnAdmission): Html =>
  stepForm(forms, {
    step: 'sok',
    title: admission ? 'Søk på nytt' : 'Søk om opptak',
    button: 'Send søknaden',
    content: (filled) => {
      const id = `${filled.form}-${requirementsField}`;
      const error = filled.errors.fields[requirementsField];
      return html`${
        notice.requirements.length > 0 &&
        html`<fieldset${attributes({ id, tabindex: '-1', 'aria-describedby': error && `${id}-error` })}><legend>Kvalifikasjonskravene</legend>
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${notice.requirements.map(({ requirementId, title, evidence }) => checkboxField({ filled, name: `krav-${requirementId}`, label: `Vi oppfyller kravet: ${title} (${evidence})` }))}
</fieldset>`
      }
${textArea({ filled, name: 'statement', label: 'Hvordan kravene er oppfylt', hint: 'Og hvor det er dokumentert.', value: admission?.statement ?? '' })}`;
    },
  });

function sent(
  { appliedAt, confirmedRequirementIds, decidedAt, statement }: OwnAdmission,
  notice: Notice,
): Html {
  const titles = confirmedRequirementIds.map(
    (id) => notice.requirements.find((one) => one.requirementId === id)?.title ?? id,
  );
  return html`<section><h2>Søknaden deres</h2>
${facts([
  ['Sendt', moment(appliedAt)],
  ...(decidedAt === null ? [] : [['Avgjort', moment(decidedAt)] as const]),
  ['Krav som er bekreftet', titles.join(', ') || 'ingen'],
])}
<p class="lines">${statement}</p></section>`;
}

const callColumns: readonly Column<OwnCall>[] = [
  {
    head: 'Kjøp',
    cell: ({ procurementId, title }) =>
      html`<a href="/invitasjoner/${encodeURIComponent(procurementId)}">${title}</a>`,
  },
  { head: 'Tilbudsfrist', cell: ({ openUntil }) => (openUntil ? moment(openUntil) : '–'), kind: 'short' },
  { head: 'Status', cell: ({ status }) => statusTag(noticeStatusWords[status]) },
];
