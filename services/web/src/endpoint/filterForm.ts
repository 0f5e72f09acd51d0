import { deliveredTypes } from '@tiltak/contracts/contractor';
import { checkboxField, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';
import { eventTypeWords, isPlain, type Subscription, shownFilter } from './filter.ts';

/** The form by which a contractor says which events, and of which orders, its endpoint is told of. */
export function filterForm(
  visit: SignedInVisit,
  {
    action,
    endpoint,
    filled,
    version,
  }: {
    readonly action: string;
    readonly endpoint: Subscription;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Html {
  const title = html`<h2>Hva mottaket får</h2>`;
  if (!isPlain(endpoint.filter))
    return html`<section>${title}<p>Filteret har flere vilkår om det samme, og er satt av systemet deres. Endre det derfra.</p></section>`;
  const shown = shownFilter(endpoint.filter);
  const value = (name: string) => ({ filled, name, value: shown[name] ?? '', optional: true });
  const types = deliveredTypes.map((name) =>
    checkboxField({
      ...{ filled, name, label: eventTypeWords[name] },
      value: endpoint.eventTypes.includes(name) ? 'ja' : '',
    }),
  );
  const urgency = [
    { value: 'ja', text: 'Bare de som haster' },
    { value: 'nei', text: 'Bare de som ikke haster' },
  ];
  const content = html`
<fieldset><legend>Hendelser (ingen valgt betyr alle)</legend>${types}</fieldset>
<fieldset><legend>Oppdrag</legend>
<p class="hint">Et oppdrag må passe til alt som er fylt ut, slik det sto i forespørselen. Det følges da til det er ferdig, også om det endres. Det som ikke sendes hit, står likevel i hendelsesloggen (feed).</p>
${selectField({ ...value('urgent'), label: 'Hast', empty: 'Alle oppdrag', choices: urgency })}
<div class="grid">
${textField({ ...value('amountFrom'), label: 'Beløp fra', inputMode: 'decimal', suffix: 'kr' })}
${textField({ ...value('amountTo'), label: 'Beløp til', inputMode: 'decimal', suffix: 'kr' })}
${textField({ ...value('hoursFrom'), label: 'Planlagte timer fra', inputMode: 'decimal', suffix: 'timer' })}
${textField({ ...value('hoursTo'), label: 'Planlagte timer til', inputMode: 'decimal', suffix: 'timer' })}
${textField({ ...value('dueFrom'), label: 'Frist fra', type: 'date' })}
${textField({ ...value('dueTo'), label: 'Frist til', type: 'date' })}
</div>
${textArea({ ...value('buildingIds'), label: 'Bygninger', hint: 'buildingId slik den står i hendelsene, én på hver linje.' })}
${textArea({ ...value('agreementIds'), label: 'Rammeavtaler', hint: 'frameworkAgreementId slik den står i hendelsene, én på hver linje.' })}
</fieldset>
<button>Lagre</button>`;
  return html`<section>${title}
<details${attributes({ open: filled.entered.size > 0 })}><summary>Velg hendelser og oppdrag</summary>${form(visit, { action, version, content, className: 'sheet' })}</details></section>`;
}
