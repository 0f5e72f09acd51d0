import { kroner } from '../../format/money.ts';
import { moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import type { Forms } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { guidance, isPrepared } from './guidance.ts';
import { replacementForm, setUpForm } from './setUpForm.ts';
import { type Contest, contestDoneTexts, independenceTag, type Juror, type ShownContest } from './words.ts';

/** A design contest: what comes next for who is here, the jury, the entries by their codes, and how they were ranked. */
export function contestPage(forms: Forms, shown: ShownContest): Page {
  const { contest, theCase } = shown;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  return {
    title: `Jury og premier: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Jury og premier', { above: theCase.title })}
${forms.navigation}
${doneNotice(forms.visit.query, contestDoneTexts)}
${guidance(forms, shown)}
${isOfficer && isPrepared(theCase) && setUpForm(forms, contest)}
${contest && html`${revealed(contest, shown)}${ranking(contest, shown.personOf)}${entries(contest)}${jury(forms, contest, shown.personOf)}${terms(contest, shown.personOf)}`}`,
  };
}

function revealed({ revealed: places, revealedAt }: Contest, { supplierOf }: ShownContest): Html | false {
  return (
    places !== null &&
    html`<section><h2>Resultat</h2>
${revealedAt && html`<p>Navnene ble gjort kjent ${moment(revealedAt)}.</p>`}
${table(places, {
  caption: 'Resultat',
  columns: [
    { head: 'Deltaker', cell: ({ supplierId }) => supplierOf(supplierId) },
    { head: 'Plass', cell: ({ place }) => place, kind: 'number' },
    { head: 'Utkast', cell: ({ code }) => code },
    { head: 'Premie', cell: ({ prizeOre }) => (prizeOre > 0 ? kroner(prizeOre) : '–'), kind: 'number' },
  ],
  empty: 'Ingen utkast.',
})}</section>`
  );
}

function ranking({ ranking: given, signatures }: Contest, personOf: PersonName): Html | false {
  if (given === null) return false;
  const opinionOn = (code: string) => given.opinions.find((one) => one.code === code)?.opinion;
  const columns: readonly Column<string>[] = [
    { head: 'Utkast', cell: (code) => code },
    { head: 'Plass', cell: (code) => given.ranking.indexOf(code) + 1, kind: 'number' },
    { head: 'Juryens vurdering', cell: (code) => html`<span class="lines">${opinionOn(code)}</span>` },
  ];
  const signed = signatures.map(({ at, subject }) => `${personOf(subject)} (${moment(at)})`).join(', ');
  return html`<section><h2>Juryens rangering</h2>
<p>Versjon ${given.version}, skrevet ned av ${personOf(given.by)} ${moment(given.at)}. Signert av: ${signed || 'ingen ennå'}.</p>
${table(given.ranking, { caption: 'Juryens rangering', columns, empty: '' })}</section>`;
}

const entries = ({ entries: all, entryCount }: Contest): Html | false =>
  entryCount > 0 &&
  html`<section><h2>Utkast</h2>
${
  all.length === 0
    ? html`<p>${entryCount} utkast har fått kode. Juryen får se dem når alle har det.</p>`
    : table(all, {
        caption: 'Utkast',
        columns: [
          { head: 'Kode', cell: ({ code }) => code },
          { head: 'Beskrivelse', cell: ({ description }) => html`<span class="lines">${description}</span>` },
          {
            head: 'Tegninger og vedlegg',
            cell: ({ references }) => references.map((one) => html`<div>${one}</div>`),
          },
        ],
        empty: '',
      })
}</section>`;

function jury(forms: Forms, contest: Contest, personOf: PersonName): Html {
  const { jury: members, requiredProfession, signatures, status } = contest;
  const mayReplace = hasRole(forms.visit, 'procurement.officer') && ['set_up', 'judging'].includes(status);
  const columns: readonly Column<Juror>[] = [
    { head: 'Medlem', cell: ({ subject }) => personOf(subject) },
    { head: 'Yrke', cell: ({ profession }) => profession },
    ...(requiredProfession === null
      ? []
      : [
          {
            head: 'Har yrket som kreves',
            cell: ({ hasRequiredProfession }: Juror) => (hasRequiredProfession ? 'Ja' : 'Nei'),
          },
        ]),
    { head: 'Uavhengighet', cell: (juror) => statusTag(independenceTag(juror)) },
    { head: 'Erklæring', cell: ({ declaration }) => declaration?.statement },
    {
      head: 'Signert',
      cell: ({ subject }) => (signatures.some((one) => one.subject === subject) ? 'Ja' : 'Nei'),
    },
  ];
  return html`<section><h2>Jury</h2>
${table(members, { caption: 'Jury', columns, empty: '' })}
${mayReplace && replacementForm(forms, contest, personOf)}</section>`;
}

const terms = ({ anonymiser, prizes, requiredProfession }: Contest, personOf: PersonName): Html =>
  html`<section><h2>Vilkår</h2>
${facts([
  ['Yrke som kreves av deltakerne', requiredProfession ?? 'ikke noe bestemt'],
  ['Anonymiserer utkastene', personOf(anonymiser)],
  ['Premier', prizes.map(({ amountOre }, at) => html`<div>${at + 1}. plass: ${kroner(amountOre)}</div>`)],
])}</section>`;
