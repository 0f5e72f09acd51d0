import type { rejectionGround } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import { day, moment } from '../../format/time.ts';
import { checkboxField, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepForm } from './forms.ts';
import {
  bidTag,
  type EvaluatedBid,
  type Evaluation,
  groundTexts,
  type PartNames,
  pointsText,
} from './words.ts';

const doneTexts = {
  kvalifiser: 'Tilbyderen er kvalifisert.',
  avvis: 'Tilbudet er avvist.',
  gjeninnta: 'Avvisningen er trukket tilbake.',
  poeng: 'Poengene dine er registrert.',
  omforent: 'De omforente poengene er ført.',
  forklaring: 'Spørsmålet er registrert. Send det til tilbyderen.',
  svar: 'Forklaringen er registrert.',
};

type Cell = { readonly lotId: string; readonly criterionId: string };
type Shown = {
  readonly evaluation: Evaluation;
  readonly bid: EvaluatedBid;
  readonly names: PartNames;
  readonly grounds: readonly z.output<typeof rejectionGround>[];
};

/** One bid: its qualification, its scores with their reasons, and what can be done with it. */
export function bidPage(forms: Forms, shown: Shown): Page {
  const { bid, evaluation, names } = shown;
  const isOpen = evaluation.status === 'started';
  const isOfficer = isOpen && hasRole(forms.visit, 'procurement.officer');
  const isScored = isOpen && bid.status !== 'rejected' && evaluation.qualitySettledAt === null;
  return {
    title: `Tilbud fra ${bid.supplierName}`,
    section: 'procurement',
    body: html`${heading(bid.supplierName, { above: html`<a href="${forms.path.replace(/\/tilbud\/.*$/, '')}">Evaluering</a>`, actions: statusTag(bidTag(bid)) })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${
  bid.rejection &&
  facts([
    ['Avvist', moment(bid.rejection.at)],
    ['Grunnlag', `${bid.rejection.paragraph}: ${groundTexts[bid.rejection.ground]}`],
    ['Begrunnelse', bid.rejection.reason],
  ])
}
<section><h2>Kvalifikasjon</h2>
${assessments(bid, names)}
${isOfficer && bid.status === 'received' && qualification(forms, shown)}
${isOfficer && bid.status !== 'rejected' && rejection(forms, shown)}
${isOfficer && bid.status === 'rejected' && stepForm(forms, { step: 'gjeninnta', title: 'Trekk avvisningen tilbake', button: 'Trekk tilbake', content: (filled) => textArea({ filled, name: 'reason', label: 'Hvorfor' }) })}
</section>
<section><h2>Poeng</h2>
${scores(forms, shown)}
${isScored && isEvaluator(forms, evaluation) && scoreForm(forms, shown, 'poeng')}
${isScored && isOfficer && scoreForm(forms, shown, 'omforent')}
</section>
${evaluation.ranking !== null && lowPrice(forms, shown, isOfficer)}`,
  };
}

function assessments({ assessments: given }: EvaluatedBid, names: PartNames): Html {
  return table(given, {
    caption: 'Kvalifikasjonskrav',
    columns: [
      { head: 'Krav', cell: ({ requirementId }) => names.requirement(requirementId) },
      { head: 'Oppfylt', cell: ({ isFulfilled }) => (isFulfilled ? 'Ja' : 'Nei') },
      { head: 'Merknad', cell: ({ note }) => note },
    ],
    empty: 'Kravene er ikke vurdert.',
  });
}

const qualification = (forms: Forms, { evaluation, names }: Shown): Html =>
  stepForm(forms, {
    step: 'kvalifiser',
    title: 'Kvalifiser tilbyderen',
    button: 'Kvalifiser',
    content: (filled) =>
      evaluation.basis.requirementIds.map(
        (id) => html`
${checkboxField({ filled, name: `oppfylt-${id}`, label: `${names.requirement(id)} er oppfylt` })}
${textField({ filled, name: `merknad-${id}`, label: `Dokumentert med (${id})`, optional: true })}`,
      ),
  });

const rejection = (forms: Forms, { grounds }: Shown): Html =>
  stepForm(forms, {
    step: 'avvis',
    title: 'Avvis tilbudet',
    button: 'Avvis tilbudet',
    tone: 'danger',
    content: (filled) => html`
${selectField({
  filled,
  name: 'ground',
  label: 'Grunnlag',
  empty: 'Velg grunnlag',
  choices: grounds.map(({ ground, isDuty, paragraph }) => ({
    value: ground,
    text: `${paragraph} ${groundTexts[ground]} (${isDuty ? 'skal' : 'kan'} avvises)`,
  })),
})}
${textArea({ filled, name: 'reason', label: 'Begrunnelse', hint: 'Tilbyderen får den.' })}`,
  });

/** What of the bid is to be scored. */
function cellsOf({ basis }: Evaluation, { lotIds }: EvaluatedBid): readonly Cell[] {
  return (lotIds ?? basis.lotIds).flatMap((lotId) =>
    basis.criteria
      .filter((one) => one.type !== 'price' && (one.lotIds === null || one.lotIds.includes(lotId)))
      .map(({ criterionId }) => ({ lotId, criterionId })),
  );
}

function scores(forms: Forms, { bid, evaluation, names }: Shown): Html {
  const isAt = (cell: Cell) => (one: Cell & { readonly bidId: string }) =>
    one.bidId === bid.bidId && one.lotId === cell.lotId && one.criterionId === cell.criterionId;
  const nameOf = (by: string) => evaluation.evaluators.find(({ subject }) => subject === by)?.name ?? by;
  const columns: readonly Column<Cell>[] = [
    { head: 'Kriterium', cell: (cell) => cellText(cell, evaluation, names) },
    {
      head: 'Har satt poeng',
      cell: (cell) =>
        `${evaluation.given.find(isAt(cell))?.evaluators ?? 0} av ${evaluation.evaluators.length}`,
      kind: 'short',
    },
    {
      head: 'Poeng hver for seg',
      cell: (cell) =>
        evaluation.scores
          .filter(isAt(cell))
          .map(
            ({ by, points, reason }) =>
              html`<p>${by === forms.visit.person.subject ? 'Du' : nameOf(by)}: ${pointsText(points)}. ${reason}</p>`,
          ),
    },
    {
      head: 'Omforente poeng',
      cell: (cell) => {
        const settled = evaluation.settledScores.find(isAt(cell));
        return settled && html`<p><strong>${pointsText(settled.points)}</strong>. ${settled.reason}</p>`;
      },
    },
  ];
  return table(cellsOf(evaluation, bid), {
    caption: 'Poeng',
    columns,
    empty: 'Bare prisen avgjør; tilbudet skal ikke ha poeng.',
  });
}

const cellText = ({ criterionId, lotId }: Cell, { basis }: Evaluation, names: PartNames): string =>
  basis.lotIds.length === 1
    ? names.criterion(criterionId)
    : `${names.criterion(criterionId)}, ${names.lot(lotId)}`;

const isEvaluator = ({ visit }: Forms, { evaluators }: Evaluation): boolean =>
  evaluators.some(
    ({ declaration, subject }) => subject === visit.person.subject && declaration?.isImpartial === true,
  );

function scoreForm(forms: Forms, { bid, evaluation, names }: Shown, step: 'poeng' | 'omforent'): Html {
  const choices = cellsOf(evaluation, bid).map((cell) => ({
    value: `${cell.lotId}/${cell.criterionId}`,
    text: cellText(cell, evaluation, names),
  }));
  return stepForm(forms, {
    step,
    title: step === 'poeng' ? 'Sett dine poeng' : 'Før omforente poeng',
    button: step === 'poeng' ? 'Sett poeng' : 'Før poengene',
    content: (filled) => html`
${selectField({ filled, name: 'about', label: 'Kriterium', choices, empty: 'Velg kriterium' })}
${textField({ filled, name: 'points', label: 'Poeng', hint: 'Fra 0 til 10, med høyst to desimaler.', inputMode: 'decimal' })}
${textArea({ filled, name: 'reason', label: 'Begrunnelse', hint: step === 'poeng' ? 'Bare du ser den før de omforente poengene er ført.' : 'Den brukes i tildelingsbrevene.' })}`,
  });
}

function lowPrice(forms: Forms, { bid }: Shown, isOfficer: boolean): Html {
  const { explanation } = bid;
  const ask =
    isOfficer &&
    bid.status !== 'rejected' &&
    explanation === null &&
    stepForm(forms, {
      step: 'forklaring',
      title: 'Be om forklaring på prisen',
      button: 'Registrer spørsmålet',
      content: (filled) => html`
${textArea({ filled, name: 'question', label: 'Hva tilbyderen bes om å forklare' })}
${textField({ filled, name: 'answerBy', label: 'Svarfrist (ut dagen)', type: 'date' })}`,
    });
  const answer =
    isOfficer &&
    bid.status !== 'rejected' &&
    explanation !== null &&
    stepForm(forms, {
      step: 'svar',
      title: 'Registrer forklaringen',
      button: 'Registrer',
      content: (filled) => textArea({ filled, name: 'explanation', label: 'Hva tilbyderen svarte' }),
    });
  return html`<section><h2>Forklaring på prisen</h2>
${
  explanation === null
    ? html`<p class="empty">Tilbyderen er ikke bedt om å forklare prisen (FOA § 24-9).</p>`
    : facts([
        ['Spørsmål', explanation.question],
        ['Svarfrist', day(explanation.answerBy.slice(0, 10))],
        ['Svar', explanation.answer],
      ])
}
${ask}${answer}</section>`;
}
