import { checkboxField, type Filled, form, selectField, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { type Column, table } from '../html/parts.ts';
import type { SignedInVisit } from '../visit.ts';
import { isOver, weekdays, windowText } from './pace.ts';
import type { Endpoint } from './words.ts';

type Shown = {
  /** The address of the endpoint's page. */
  readonly address: string;
  readonly endpoint: Pick<Endpoint, 'limits' | 'maintenanceWindows'>;
  readonly version: string | undefined;
  readonly filledAs: (form: string) => Filled;
};

/** When a contractor's system is closed and how much it takes at a time, with the forms that change it. */
export function paceSection(visit: SignedInVisit, shown: Shown): Html {
  return html`<section><h2>Stenging og tempo</h2>
<p>Mens systemet er stengt, venter hendelsene, og ingenting regnes som feilet. Oppdrag som haster, sendes likevel, om dere ikke velger noe annet.</p>
${windowTable(visit, shown)}
${weeklyForm(visit, shown)}
${onceForm(visit, shown)}
${limitsForm(visit, shown)}</section>`;
}

function windowTable(visit: SignedInVisit, { address, endpoint, version }: Shown): Html {
  type Row = { readonly window: Endpoint['maintenanceWindows'][number]; readonly at: number };
  const columns: readonly Column<Row>[] = [
    { head: 'Stengt', cell: ({ window }) => windowText(window) },
    {
      head: 'Oppdrag som haster',
      cell: ({ window }) =>
        isOver(window, visit.now)
          ? 'Stengingen er over'
          : window.holdsUrgent
            ? 'Venter også'
            : 'Sendes likevel',
    },
    {
      head: 'Fjern',
      // The version that was seen goes with the place in the list, so that no other window is hit.
      cell: ({ window, at }) =>
        form(visit, {
          ...{ action: `${address}/fjern-stenging`, version },
          content: html`<input type="hidden" name="at" value="${at}"><button aria-label="Fjern ${windowText(window)}">Fjern</button>`,
        }),
    },
  ];
  const rows = endpoint.maintenanceWindows.map((window, at) => ({ window, at }));
  return table(rows, { caption: 'Stengetider', columns, empty: 'Systemet er aldri stengt.' });
}

const urgentLabel = 'Hold også tilbake oppdrag som haster';

function weeklyForm(visit: SignedInVisit, { address, filledAs, version }: Shown): Html {
  const filled = filledAs('ukentlig');
  const choices = weekdays.map(([value, text]) => ({ value, text }));
  const content = html`
${selectField({ filled, name: 'weekday', label: 'Ukedag', hint: 'Dagen stengingen begynner.', choices, empty: 'Velg dag' })}
<div class="grid">
${textField({ filled, name: 'from', label: 'Fra klokken', hint: 'For eksempel 22.00.' })}
${textField({ filled, name: 'until', label: 'Til klokken', hint: 'Er det før «fra», gjelder det dagen etter.' })}
</div>
${checkboxField({ filled, name: 'holdsUrgent', label: urgentLabel })}
<button>Legg til</button>`;
  return folded(filled, 'Steng hver uke', form(visit, { action: `${address}/ukentlig`, version, content }));
}

function onceForm(visit: SignedInVisit, { address, filledAs, version }: Shown): Html {
  const filled = filledAs('engang');
  const content = html`
<div class="grid">
${textField({ filled, name: 'fromDay', label: 'Fra dag', type: 'date' })}
${textField({ filled, name: 'fromTime', label: 'Fra klokken', hint: 'For eksempel 22.00.' })}
${textField({ filled, name: 'untilDay', label: 'Til dag', type: 'date' })}
${textField({ filled, name: 'untilTime', label: 'Til klokken', hint: 'For eksempel 06.00.' })}
</div>
${checkboxField({ filled, name: 'holdsUrgent', label: urgentLabel })}
<button>Legg til</button>`;
  return folded(filled, 'Steng én gang', form(visit, { action: `${address}/engang`, version, content }));
}

function limitsForm(visit: SignedInVisit, { address, endpoint, filledAs, version }: Shown): Html {
  const filled = filledAs('tempo');
  const { inFlightMax, perSecondMax } = endpoint.limits;
  const content = html`
<div class="grid">
${textField({ filled, name: 'inFlightMax', label: 'Forespørsler samtidig', hint: 'Fra 1 til 16.', value: String(inFlightMax) })}
${textField({ filled, name: 'perSecondMax', label: 'Forespørsler i sekundet', hint: 'Fra 1 til 1000. Tomt: så mange systemet tar imot.', value: perSecondMax === null ? '' : String(perSecondMax), optional: true })}
</div>
<button>Lagre</button>`;
  return folded(filled, 'Sett tempoet', form(visit, { action: `${address}/tempo`, version, content }));
}

/** Open where the form came back with something to mend. */
const folded = (filled: Filled, summary: string, content: Html): Html =>
  html`<details${attributes({ open: filled.entered.size > 0 })}><summary>${summary}</summary>${content}</details>`;
