import { kroner } from '../../format/money.ts';
import { day, dayOf } from '../../format/time.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { notice, statusTag, table } from '../../html/parts.ts';
import { ruleList } from '../rule/ruleList.ts';
import { valueText } from '../rule/value.ts';
import { ruleStatusWords } from '../rule/words.ts';
import {
  type Advice,
  type Advised,
  clauseStandingWords,
  clauseWords,
  partWords,
  procedureWords,
  standingWords,
  thresholdWords,
} from './words.ts';

/** The question, as the form of a new case takes it over. */
type Asked = Readonly<Record<string, string>>;

/** What the adviser found, from what may be used to what is not known. */
export function adviceAnswer(advice: Advice, asked: Asked): Html {
  return html`<section><h2>Prosedyrer for ${kroner(advice.estimatedValueOre)}</h2>
<p>${advice.part === null ? 'Ingen regel for dagen sier hva som gjelder for en slik verdi. Derfor gis det ikke råd.' : partWords[advice.part]}</p>
${advice.notes.map((note) => notice('warn', noteText(note)))}
${advice.part !== null && procedureTable(advice.procedures, asked)}
</section>
${advice.splitting !== null && splittingSection(advice.splitting)}
${advice.changes.map(changeSection)}
<section><h2>Krav i kontrakten</h2>
${table(advice.clauses, {
  caption: 'Krav i kontrakten',
  columns: [
    { head: 'Krav', cell: ({ clause }) => clauseWords[clause] },
    { head: 'Gjelder', cell: ({ standing }) => statusTag(clauseStandingWords[standing]) },
    { head: 'Regler', cell: ({ rules }) => foldedRules(rules) },
  ],
  empty: 'Ingen krav er registrert.',
})}
</section>`;
}

const foldedRules = (rules: Advised['rules']): Content =>
  rules.length === 0
    ? 'Ingen regel er registrert.'
    : html`<details><summary>Vis reglene (${rules.length})</summary>${ruleList(rules)}</details>`;

function procedureTable(procedures: Advice['procedures'], asked: Asked): Html {
  return table(procedures, {
    caption: 'Prosedyrer',
    columns: [
      { head: 'Prosedyre', cell: ({ procedure }) => procedureWords[procedure] },
      {
        head: 'Kan den brukes?',
        cell: ({ isUnconfirmed, standing }) =>
          html`${statusTag(standingWords[standing])} ${isUnconfirmed && statusTag(ruleStatusWords.unconfirmed)}`,
      },
      { head: 'Vilkår', cell: conditionText },
      { head: 'Korteste frist', cell: ({ deadlines }) => deadlines.map(deadlineText) },
      { head: 'Regler', cell: ({ rules }) => foldedRules(rules) },
      {
        head: 'Ny anskaffelse',
        cell: ({ procedure, standing }) => standing !== 'not_allowed' && newCaseLink(procedure, asked),
      },
    ],
    empty: 'Ingen prosedyrer.',
  });
}

function newCaseLink(procedure: Advised['procedure'], asked: Asked): Html {
  const query = new URLSearchParams({ ...asked, prosedyre: procedure });
  return html`<a href="/anskaffelser/ny?${query.toString()}">Opprett<span class="unseen"> med ${procedureWords[procedure]}</span></a>`;
}

function conditionText({ condition, why }: Advised): string {
  if (why === 'no_rule') return 'Ingen regel åpner for den ved denne verdien.';
  return condition ?? (why === 'other_kind' ? 'Gjelder andre slag av kontrakter.' : '–');
}

const deadlineText = ({ earliest, window }: Advised['deadlines'][number]): Html =>
  html`<span class="place">${window === 'bids' ? 'tilbud' : 'forespørsel'} ${day(earliest)}</span>`;

/** The one thing about a rule that must not be overlooked. */
function noteText({ about, inUse, rules }: Advice['notes'][number]): Html {
  const used = inUse && html`${inUse.title}: ${valueText(inUse)}`;
  const other = rules.map((rule) => valueText(rule)).join(', ');
  switch (about) {
    case 'no_rule':
      return html`<p>En terskelverdi mangler for denne dagen. <a href="/regler">Se reglene</a>.</p>`;
    case 'newer_amount_unconfirmed':
      return html`<p>${used} er den eldre satsen. Det nye beløpet er bare kjent i euro (${other}), er ubekreftet og brukes ikke her. Undersøk hva som gjelder i kroner.</p>`;
    case 'proposal':
      return html`<p>${used} er i bruk. Det er foreslått å endre den til ${other}; når, er ikke kjent. Ubekreftet.</p>`;
    case 'own_threshold':
      return html`<p>Er dette en helse- eller sosialtjeneste, gjelder egne regler (anskaffelsesforskriften del IV) og en egen terskelverdi. ${used}${other && ` (nyere beløp, ubekreftet: ${other})`}. Rådene her gjelder ikke slike tjenester.</p>`;
    case 'sources_disagree':
      return html`<p>Kildene er uenige. ${used} er i bruk; en annen kilde oppgir ${other}.</p>`;
  }
}

/** «Fra 2 300 000 kr endrer dette seg». */
function changeSection({ procedures, side, threshold }: Advice['changes'][number]): Html {
  const name = thresholdWords[threshold.name];
  const title = `${side === 'from' ? 'Fra' : 'Under'} ${kroner(threshold.fromOre)} (${name})`;
  const changed = procedures.map(
    ({ beyond, now, procedure }) =>
      html`<li>${procedureWords[procedure]}: ${standingWords[beyond].label.toLocaleLowerCase('nb')}, mot ${standingWords[now].label.toLocaleLowerCase('nb')} nå</li>`,
  );
  return html`<section><h2>${title}</h2>
${changed.length === 0 ? html`<p>De samme prosedyrene kan brukes.</p>` : html`<p>Dette endrer seg:</p><ul>${changed}</ul>`}
</section>`;
}

function splittingSection({
  hasMore,
  others,
  passed,
  since,
  sumOre,
}: NonNullable<Advice['splitting']>): Html {
  const highest = passed.at(-1);
  const warning =
    highest &&
    notice(
      'warn',
      html`<p>Til sammen er det ${kroner(sumOre)}, som når ${thresholdWords[highest.name]} på ${kroner(highest.fromOre)}. Er det samme behov, må kjøpene regnes som én anskaffelse: Et behov kan ikke deles opp for å komme under en terskelverdi.</p>`,
    );
  return html`<section><h2>Kan behovet være delt opp?</h2>
${warning}
${!highest && html`<p>Sammen med det andre som enheten har kjøpt, er det ${kroner(sumOre)}. Ingen ny terskelverdi nås.</p>`}
${table(others, {
  caption: 'Andre anskaffelser av samme slag i enheten',
  columns: [
    { head: 'Anskaffelse', cell: ({ title }) => title },
    { head: 'Prosedyre', cell: ({ procedure }) => procedureWords[procedure] },
    { head: 'Opprettet', cell: ({ createdAt }) => dayOf(createdAt), kind: 'short' },
    { head: 'Anslått verdi', cell: ({ estimatedValueOre }) => kroner(estimatedValueOre), kind: 'number' },
  ],
  empty: `Enheten har ikke opprettet andre anskaffelser av samme slag siden ${day(since)}.`,
})}
${hasMore && html`<p>Det er flere enn som vises og er regnet med.</p>`}
</section>`;
}
