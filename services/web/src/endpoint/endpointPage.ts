import { moment } from '../format/time.ts';
import { blank, errorSummary, type Filled, form, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, doneNotice, facts, heading, nextPage, statusTag, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { eventText } from '../words/order.ts';
import { conditionText, eventTypeText } from './filter.ts';
import { filterForm } from './filterForm.ts';
import { limitsText } from './pace.ts';
import { paceSection } from './paceSection.ts';
import { selfTestSection } from './selfTestSection.ts';
import { type Delivery, deliveryWords, type Endpoint, endpointWords, type SelfTest } from './words.ts';

const doneTexts = {
  prove: 'Prøvehendelsen er sendt. Leveringen står i listen nederst.',
  selvtest: 'Selvtesten er startet.',
  av: 'Mottaket er slått av. Hendelsene venter til det slås på igjen.',
  engang: 'Stengingen er lagt til.',
  filter: 'Lagret. Det gjelder for det som kommer fra nå av.',
  'fjern-stenging': 'Stengingen er fjernet. Det som ventet på den, sendes nå.',
  paa: 'Mottaket er slått på. Det som ventet, sendes nå, i rekkefølge.',
  tempo: 'Tempoet er lagret.',
  ukentlig: 'Stengingen er lagt til.',
  gjensending: 'Hendelsene sendes på nytt, med de samme id-ene som før.',
} as const;

/** How often the page looks for news of a self-test that runs. */
const refreshSeconds = 2;

export type Shown = {
  readonly endpoint: Endpoint;
  readonly version: string | undefined;
  readonly selfTest: SelfTest | undefined;
  readonly deliveries: { readonly items: readonly Delivery[]; readonly next: string | null };
  readonly filled: Filled;
};

/** One endpoint: its self-test, its deliveries, and what can be done to it. */
export function endpointPage(visit: SignedInVisit, shown: Shown): Page {
  const { endpoint, filled, selfTest } = shown;
  const address = `/mottak/${encodeURIComponent(endpoint.endpointId)}`;
  const button = (what: string, text: string, version?: string) =>
    form(visit, { action: `${address}/${what}`, version, content: html`<button>${text}</button>` });
  const isOn = endpoint.status === 'enabled';
  const filledAs = (name: string) => (filled.form === name ? filled : blank(name));
  return {
    title: 'Mottak',
    section: 'endpoints',
    ...(selfTest?.status === 'running' && { refreshSeconds }),
    body: html`${heading('Mottak', { above: html`<a href="/mottak">Mottak i eget system</a>`, actions: statusTag(endpointWords[endpoint.status]) })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${endpointFacts(endpoint)}
<div class="actions">${isOn && button('prove', 'Send prøvehendelse')} ${button(isOn ? 'av' : 'paa', isOn ? 'Slå av' : 'Slå på', shown.version)} ${button('hemmelighet', 'Lag ny hemmelighet', shown.version)}</div>
${selfTestSection(selfTest, button('selvtest', 'Start selvtest'))}
${filterForm(visit, { action: `${address}/filter`, endpoint, version: shown.version, filled: filledAs('filter') })}
${paceSection(visit, { address, endpoint, version: shown.version, filledAs })}
${deliveriesSection(shown.deliveries, address)}
${isOn && replayForm(visit, { action: `${address}/gjensending`, filled: filledAs('gjensending') })}`,
  };
}

function endpointFacts({
  asymmetricSignature,
  createdAt,
  disabledReason,
  eventTypes,
  filter,
  limits,
  url,
}: Endpoint): Html {
  return facts([
    ['Adresse', url],
    ['Hendelser', eventTypes.length === 0 ? 'Alle' : eventTypes.map(eventTypeText).join(', ')],
    ['Filter', filter.length === 0 ? 'Ingen' : filter.map((condition) => `${conditionText(condition)}. `)],
    ['Signatur', asymmetricSignature ? 'Hemmelighet og kommunens nøkkel' : 'Hemmelighet'],
    ['Tempo', limitsText(limits)],
    ['Registrert', moment(createdAt)],
    ...(disabledReason === null ? [] : [['Slått av fordi', disabledReason] as const]),
  ]);
}

function deliveriesSection({ items, next }: Shown['deliveries'], address: string): Html {
  const columns: readonly Column<Delivery>[] = [
    { head: 'Hendelse', cell: ({ eventType }) => eventText(eventType) },
    { head: 'Status', cell: ({ status }) => statusTag(deliveryWords[status]) },
    { head: 'Forsøk', kind: 'number', cell: ({ attempts }) => attempts },
    { head: 'Opprettet', kind: 'short', cell: ({ createdAt }) => moment(createdAt) },
    {
      head: 'Levert, eller neste forsøk',
      kind: 'short',
      cell: ({ deliveredAt, nextAttemptAt }) => {
        const at = deliveredAt ?? nextAttemptAt;
        return at === null ? '–' : moment(at);
      },
    },
  ];
  return html`<section><h2>Leveringer</h2>
${table(items, { caption: 'Leveringer', columns, empty: 'Ingenting er sendt ennå.' })}
${nextPage(address, {}, next)}</section>`;
}

function replayForm(
  visit: SignedInVisit,
  { action, filled }: { readonly action: string; readonly filled: Filled },
): Html {
  const content = html`
${textField({ filled, name: 'since', label: 'Fra og med', type: 'date' })}
<button>Send på nytt</button>`;
  return html`<section><h2>Send på nytt</h2>
<p>Alt som er kommet fra og med denne dagen, sendes én gang til. Hendelser systemet allerede har, kjenner det igjen på id-en.</p>
${form(visit, { action, content })}</section>`;
}
