import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { quantity } from '../../format/quantity.ts';
import { dateIn, moment } from '../../format/time.ts';
import { checkboxField, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, heading, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { criteriaField, invitationForm } from '../participation/pages.ts';
import { type Candidate, selectionFields } from '../participation/selection.ts';
import { negotiationDoneTexts } from './steps.ts';

type Api = typeof procurementOperations;
export type Rounds = OperationAnswer<Api['getNegotiation']>['rounds'];
type Round = Rounds[number];
export type Meeting = OperationAnswer<Api['listNegotiationMeetings']>['items'][number];

export type ShownNegotiation = {
  readonly theCase: Case;
  readonly rounds: Rounds;
  readonly meetings: readonly Meeting[];
  /** Who may take part in a new round; empty where none can be started. */
  readonly candidates: readonly Candidate[];
  readonly nameOf: (supplierId: string) => string;
};

/** The rounds of negotiation or dialogue with their meetings, and what there is to do in the one that goes on. */
export function negotiationPage(forms: Forms, shown: ShownNegotiation): Page {
  const { candidates, nameOf, rounds, theCase } = shown;
  const last = rounds.at(-1);
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const isOpen = isOfficer && theCase.status === 'negotiation' && last?.endedAt === null;
  const mayInvite = isOfficer && theCase.next.includes('invited') && theCase.status === 'negotiation';
  const named = (ids: readonly string[]) =>
    ids.map((supplierId) => ({ supplierId, name: nameOf(supplierId) }));
  return {
    title: `Forhandling: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Forhandling og dialog', { above: theCase.title })}
${forms.navigation}
${doneNotice(forms.visit.query, negotiationDoneTexts)}
${rounds.length === 0 && html`<p class="empty">Det er ikke forhandlet ennå.</p>`}
${rounds.map((round) => roundSection(round, shown))}
${isOpen && html`<section><h2>Runden som pågår</h2>${meetingForm(forms, named(last.participants))}${endForm(forms, named(last.participants))}</section>`}
${isOfficer && candidates.length > 0 && startForm(forms, shown)}
${mayInvite && last && last.endedAt !== null && invitationForm(forms, named(last.remaining))}`,
  };
}

function roundSection(round: Round, { meetings, nameOf }: ShownNegotiation): Html {
  const own = meetings.filter((meeting) => meeting.round === round.number);
  const end =
    round.endedAt === null
      ? 'Runden pågår.'
      : `Avsluttet ${moment(round.endedAt)}. Videre går ${round.remaining.map(nameOf).join(', ')}.`;
  return html`<section><h2>Runde ${quantity(round.number)}</h2>
<p>${round.about}</p>
<p>Startet ${moment(round.startedAt)} med ${round.participants.map(nameOf).join(', ')}. ${end}</p>
${table(own, {
  caption: `Møter i runde ${round.number}`,
  columns: [
    { head: 'Deltaker', cell: ({ supplierId }) => nameOf(supplierId) },
    { head: 'Holdt', cell: ({ heldAt }) => moment(heldAt), kind: 'short' },
    { head: 'Referat', cell: ({ minutes }) => minutes },
    {
      head: 'Omtalte løsninger',
      cell: ({ disclosed }) =>
        disclosed.map(
          ({ consent, supplierId }) => html`<p>${nameOf(supplierId)}: ${consent ?? 'egen løsning'}</p>`,
        ),
    },
  ],
  empty: 'Det er ikke holdt møter.',
})}
</section>`;
}

const startForm = (forms: Forms, { candidates, theCase }: ShownNegotiation): Html =>
  stepForm(forms, {
    step: 'start',
    title: 'Start en runde',
    content: (filled) => html`${selectionFields(filled, { candidates, legend: 'Deltakere' })}
${textArea({ filled, name: 'about', label: 'Hva runden gjelder' })}
${theCase.round === 0 && criteriaField(filled)}`,
    button: 'Start runden',
  });

const meetingForm = (forms: Forms, participants: readonly Candidate[]): Html =>
  stepForm(forms, {
    step: 'mote',
    title: 'Registrer et møte',
    content: (filled) => html`${selectField({
      filled,
      name: 'supplierId',
      label: 'Deltaker',
      choices: participants.map(({ name, supplierId }) => ({ value: supplierId, text: name })),
      empty: 'Velg deltaker',
    })}
<div class="grid">
${textField({ filled, name: 'day', label: 'Holdt', type: 'date', value: dateIn(forms.visit.now) })}
${textField({ filled, name: 'time', label: 'Klokken', value: '12.00' })}
</div>
${textArea({ filled, name: 'minutes', label: 'Referat' })}
<fieldset><legend>Andre deltakeres løsninger som ble omtalt</legend>
<p>Ingenting om en løsning kan gis videre uten samtykke fra den det gjelder.</p>
${participants.map(
  ({
    name,
    supplierId,
  }) => html`${checkboxField({ filled, name: `omtalt-${supplierId}`, label: `Løsningen til ${name}` })}
${textField({ filled, name: `samtykke-${supplierId}`, label: `Samtykket fra ${name}`, optional: true })}`,
)}
</fieldset>`,
    button: 'Registrer møtet',
  });

const endForm = (forms: Forms, candidates: readonly Candidate[]): Html =>
  stepForm(forms, {
    step: 'avslutt',
    title: 'Avslutt runden',
    content: (filled) => selectionFields(filled, { candidates, legend: 'Deltakere som går videre' }),
    button: 'Avslutt runden',
  });
