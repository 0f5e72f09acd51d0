import { quantity } from '../../format/quantity.ts';
import { moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import {
  notice as box,
  type Column,
  doneNotice,
  facts,
  heading,
  statusTag,
  table,
} from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Case, caseStatusWords } from '../case/words.ts';
import { type Forms, stepButton } from '../evaluation/forms.ts';
import { type Admission, admissionTag, type PurchasingSystem, refusalGroundWords } from './words.ts';

export type ShownSystem = {
  readonly theCase: Case;
  /** Undefined until it is published. */
  readonly system: PurchasingSystem | undefined;
  readonly admissions: readonly Admission[];
  /** The purchases that were made or prepared in it. */
  readonly calls: readonly Case[];
};

const doneTexts = {
  apne: 'Innkjøpsordningen er åpnet for kjøp.',
  taopp: 'Leverandøren er tatt opp i ordningen.',
  avsla: 'Søknaden er avslått, og leverandøren får begrunnelsen.',
};

/** A dynamic purchasing system: what comes next, who waits, who is admitted, and what is bought in it. */
export function systemPage(forms: Forms, shown: ShownSystem): Page {
  const { admissions, calls, system, theCase } = shown;
  const withStatus = (status: Admission['status']) => admissions.filter((one) => one.status === status);
  return {
    title: `Opptak og kjøp: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading('Opptak og kjøp', { above: theCase.title })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${system === undefined ? html`<p class="lead">Ordningen er ikke kunngjort ennå. Fra kunngjøringen kan leverandører søke om opptak.</p>` : next(forms, theCase, system)}
${
  system &&
  html`${overdue(system)}
${facts([
  ['Kunngjort', moment(system.publishedAt)],
  ['Varer til', moment(system.expiresAt)],
  ['Tatt opp', quantity(system.admissions.admitted)],
])}
<section><h2>Søknader som venter</h2>
${table(withStatus('applied'), { caption: 'Søknader som venter', columns: waitingColumns(forms), empty: 'Ingen søknader venter.' })}</section>
<section><h2>Tatt opp i ordningen</h2>
${table(withStatus('admitted'), { caption: 'Tatt opp i ordningen', columns: admittedColumns(forms), empty: 'Ingen er tatt opp ennå.' })}</section>
${
  withStatus('refused').length > 0 &&
  html`<section><h2>Avslått</h2>
${table(withStatus('refused'), { caption: 'Avslått', columns: refusedColumns(forms), empty: '' })}</section>`
}
<section><h2>Kjøp i ordningen</h2>
${table(calls, { caption: 'Kjøp i ordningen', columns: callColumns, empty: 'Det er ikke gjort noen kjøp ennå.' })}</section>`
}`,
  };
}

/** What the case waits for, with the button that goes on. */
function next(forms: Forms, theCase: Case, system: PurchasingSystem): Html {
  const { applied } = system.admissions;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const waiting = applied === 1 ? 'Én søknad venter' : `${quantity(applied)} søknader venter`;
  switch (theCase.status) {
    case 'published':
      return html`<p class="lead">Leverandører kan søke om opptak. Når den første fristen${theCase.deadlines.requests && `, ${moment(theCase.deadlines.requests)},`} er ute og søknadene er avgjort, kan ordningen åpnes for kjøp.${applied > 0 && ` ${waiting}.`}</p>`;
    case 'qualification':
      return applied > 0
        ? html`<p class="lead">${waiting}. Avgjør dem; deretter kan ordningen åpnes for kjøp.</p>`
        : html`<p class="lead">Alle som søkte i tide, har fått svar. Ordningen kan åpnes for kjøp.</p>
${isOfficer && stepButton(forms, 'apne', 'Åpne ordningen for kjøp')}`;
    case 'contracted':
      return html`<p class="lead">Ordningen er åpen for kjøp. Nye leverandører kan søke så lenge den varer.${applied > 0 && ` ${waiting}.`}</p>
${isOfficer && system.takesPurchases && html`<p class="buttons"><a class="button primary" href="${newCallAddress(theCase)}">Nytt kjøp</a></p>`}`;
    default:
      return html`<p class="lead">Ordningen er avsluttet: Ingen tas opp, og det gjøres ingen kjøp.${applied > 0 && ` ${waiting} likevel på svar.`}</p>`;
  }
}

/** The form of a new case, filled in as a purchase in this system. */
function newCallAddress(theCase: Case): string {
  const { cpvCodes, kind, measureId, procurementId, rehearsal, unit } = theCase;
  const query = new URLSearchParams({
    ...{ prosedyre: 'dynamic_purchasing_call', ordning: procurementId, art: kind, tiltak: measureId },
    ...(cpvCodes.length > 0 && { cpv: cpvCodes.join(', ') }),
    ...(unit !== null && { enhet: unit }),
    ...(rehearsal && { ovelse: 'ja' }),
  });
  return `/anskaffelser/ny?${query}`;
}

const overdue = ({ admissions }: PurchasingSystem): Html | false =>
  admissions.overdue > 0 &&
  box(
    'warn',
    html`<p>${admissions.overdue === 1 ? 'Én søknad er' : `${quantity(admissions.overdue)} søknader er`} ikke avgjort innen fristen. Leverandørene har krav på svar.</p>`,
  );

const nameColumn = ({ path }: Forms): Column<Admission> => ({
  head: 'Leverandør',
  cell: ({ name, supplierId }) => html`<a href="${path}/${encodeURIComponent(supplierId)}">${name}</a>`,
});
const waitingColumns = (forms: Forms): readonly Column<Admission>[] => [
  nameColumn(forms),
  { head: 'Søkte', cell: ({ appliedAt }) => moment(appliedAt), kind: 'short' },
  { head: 'Avgjøres innen', cell: ({ decideBy }) => moment(decideBy), kind: 'short' },
  { head: 'Status', cell: (admission) => statusTag(admissionTag(admission)) },
];
const decidedColumn: Column<Admission> = {
  head: 'Avgjort',
  cell: ({ decidedAt }) => decidedAt && moment(decidedAt),
  kind: 'short',
};
const admittedColumns = (forms: Forms): readonly Column<Admission>[] => [nameColumn(forms), decidedColumn];
const refusedColumns = (forms: Forms): readonly Column<Admission>[] => [
  nameColumn(forms),
  decidedColumn,
  {
    head: 'Grunn',
    cell: ({ refusal }) => refusal && `${refusalGroundWords[refusal.ground]}: ${refusal.reason}`,
  },
];

const callColumns: readonly Column<Case>[] = [
  {
    head: 'Kjøp',
    cell: ({ procurementId, title }) =>
      html`<a href="/anskaffelser/${encodeURIComponent(procurementId)}">${title}</a>`,
  },
  {
    head: 'Tilbudsfrist',
    cell: ({ deadlines }) => (deadlines.bids ? moment(deadlines.bids) : '–'),
    kind: 'short',
  },
  {
    head: 'Invitert',
    cell: ({ invitedSupplierIds }) => (invitedSupplierIds ? quantity(invitedSupplierIds.length) : '–'),
    kind: 'number',
  },
  { head: 'Status', cell: ({ status }) => statusTag(caseStatusWords[status]) },
];
