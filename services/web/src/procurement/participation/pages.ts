import { moment } from '../../format/time.ts';
import { checkboxField, type Filled, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, doneNotice, facts, heading, notice, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { deadlineFields, questionsField } from '../case/forms.ts';
import type { Case } from '../case/words.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { groundTexts } from '../evaluation/words.ts';
import { type Candidate, selectionFields } from './selection.ts';
import { type Grounds, type ParticipationRequest, participationDoneTexts, requestTag } from './words.ts';

type NameOf = (supplierId: string) => string;

/** The requests to participate, and the form that invites those who go on; undefined while they are sealed. */
export function requestsPage(
  forms: Forms,
  shown: {
    readonly theCase: Case;
    readonly requests: readonly ParticipationRequest[] | undefined;
    readonly nameOf: NameOf;
  },
): Page {
  const { nameOf, requests, theCase } = shown;
  const candidates = (requests ?? [])
    .filter(({ decision, status }) => status === 'requested' && decision?.outcome === 'qualified')
    .map(({ supplierId }) => ({ supplierId, name: nameOf(supplierId) }));
  const mayInvite = theCase.status === 'qualification' && theCase.next.includes('invited');
  const columns: readonly Column<ParticipationRequest>[] = [
    {
      head: 'Leverandør',
      cell: ({ supplierId }) =>
        html`<a href="${forms.path}/${encodeURIComponent(supplierId)}">${nameOf(supplierId)}</a>`,
    },
    { head: 'Kom inn', cell: ({ receivedAt }) => moment(receivedAt), kind: 'short' },
    { head: 'Status', cell: (request) => statusTag(requestTag(request)) },
  ];
  return {
    title: `Deltakelse: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Forespørsler om å delta', { above: theCase.title })}
${forms.navigation}
${
  requests === undefined
    ? notice('info', html`<p>Forespørslene kan leses når fristen for å be om å delta er ute.</p>`)
    : table(requests, { caption: 'Forespørsler om å delta', columns, empty: 'Ingen har bedt om å delta.' })
}
${hasRole(forms.visit, 'procurement.officer') && mayInvite && candidates.length > 0 && invitationForm(forms, candidates)}`,
  };
}

/** Asks those who go on for bids. */
export const invitationForm = (forms: Forms, candidates: readonly Candidate[]): Html =>
  stepForm(forms, {
    step: 'inviter',
    title: 'Inviter til å gi tilbud',
    content: (
      filled,
    ) => html`${selectionFields(filled, { candidates, legend: 'Leverandører som går videre' })}
${criteriaField(filled)}
${deadlineFields(filled, 'Tilbudsfrist')}
${questionsField(filled)}`,
    button: 'Send invitasjonen',
  });

/** By what some of the qualified were chosen. */
export const criteriaField = (filled: Filled): Html =>
  textArea({
    filled,
    name: 'criteria',
    label: 'Utvelgelseskriteriene',
    hint: 'Må fylles ut når ikke alle kvalifiserte går videre.',
    optional: true,
  });

/** One request: what the supplier declared, what was decided, and the forms that decide it. */
export function requestPage(
  forms: Forms,
  shown: {
    readonly theCase: Case;
    readonly request: ParticipationRequest;
    readonly name: string;
    readonly grounds: Grounds;
  },
): Page {
  const { grounds, name, request, theCase } = shown;
  const requirements = theCase.specification?.requirements ?? [];
  const titleOf = (id: string) => requirements.find((one) => one.requirementId === id)?.title ?? id;
  const mayDecide =
    hasRole(forms.visit, 'procurement.officer') &&
    theCase.status === 'qualification' &&
    request.status === 'requested' &&
    request.isSelected === null;
  return {
    title: `Forespørsel fra ${name}`,
    section: 'procurement',
    body: html`${heading(name, { above: html`<a href="${forms.path.replace(/\/[^/]*$/, '')}">Forespørsler om å delta</a>`, actions: statusTag(requestTag(request)) })}
${forms.navigation}
${doneNotice(forms.visit.query, participationDoneTexts)}
${decisionFacts(request)}
<section><h2>Erklæringer</h2>
${table(request.declarations, {
  caption: 'Erklæringer',
  columns: [
    { head: 'Krav', cell: ({ requirementId }) => titleOf(requirementId) },
    { head: 'Oppfylt', cell: ({ isFulfilled }) => (isFulfilled ? 'Ja' : 'Nei') },
    { head: 'Dokumentasjon', cell: ({ evidence }) => evidence },
  ],
  empty: 'Konkurransen har ingen kvalifikasjonskrav.',
})}
${mayDecide && qualification(forms, requirements)}
${mayDecide && rejection(forms, grounds)}
</section>`,
  };
}

function decisionFacts({
  decision,
  exclusionGrounds,
  notSelectedReason,
  receivedAt,
}: ParticipationRequest): Html {
  const isRejected = decision?.outcome === 'rejected';
  return facts([
    ['Kom inn', moment(receivedAt)],
    ['Avvisningsgrunner som leverandøren oppgir', exclusionGrounds ?? 'ingen'],
    ...(isRejected ? [['Avvist', `${decision.paragraph}: ${decision.reason}`] as const] : []),
    ...(notSelectedReason === null ? [] : [['Går ikke videre fordi', notSelectedReason] as const]),
  ]);
}

const qualification = (
  forms: Forms,
  requirements: NonNullable<Case['specification']>['requirements'],
): Html =>
  stepForm(forms, {
    step: 'kvalifiser',
    title: 'Kvalifiser leverandøren',
    content: (filled) =>
      requirements.map(
        ({ requirementId, title }) => html`
${checkboxField({ filled, name: `oppfylt-${requirementId}`, label: `${title} er oppfylt` })}
${textField({ filled, name: `merknad-${requirementId}`, label: `Dokumentert med (${requirementId})`, optional: true })}`,
      ),
    button: 'Kvalifiser',
  });

const rejection = (forms: Forms, grounds: Grounds): Html =>
  stepForm(forms, {
    step: 'avvis',
    title: 'Avvis leverandøren',
    content: (filled) => html`${selectField({
      filled,
      name: 'ground',
      label: 'Grunnlag',
      empty: 'Velg grunnlag',
      choices: grounds
        .filter(({ about }) => about === 'supplier')
        .map(({ ground, isDuty, paragraph }) => ({
          value: ground,
          text: `${paragraph} ${groundTexts[ground]} (${isDuty ? 'skal' : 'kan'} avvises)`,
        })),
    })}
${textArea({ filled, name: 'reason', label: 'Begrunnelse', hint: 'Leverandøren får den.' })}`,
    button: 'Avvis leverandøren',
    tone: 'danger',
  });
