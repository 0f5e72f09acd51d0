import type { measure } from '@tiltak/contracts/projects';
import type * as z from 'zod';
import { changeTable } from '../change/changeTable.ts';
import { kroner } from '../format/money.ts';
import { organisationNumberText, quantity } from '../format/quantity.ts';
import { day, moment } from '../format/time.ts';
import { errorSummary, type Filled } from '../html/form.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { type Column, doneNotice, facts, heading, notice, statusTag, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { clockWords } from '../words/clock.ts';
import { invoiceWords } from '../words/followUp.ts';
import { type Job, urgencyWords } from '../words/job.ts';
import { type CallOffStatus, callOffWords, heldReasonText, orderWords } from '../words/order.ts';
import type { Order } from './actionForm.ts';
import { actionForms, awaitsApproval } from './actionForms.ts';
import { orderActions } from './actions.ts';
import { faultSections, followUpNotices, sitePlan } from './followUpTables.ts';
import { progress } from './progress.ts';
import { type Proof, proofSections } from './proof.ts';
import { receipts } from './receipts.ts';

const doneTexts = {
  sendt: 'Bestillingen er sendt.',
  ...Object.fromEntries(Object.entries(orderActions).map(([name, { done }]) => [name, done])),
};

/** While money and contractor are being found the page follows by itself; later on people do what comes next. */
const refreshSeconds: Partial<Record<Order['status'], number>> = {
  submitted: 1,
  funded: 1,
  offered: 3,
  placed: 5,
};

/** An order: where it stands, who was asked and why, what their systems have received, money and history. */
export function orderPage(
  visit: SignedInVisit,
  shown: {
    readonly order: Order;
    readonly version: string | undefined;
    /** Undefined while the portfolio can't be asked. */
    readonly measure: z.output<typeof measure> | undefined;
    readonly jobs: readonly Job[];
    readonly proof: Proof;
    readonly filled: Filled;
  },
): Page {
  const { filled, jobs, measure: charged, order } = shown;
  const words = orderWords[order.status];
  const seconds = refreshSeconds[order.status];
  const title = order.description?.split('\n')[0] ?? jobs[0]?.title ?? 'Bestilling';
  return {
    title,
    section: 'orders',
    ...(seconds !== undefined && { refreshSeconds: seconds }),
    body: html`${heading(title, { above: html`<a href="/bestillinger">Bestillinger</a>`, actions: html`${order.urgent && statusTag({ label: 'Haster', tone: 'stopped' })} ${statusTag(words)}` })}
${errorSummary(filled)}
${order.status !== 'held' && doneNotice(visit.query, doneTexts)}
${progress(order.status)}
<p class="lead">${words.meaning}</p>
${held(order)}
${approval(order)}
${competition(order)}
${changes(order)}
${followUpNotices(order)}
${actionForms(visit, shown)}
<section><h2>Avrop</h2>
${callOffTable(order)}
</section>
${order.changes.length > 0 && html`<section><h2>Endringer</h2>${changeTable(order.changes)}</section>`}
<section><h2>Kvitteringer</h2>
${receipts(order)}
</section>
<div class="columns">
<section><h2>Bestillingen</h2>
${facts([
  [
    'Arbeid',
    jobs.map(({ jobId, title: name }) => html`<a href="/arbeid/${encodeURIComponent(jobId)}">${name}</a> `),
  ],
  [
    'Tiltak',
    html`<a href="/tiltak/${encodeURIComponent(order.measureId)}">${charged?.name ?? 'Se tiltaket'}</a>`,
  ],
  ['Frist', day(order.dueOn)],
  ['Hast', urgencyWords[order.urgency]],
  ['Klokker', order.clocks.map((clock) => html`${statusTag(clockWords(clock))} `)],
  ['Planlagte timer', order.plannedPersonHours === null ? undefined : quantity(order.plannedPersonHours)],
  ...(order.respondWithinSeconds === null
    ? []
    : [['Egen svarfrist', `${quantity(order.respondWithinSeconds / 3600)} timer`] as const]),
])}</section>
<section><h2>Beløp</h2>
${facts([
  ['Bestilt, høyst', kroner(order.amounts.orderedOre)],
  ['Fakturert', kroner(order.amounts.invoicedOre)],
  ['Betalt', kroner(order.amounts.paidOre)],
  ...(order.amounts.retainedOre > 0
    ? [['Holdt tilbake', kroner(order.amounts.retainedOre)] as [string, Content]]
    : []),
  ...order.invoices.map((invoice): [string, Content] => [
    `Faktura ${invoice.invoiceNumber}`,
    html`${kroner(invoice.amountOre)} ${statusTag(invoiceWords[invoice.status])} <span class="under">registrert ${moment(invoice.registeredAt)}</span>${invoice.personHours !== null && html`<span class="under">${quantity(invoice.personHours)} timer</span>`}${invoice.decidedBecause && html`<span class="under lines">${invoice.decidedBecause}</span>`}`,
  ]),
])}</section>
<section><h2>Utførelse</h2>
${work(order)}${sitePlan(order)}</section>
</div>
${proofSections(visit, shown)}
${faultSections(order.siteWork)}
<section><h2>Historikk</h2>
${historyTable(order)}
</section>`,
  };
}

function held({ availableOre, heldReason, status }: Order): Html | undefined {
  if (status !== 'held') return undefined;
  const left =
    availableOre !== null && html`<p>Igjen i rammen: <strong>${kroner(availableOre)}</strong>.</p>`;
  return notice('warn', html`<p>${heldReasonText(heldReason)}</p>${left}`);
}

function approval({ approval: asked, ...order }: Order): Html | undefined {
  const limit = kroner(asked.requiredAboveOre);
  if (awaitsApproval({ ...order, approval: asked }))
    return notice(
      'warn',
      html`<p><strong>Venter på godkjenning.</strong> Bestillinger over ${limit} må godkjennes av en annen person enn den som har bestilt, før noen entreprenør blir spurt.</p>`,
    );
  if (asked.by === null || asked.at === null) return undefined;
  const what = asked.status === 'approved' ? 'Godkjent' : 'Ikke godkjent';
  return html`<p>${what} av ${asked.by} ${moment(asked.at)}.</p>`;
}

function competition({ competition: held, status }: Order): Html | undefined {
  if (!held || held.status === 'cancelled') return undefined;
  if (held.status === 'decided') return html`<p>${held.because}</p>`;
  if (status !== 'offered') return undefined;
  return notice(
    'info',
    html`<p><strong>Minikonkurranse.</strong> ${held.answered} av ${held.asked} har svart. Prisene åpnes når alle har svart, senest ${moment(held.respondBy)}.</p>`,
  );
}

function changes({ callOffs, status }: Order): Html | undefined {
  const changed = callOffs.find((callOff) => callOff.status === 'accepted_with_changes');
  if (status !== 'offered' || !changed) return undefined;
  const { proposedStart, reason, supplierName } = changed;
  return notice(
    'warn',
    html`<p><strong>${supplierName}</strong> godtar med endringer.</p>
${proposedStart && html`<p>Foreslått oppstart: ${day(proposedStart)}.</p>`}
${reason && html`<p class="lines">${reason}</p>`}`,
  );
}

function callOffTable({ callOffs, status: orderIs }: Order): Html {
  const columns: readonly Column<Order['callOffs'][number]>[] = [
    {
      head: 'Entreprenør',
      cell: ({ organisationNumber, supplierName }) =>
        html`${supplierName}<span class="under">Org.nr. ${organisationNumberText(organisationNumber)}</span>`,
    },
    { head: 'Status', cell: ({ status }) => statusTag(callOffTag(status, orderIs)) },
    { head: 'Hvorfor denne', cell: ({ chosenBecause }) => chosenBecause },
    { head: 'Sendt', cell: ({ offeredAt }) => moment(offeredAt) },
    { head: 'Svarfrist', cell: ({ respondBy }) => moment(respondBy) },
    {
      head: 'Svar',
      cell: ({ answeredAt, priceOre, proposedStart, reason }) =>
        html`${answeredAt ? moment(answeredAt) : '–'}${priceOre !== null && html`<span class="under">Pris ${kroner(priceOre)}</span>`}${proposedStart && html`<span class="under">Oppstart ${day(proposedStart)}</span>`}${reason && html`<span class="under lines">${reason}</span>`}`,
    },
  ];
  return table(callOffs, { caption: 'Avrop', columns, empty: 'Ingen entreprenør er spurt ennå.' });
}

/** Changes that the municipality has said yes to bind as much as a plain yes. */
function callOffTag(status: CallOffStatus, orderIs: Order['status']) {
  const words = callOffWords[status];
  return status === 'accepted_with_changes' && orderIs !== 'offered'
    ? { ...words, tone: 'done' as const }
    : words;
}

function work({ work: done }: Order): Html {
  return facts([
    ['Startet', done.startedAt ? moment(done.startedAt) : 'ikke startet'],
    ['Meldt ferdig', done.doneAt ? moment(done.doneAt) : 'ikke meldt'],
    ['Timer', quantity(done.personHours)],
    ['Av dette lærlinger', quantity(done.apprenticeHours)],
  ]);
}

function historyTable({ history }: Order): Html {
  const columns: readonly Column<Order['history'][number]>[] = [
    { head: 'Tidspunkt', kind: 'short', cell: ({ at }) => moment(at) },
    { head: 'Hva', cell: ({ text }) => text },
    { head: 'Hvem', cell: ({ actor }) => actor },
  ];
  return table(history, { caption: 'Historikk', columns, empty: 'Ingenting er ført ennå.' });
}
