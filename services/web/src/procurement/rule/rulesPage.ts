import { day, dayOf } from '../../format/time.ts';
import { blank, errorSummary, type Filled, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../../visit.ts';
import { addRuleForm, type RuleName } from './addRuleForm.ts';
import { type ListedRule, valueText } from './value.ts';
import { ruleStandingWords, ruleStatusWords } from './words.ts';

/** What is shown: the rules that hold on a day, or all rows of one rule. */
export type Shown = { readonly on: string; readonly key: string | undefined };

/** The rules of procurement, with the form by which an administrator adds one. */
export function rulesPage(
  visit: SignedInVisit,
  {
    filled,
    names,
    rules,
    shown,
  }: {
    readonly rules: readonly ListedRule[];
    /** The rules that there are, to choose from. */
    readonly names: readonly RuleName[];
    readonly shown: Shown;
    readonly filled: Filled;
  },
): Page {
  const { key, on } = shown;
  return {
    title: 'Regler for anskaffelser',
    section: 'procurement',
    body: html`${heading('Regler for anskaffelser', { above: html`<a href="/anskaffelser/radgiver">Rådgiver for anskaffelser</a>` })}
${errorSummary(filled)}
${doneNotice(visit.query, { lagt: 'Regelen er lagt til. Det som ble rettet, står i historikken.' })}
<p class="lead">Beløp, frister og krav som systemet regner med, hver med kilde og hvor sikker den er. En avgjørelse tar vare på reglene den ble tatt etter.</p>
${key === undefined ? dayForm(on) : html`<p><a href="/regler">Vis alle reglene</a></p>`}
<section><h2>${key === undefined ? `Reglene ${day(on)}` : 'Alt som er registrert om regelen'}</h2>
${tableOf(rules)}
</section>
${hasRole(visit, 'admin') && addRuleForm(visit, { names, filled, key })}`,
  };
}

function dayForm(on: string): Html {
  const filled = { ...blank('dag'), entered: new Map([['dato', on]]) };
  return html`<form method="get" action="/regler" class="narrow">
${textField({ filled, name: 'dato', label: 'Regler som gjelder', type: 'date' })}
<button>Vis</button>
</form>`;
}

function tableOf(rules: readonly ListedRule[]): Html {
  return table(rules, {
    caption: 'Regler',
    columns: [
      {
        head: 'Regel',
        cell: ({ key, note, title }) =>
          html`<a href="/regler?nokkel=${encodeURIComponent(key)}">${title}</a>${note !== null && html`<span class="under">${note}</span>`}`,
      },
      { head: 'Verdi', cell: (rule) => valueText(rule) },
      { head: 'Gjelder', cell: periodText },
      { head: 'Kilde', cell: sourceText },
      {
        head: 'Status',
        cell: ({ standing, status }) =>
          html`${statusTag(ruleStatusWords[status])} ${standing !== 'in_force' && statusTag(ruleStandingWords[standing])}`,
      },
    ],
    empty: 'Ingen regler gjelder denne dagen.',
  });
}

function periodText({ validFrom, validTo }: ListedRule): string {
  const from = validFrom === null ? 'ikke oppgitt når' : `fra ${day(validFrom)}`;
  return validTo === null ? from : `${from} til ${day(validTo)}`;
}

function sourceText({ registeredAt, registeredBy, source }: ListedRule) {
  if (registeredAt === null) return source;
  const added = `registrert ${dayOf(registeredAt)} av ${registeredBy ?? 'ukjent'}`;
  return html`${source}<span class="under">${added}</span>`;
}
