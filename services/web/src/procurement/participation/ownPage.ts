import { moment } from '../../format/time.ts';
import { checkboxField, type Filled, textArea } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { notice as box, doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import type { Page } from '../../visit.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { noticeLink } from '../notice/noticePage.ts';
import type { Notice } from '../notice/words.ts';
import { type OwnRequest, requestTag } from './words.ts';

export type ShownOwnRequest = {
  readonly notice: Notice;
  /** The newest one of the supplier's own firm. */
  readonly request: OwnRequest | undefined;
  /** Whether the person acts for a firm that is a registered supplier. */
  readonly isSupplier: boolean;
};

const doneTexts = {
  lever: 'Forespørselen er levert.',
  trekk: 'Forespørselen er trukket.',
} as const;

/** A supplier's own request to take part: what comes next, what was sent, and what was decided on it. */
export function ownRequestPage(forms: Forms, shown: ShownOwnRequest): Page {
  const { notice, request } = shown;
  const { requests } = notice.deadlines;
  const isOpen = notice.status === 'open' && requests !== null && forms.visit.now < new Date(requests);
  return {
    title: `Forespørsel om å delta: ${notice.title}`,
    body: html`${heading('Forespørsel om å delta', {
      above: noticeLink(notice),
      actions: request && statusTag(requestTag(request)),
    })}
${doneNotice(forms.visit.query, doneTexts)}
${next(forms, shown, isOpen)}
${isOpen && shown.isSupplier && requestForm(forms, shown)}
${isOpen && request?.status === 'requested' && withdrawal(forms)}
${request && sent(request, notice)}`,
  };
}

/** What comes next, or what it came to. */
function next({ visit }: Forms, { isSupplier, notice, request }: ShownOwnRequest, isOpen: boolean): Html {
  const { bids, requests } = notice.deadlines;
  if (notice.status === 'cancelled')
    return box('warn', html`<p>Konkurransen er avlyst: ${notice.cancelledBecause}</p>`);
  if (!isSupplier)
    return html`<p class="lead">Bare registrerte leverandører kan be om å få delta. <a href="/varsler">Registrer firmaet</a> først.</p>`;
  const deadline = requests === null ? '' : moment(requests);
  if (isOpen)
    return request?.status === 'requested'
      ? html`<p class="lead">Forespørselen er levert. Den kan endres eller trekkes til ${deadline}.</p>`
      : html`<p class="lead">Svar på kravene og be om å få delta innen ${deadline}.</p>`;
  if (request?.status !== 'requested')
    return html`<p class="lead">Dere har ikke bedt om å få delta, og fristen ${deadline && `(${deadline}) `}er ute.</p>`;
  const { decision, isSelected, notSelectedReason } = request;
  if (decision === null) return html`<p class="lead">Fristen er ute, og forespørselen er til vurdering.</p>`;
  if (decision.outcome === 'rejected')
    return box(
      'warn',
      html`<p><strong>Dere er avvist fra konkurransen.</strong> ${decision.paragraph}: ${decision.reason}</p>`,
    );
  if (isSelected === null)
    return html`<p class="lead">Dere er kvalifisert. Det er ikke avgjort ennå hvem som går videre.</p>`;
  if (!isSelected)
    return box(
      'warn',
      html`<p><strong>Dere er kvalifisert, men går ikke videre.</strong> ${notSelectedReason}</p>`,
    );
  const mayBid = bids !== null && visit.now < new Date(bids);
  const path = `/kunngjoringer/${encodeURIComponent(notice.procurementId)}/tilbud`;
  return html`<p class="lead">Dere går videre i konkurransen.${bids !== null && ` Tilbudsfristen er ${moment(bids)}.`}</p>
${mayBid && html`<p><a class="button primary" href="${path}">Gi tilbud</a></p>`}`;
}

function requestForm(forms: Forms, { notice, request }: ShownOwnRequest): Html {
  const isAgain = request?.status === 'requested';
  const declarationOf = (id: string) =>
    request?.declarations.find(({ requirementId }) => requirementId === id);
  return stepForm(forms, {
    step: 'lever',
    title: isAgain ? 'Endre forespørselen' : 'Be om å få delta',
    button: isAgain ? 'Lever på nytt' : 'Lever forespørselen',
    content: (filled) => html`${notice.requirements.map(({ requirementId: id, title, evidence }) =>
      requirementFields(filled, {
        ...{ id, title, evidence, isFulfilled: declarationOf(id)?.isFulfilled ?? false },
        given: declarationOf(id)?.evidence ?? '',
      }),
    )}
${textArea({ filled, name: 'exclusionGrounds', label: 'Avvisningsgrunner som gjelder dere', hint: 'Hvilke, og hva dere har gjort med det. La stå tomt om ingen gjelder.', value: request?.exclusionGrounds ?? '', optional: true })}`,
  });
}

const requirementFields = (
  filled: Filled,
  one: {
    readonly id: string;
    readonly title: string;
    readonly evidence: string;
    readonly isFulfilled: boolean;
    readonly given: string;
  },
): Html => html`<fieldset><legend>${one.title}</legend>
${checkboxField({ filled, name: `oppfylt-${one.id}`, label: 'Vi oppfyller kravet', value: one.isFulfilled ? 'ja' : '' })}
${textArea({ filled, name: `dokumentasjon-${one.id}`, label: `Dokumentasjon for ${one.title}`, hint: one.evidence, value: one.given })}
</fieldset>`;

const withdrawal = (forms: Forms): Html =>
  stepForm(forms, {
    step: 'trekk',
    title: 'Trekk forespørselen',
    button: 'Trekk forespørselen',
    tone: 'danger',
    content: () => html`<p>Dere kan be om å få delta på nytt så lenge fristen ikke er ute.</p>`,
  });

function sent({ declarations, exclusionGrounds, receivedAt, version }: OwnRequest, notice: Notice): Html {
  const titleOf = (id: string) => notice.requirements.find((one) => one.requirementId === id)?.title ?? id;
  return html`<section><h2>Det dere har levert</h2>
${facts([
  ['Kom inn', moment(receivedAt)],
  ['Versjon', version],
  ['Avvisningsgrunner', exclusionGrounds ?? 'ingen'],
])}
${table(declarations, {
  caption: 'Svar på kravene',
  columns: [
    { head: 'Krav', cell: ({ requirementId }) => titleOf(requirementId) },
    { head: 'Oppfylt', cell: ({ isFulfilled }) => (isFulfilled ? 'Ja' : 'Nei') },
    { head: 'Dokumentasjon', cell: ({ evidence }) => html`<span class="lines">${evidence}</span>` },
  ],
  empty: 'Konkurransen har ingen kvalifikasjonskrav.',
})}</section>`;
}
