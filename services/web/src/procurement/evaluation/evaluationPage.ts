import { moment } from '../../format/time.ts';
import { checkboxField, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepButton, stepForm } from './forms.ts';
import { rankings, supplierNames } from './ranking.ts';
import { bidTag, type EvaluatedBid, type Evaluation, modelTexts, type PartNames, tieTexts } from './words.ts';

const doneTexts = {
  start: 'Evalueringen er startet.',
  utpek: 'Personen er utpekt.',
  fratre: 'Personen er ute av evalueringen, og poengene er fjernet.',
  habilitet: 'Habilitetserklæringen er registrert.',
  kvalitet: 'Kvaliteten er ferdig evaluert. Prisene kan åpnes.',
  ranger: 'Tilbudene er rangert.',
  likhet: 'Tilbudene som sto likt, har fått en rekkefølge.',
  lodd: 'Loddtrekningen er ført. En annen person må bekrefte den.',
  bekreft: 'Loddtrekningen er bekreftet.',
  avslutt: 'Evalueringen er avsluttet.',
  gjenapne: 'Evalueringen er åpnet igjen.',
};

/** An evaluation: who evaluates, how the bids stand, the ranking with its arithmetic, and what is to be done next. */
export function evaluationPage(
  forms: Forms,
  shown: { readonly evaluation: Evaluation; readonly title: string; readonly names: PartNames },
): Page {
  const { evaluation, names, title } = shown;
  const { basis, finishedAt, qualitySettledAt } = evaluation;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const isOpen = evaluation.status === 'started';
  return {
    title: `Evaluering av ${title}`,
    section: 'procurement',
    body: html`${heading('Evaluering', { above: title })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${facts([
  ['Evalueringsmodell', modelTexts[basis.priceModel.type]],
  ['Konkurransegrunnlag', `versjon ${basis.specificationVersion}, runde ${basis.round}`],
  ['Kvaliteten ferdig evaluert', qualitySettledAt === null ? 'ikke ennå' : moment(qualitySettledAt)],
  ['Avsluttet', finishedAt === null ? 'ikke ennå' : moment(finishedAt)],
])}
<section><h2>Tilbud</h2>${bidTable(forms, evaluation)}
${isOfficer && isOpen && qualitySettledAt === null && stepButton(forms, 'kvalitet', qualityText(evaluation))}</section>
<section><h2>De som evaluerer</h2>${evaluatorTable(evaluation)}
${isOpen && declaration(forms, evaluation)}
${isOfficer && isOpen && qualitySettledAt === null && appointment(forms, evaluation)}</section>
<section><h2>Rangering</h2>${rankings(evaluation, names)}
${isOfficer && isOpen && qualitySettledAt !== null && stepButton(forms, 'ranger', 'Ranger tilbudene')}
${isOpen && ties(forms, evaluation, names)}
${isOfficer && isOpen && evaluation.ranking !== null && stepButton(forms, 'avslutt', 'Avslutt evalueringen')}
${isOfficer && !isOpen && reopening(forms)}</section>`,
  };
}

const qualityText = ({ missing }: Evaluation): string =>
  missing.length === 0
    ? 'Kvaliteten er ferdig evaluert'
    : `Kvaliteten er ferdig evaluert (${missing.length} omforente poeng mangler)`;

function bidTable({ path }: Forms, { bids, missing }: Evaluation): Html {
  const columns: readonly Column<EvaluatedBid>[] = [
    {
      head: 'Tilbyder',
      cell: ({ bidId, supplierName }) =>
        html`<a href="${path}/tilbud/${encodeURIComponent(bidId)}">${supplierName}</a>`,
    },
    { head: 'Status', cell: (bid) => statusTag(bidTag(bid)) },
    { head: 'Grunn', cell: ({ rejection }) => rejection && `${rejection.paragraph}: ${rejection.reason}` },
    {
      head: 'Poeng som mangler',
      cell: ({ bidId }) => missing.filter((one) => one.bidId === bidId).length,
      kind: 'number',
    },
  ];
  return table(bids, { caption: 'Tilbud', columns, empty: 'Det kom ingen tilbud.' });
}

function evaluatorTable({ evaluators }: Evaluation): Html {
  return table(evaluators, {
    caption: 'De som evaluerer',
    columns: [
      { head: 'Navn', cell: ({ name, subject }) => name ?? subject },
      {
        head: 'Habilitet',
        cell: ({ declaration: given }) =>
          given === null
            ? statusTag({ label: 'Ikke erklært', tone: 'waiting' })
            : statusTag(
                given.isImpartial
                  ? { label: 'Habil', tone: 'active' }
                  : { label: 'Har bindinger', tone: 'stopped' },
              ),
      },
      { head: 'Erklæring', cell: ({ declaration: given }) => given?.statement },
    ],
    empty: 'Ingen er utpekt.',
  });
}

/** For those who were appointed and have not declared themselves yet. */
function declaration(forms: Forms, { evaluators }: Evaluation): Html | undefined {
  const own = evaluators.find(({ subject }) => subject === forms.visit.person.subject);
  if (!own || own.declaration !== null) return undefined;
  // The declaration is the person's own, whatever others have done meanwhile.
  return stepForm(
    { ...forms, version: undefined },
    {
      step: 'habilitet',
      title: 'Gi habilitetserklæring',
      button: 'Gi erklæringen',
      content: (filled) => html`
${checkboxField({ filled, name: 'isImpartial', label: 'Jeg har ingen bindinger til noen av tilbyderne' })}
${textArea({ filled, name: 'statement', label: 'Forhold som bør være kjent', optional: true })}`,
    },
  );
}

function appointment(forms: Forms, { evaluators }: Evaluation): Html {
  const choices = evaluators.map(({ name, subject }) => ({ value: subject, text: name ?? subject }));
  return html`${stepForm(forms, {
    step: 'utpek',
    title: 'Utpek en som evaluerer',
    button: 'Utpek',
    content: (filled) =>
      textField({
        filled,
        name: 'subject',
        label: 'Brukernavn',
        hint: 'Slik personen er registrert i innloggingen.',
      }),
  })}
${
  choices.length > 0 &&
  stepForm(forms, {
    step: 'fratre',
    title: 'Ta en person ut av evalueringen',
    button: 'Ta ut',
    tone: 'danger',
    content: (filled) => html`
${selectField({ filled, name: 'subject', label: 'Hvem', choices, empty: 'Velg person' })}
${textArea({ filled, name: 'reason', label: 'Hvorfor' })}`,
  })
}`;
}

/** Equal bids: a stated rule, or lots that one person draws and another confirms. */
function ties(forms: Forms, evaluation: Evaluation, names: PartNames): Html {
  const nameOf = supplierNames(evaluation);
  const lots = evaluation.openTies.map(({ lotId }) => ({ value: lotId, text: names.lot(lotId) }));
  const rules = (['lowest_price', 'best_quality', 'best_climate'] as const).map((value) => ({
    value,
    text: tieTexts[value],
  }));
  const settle =
    lots.length > 0 &&
    hasRole(forms.visit, 'procurement.officer') &&
    html`${stepForm(forms, {
      step: 'likhet',
      title: 'Avgjør likhet etter konkurransegrunnlagets regel',
      button: 'Avgjør',
      content: (filled) => html`
${selectField({ filled, name: 'lotId', label: 'Delkontrakt', choices: lots, value: lots[0]?.value ?? '' })}
${selectField({ filled, name: 'rule', label: 'Regel', choices: rules, empty: 'Velg regel' })}
${textField({ filled, name: 'note', label: 'Hvor regelen står' })}`,
    })}
${evaluation.openTies.map(({ bidIds, lotId }, at) => drawing(forms, { bidIds, lotId, at, nameOf, lot: names.lot(lotId) }))}`;
  const confirm = evaluation.drawings.slice(0, 1).map(
    ({
      bidIds,
      lotId,
      note,
    }) => html`<p>Loddtrekning i ${names.lot(lotId)}: ${bidIds.map(nameOf).join(', ')}. ${note}</p>
${stepForm(forms, { step: 'bekreft', title: 'Bekreft loddtrekningen', button: 'Bekreft', content: (filled) => selectField({ filled, name: 'lotId', label: 'Delkontrakt', choices: [{ value: lotId, text: names.lot(lotId) }], value: lotId }) })}`,
  );
  return html`${settle}${confirm}`;
}

function drawing(
  forms: Forms,
  tie: {
    readonly lotId: string;
    readonly lot: string;
    readonly bidIds: readonly string[];
    readonly at: number;
    readonly nameOf: (bidId: string) => string;
  },
): Html | undefined {
  // One lot after the other: the form's fields are named for one.
  if (tie.at > 0) return undefined;
  const choices = tie.bidIds.map((bidId) => ({ value: bidId, text: tie.nameOf(bidId) }));
  return stepForm(forms, {
    step: 'lodd',
    title: `Før loddtrekning i ${tie.lot}`,
    button: 'Før loddtrekningen',
    content: (filled) => html`
${selectField({ filled, name: 'lotId', label: 'Delkontrakt', choices: [{ value: tie.lotId, text: tie.lot }], value: tie.lotId })}
${tie.bidIds.map((_, place) => selectField({ filled, name: `place${place + 1}`, label: `Trukket som nummer ${place + 1}`, choices, empty: 'Velg tilbyder' }))}
${textField({ filled, name: 'note', label: 'Hvordan det ble trukket, og hvem som var til stede' })}`,
  });
}

const reopening = (forms: Forms): Html =>
  stepForm(forms, {
    step: 'gjenapne',
    title: 'Åpne evalueringen igjen etter en klage',
    button: 'Åpne igjen',
    tone: 'danger',
    content: (filled) => textArea({ filled, name: 'reason', label: 'Hvorfor' }),
  });

/** Before the start: what the start means, and the button. */
export function notStartedPage(forms: Forms, title: string): Page {
  return {
    title: `Evaluering av ${title}`,
    section: 'procurement',
    body: html`${heading('Evaluering', { above: title })}
${forms.navigation}
<p class="lead">Evalueringen er ikke startet, eller du er ikke utpekt til å delta i den. Den kan startes når tilbudene er åpnet. Kriterier, vekter og modell ligger fast fra da av.</p>
${hasRole(forms.visit, 'procurement.officer') && stepButton(forms, 'start', 'Start evalueringen')}`,
  };
}
