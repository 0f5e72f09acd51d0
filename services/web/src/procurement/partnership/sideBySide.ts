import { kroner } from '../../format/money.ts';
import { day, dayOf } from '../../format/time.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { type Column, statusTag, table } from '../../html/parts.ts';
import { limitText, valueText } from './measure.ts';
import {
  type Goal,
  leftOfBudgetOre,
  type Partner,
  type Partnership,
  type Phase,
  partnerTags,
  type Run,
  runTags,
} from './words.ts';

/** What is compared: a row, with what it is for each partner. */
type Aspect = { readonly label: Content; readonly of: (partner: Partner) => Content };

/** All partners side by side: where each stands, what the whole has cost, and each phase by itself. */
export function sideBySide(partnership: Partnership, linkTo: (supplierId: string) => string): Html {
  const { kind, partners, terms } = partnership;
  const columns: readonly Column<Aspect>[] = [
    { head: 'Hva', cell: ({ label }) => label },
    ...partners.map(
      (partner): Column<Aspect> => ({ head: partner.name, cell: ({ of }) => of(partner) ?? '–' }),
    ),
  ];
  const compare = (aspects: readonly Aspect[], caption: string) =>
    table(aspects, { caption, columns, empty: 'Det er ingenting å sammenligne.' });
  const whole: readonly Aspect[] = [
    { label: 'Status', of: ({ status }) => statusTag(partnerTags[status]) },
    ...terms.goals.map(
      (goal): Aspect => ({ label: goalLabel(goal), of: ({ runs }) => measuredText(newestOf(runs, goal)) }),
    ),
    { label: 'Betalt for utviklingen', of: ({ developmentOre }) => kroner(developmentOre) },
    ...(kind === 'innovation_partnership' ? [{ label: 'Kjøpsopsjon', of: purchaseText }] : []),
    {
      label: 'Skjemaer',
      of: ({ name, supplierId }) => html`<a href="${linkTo(supplierId)}">Gå til ${name}</a>`,
    },
  ];
  return html`<section><h2>Partnerne side om side</h2>
${compare(whole, 'Hele løsningen')}
</section>
${terms.phases.map(
  (phase, at) => html`<section><h2>Fase ${at + 1}: ${phase.title}</h2>
<p>Leveringsfrist ${day(phase.deadline)}. Budsjett ${kroner(phase.budgetOre)} til hver partner. Høyst ${phase.partnersMax} partnere.</p>
${compare(phaseAspects(phase, at), `Fase ${at + 1}`)}
</section>`,
)}`;
}

function phaseAspects(phase: Phase, at: number): readonly Aspect[] {
  /** What is said of who has begun with the phase. */
  const ofRun = (text: (run: Run) => Content) => (partner: Partner) => {
    const run = partner.runs[at];
    return run && text(run);
  };
  return [
    { label: 'Status', of: ofRun(({ status }) => statusTag(runTags[status])) },
    ...phase.deliverables.map(
      ({ title }): Aspect => ({ label: `Leveranse: ${title}`, of: ofRun(deliveredText) }),
    ),
    ...phase.subGoals.map(
      (goal): Aspect => ({ label: goalLabel(goal), of: ofRun((run) => measuredText(measured(run, goal))) }),
    ),
    {
      label: 'Begrunnelse for avgjørelsen',
      of: ofRun(({ decision }) => decision && html`<span class="lines">${decision.reason}</span>`),
    },
    { label: 'Betalt i fasen', of: ofRun((run) => kroner(phase.budgetOre - leftOfBudgetOre(phase, run))) },
    { label: 'Igjen av fasebudsjettet', of: ofRun((run) => kroner(leftOfBudgetOre(phase, run))) },
  ];
}

const goalLabel = (goal: Goal): Html => html`${goal.name}<span class="under">${limitText(goal)}</span>`;

/** All deliverables of a phase come in one delivery. */
export function deliveredText({ delivery, status }: Run): string {
  if (delivery === null) return status === 'exit' ? 'Ikke levert' : 'Ikke levert ennå';
  const when = `${delivery.isLate ? 'Levert etter fristen' : 'Levert'} ${dayOf(delivery.at)}`;
  return status === 'delivered' ? `${when}, ikke testet` : `${when}, testet`;
}

type Measured = NonNullable<Run['test']>['measurements'][number];
const measured = ({ test }: Run, { goalId }: Goal): Measured | undefined =>
  test?.measurements.find((one) => one.goalId === goalId);

/** The newest measurement of a goal, which is the one that counts. */
export const newestOf = (runs: readonly Run[], goal: Goal): Measured | undefined =>
  runs.flatMap((run) => measured(run, goal) ?? []).at(-1);

/** A measured value and whether it meets its goal. */
export const measuredText = (found: Measured | undefined): Html =>
  found === undefined
    ? statusTag({ label: 'Ikke målt', tone: 'quiet' })
    : html`${valueText(found.value)} ${statusTag(
        found.isMet ? { label: 'Nådd', tone: 'done' } : { label: 'Ikke nådd', tone: 'stopped' },
      )}`;

function purchaseText({ purchase, status, unmetGoalIds }: Partner): Html {
  if (purchase?.status === 'exercised') return statusTag({ label: 'Utløst', tone: 'done' });
  if (purchase) return statusTag({ label: 'Åpnet', tone: 'active' });
  return statusTag(
    status === 'developed' && unmetGoalIds.length === 0
      ? { label: 'Kan åpnes', tone: 'waiting' }
      : { label: 'Stengt', tone: 'quiet' },
  );
}
