import { dayOf, timeOfDay } from '../format/time.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { eventText } from '../words/order.ts';
import type { Order } from './actionForm.ts';

type Receipt = Order['deliveries'][number];

/** What the contractor's system or mailbox has received, and what it hasn't: facts from the deliveries, newest last. */
export function receipts({ callOffs, deliveries }: Order): Html {
  if (deliveries.length === 0) {
    return html`<p class="empty">Ingen kvitteringer ennå. Entreprenører uten eget system får avropet på e-post.</p>`;
  }
  const names = new Map(callOffs.map(({ callOffId, supplierName }) => [callOffId, supplierName]));
  const items = deliveries.map((receipt) => {
    const name = names.get(receipt.callOffId ?? '');
    const said = receipt.channel === 'email' ? mailSentence(receipt, name) : sentence(receipt, name);
    return html`<li${attributes({ class: receipt.status })}>${said} <span class="under">${dayOf(receipt.at)}</span></li>`;
  });
  return html`<ul class="receipts">${items}</ul>`;
}

function mailSentence(
  { at, attempt, eventType, status, statusCode }: Receipt,
  name = 'entreprenøren',
): string {
  const what = eventText(eventType);
  const time = `kl.\u00a0${timeOfDay(at)}`;
  const answered = statusCode === null ? '' : ` (feilkode ${statusCode})`;
  switch (status) {
    case 'delivered':
      return `E-post med ${what} ble sendt til ${name} ${time}.`;
    case 'failed':
      return `E-post med ${what} kunne ikke sendes til ${name} ${time}${answered}. Det prøves på nytt.`;
    case 'superseded':
      return `E-post med ${what} ble ikke sendt til ${name}: en senere melding har kommet i stedet.`;
    case 'exhausted':
      return `E-post med ${what} kunne ikke sendes til ${name} etter ${attempt} forsøk, sist ${time}${answered}. Kontroller e-postadressen, og ta kontakt med entreprenøren.`;
  }
}

function sentence({ at, attempt, eventType, status, statusCode }: Receipt, name: string | undefined): string {
  const firm = name === undefined ? 'Entreprenørens system' : `Systemet til ${name}`;
  const what = eventText(eventType);
  const time = `kl.\u00a0${timeOfDay(at)}`;
  const answered = statusCode === null ? 'ikke' : `med feilkode ${statusCode}`;
  switch (status) {
    case 'delivered':
      return `${firm} mottok ${what} ${time}${attempt > 1 ? ` (forsøk ${attempt})` : ''}.`;
    case 'failed':
      return `${firm} svarte ${answered} da ${what} ble sendt ${time}. Det prøves på nytt.`;
    case 'superseded':
      return `${firm} fikk ikke ${what}: en senere melding om bestillingen har kommet i stedet.`;
    case 'exhausted':
      return `${firm} svarte ${answered}, og ${what} ble ikke levert etter ${attempt} forsøk, sist ${time}. Ta kontakt med entreprenøren.`;
  }
}
