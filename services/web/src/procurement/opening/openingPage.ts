import { quantity } from '../../format/quantity.ts';
import { moment } from '../../format/time.ts';
import { errorSummary, form, textArea } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import {
  notice as box,
  type Column,
  doneNotice,
  facts,
  heading,
  statusTag,
  table,
} from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { envelopeWords, type Sealing } from '../bid/words.ts';
import type { Case } from '../case/words.ts';
import { type Forms, filledFor } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { type EnvelopeOpening, type OpenedBid, type Opening, openingStatusWords } from './words.ts';

export type ShownOpening = {
  readonly theCase: Case;
  readonly opening: Opening;
  readonly sealing: Sealing | undefined;
  /** Those that are opened; nothing before the first opening, and for those who may not read bids. */
  readonly bids: readonly OpenedBid[];
  /** How many there are; undefined for those who may not know. */
  readonly count: number | undefined;
  readonly personOf: PersonName;
};

const doneTexts = {
  godkjenn: 'Åpningen er godkjent av deg.',
  apne: 'Nøkkeldelene passer, og konvoluttene åpnes.',
} as const;
const refreshSeconds = 2;

/** The opening of bids: who has approved, whose shares are given, how far it is, and the protocol of hashes. */
export function openingPage(forms: Forms, shown: ShownOpening): Page {
  const { bids, count, opening, sealing, theCase } = shown;
  const above = html`<a href="/anskaffelser/${encodeURIComponent(theCase.procurementId)}">${theCase.title}</a>`;
  const isRunning = opening.envelopes.some((one) => one.isRunning);
  return {
    title: `Åpning: ${theCase.title}`,
    section: 'procurement',
    needsSealing: true,
    ...(isRunning && { refreshSeconds }),
    body: html`${heading('Åpning av tilbudene', { above })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
<p class="lead">To personer godkjenner åpningen etter fristen. Deretter gir nøkkelholderne delene sine, og alle konvoluttene åpnes samtidig.</p>
${facts([
  ['Tilbudsfrist', theCase.deadlines.bids && moment(theCase.deadlines.bids)],
  ...(count === undefined ? [] : [['Tilbud som er levert', quantity(count)] as const]),
  ...(sealing
    ? [['Åpnes med', `${sealing.threshold} av ${sealing.shares.length} nøkkeldeler`] as const]
    : []),
])}
${!sealing && box('info', html`<p>Det er ikke registrert noen nøkkel for tilbudene i saken.</p>`)}
${sealing && ownShare(forms, sealing)}
${opening.envelopes.map((one, at) => envelopeSection(forms, one, { before: opening.envelopes.slice(0, at), personOf: shown.personOf }))}
${protocol(bids)}`,
  };
}

/** Whoever holds a share unwraps it here; who is no opener copies it and gives it to one. */
function ownShare({ visit }: Forms, { shares }: Sealing): Html | false {
  const own = shares.find(({ holder }) => holder === visit.person.subject);
  if (!own) return false;
  return html`<section data-keys="${own.wrappedShare}"><h2>Nøkkeldelen din</h2>
<p class="without-sealing">Uten JavaScript og en sikker forbindelse kan delen pakkes ut med <code>tiltak-seal unwrap-share</code>.</p>
<div class="needs-sealing">
<p>Den private nøkkelen brukes i nettleseren og sendes ikke.</p>
<div class="field"><label for="nokkelfil">Nøkkelfilen din</label><input${attributes({ id: 'nokkelfil', type: 'file', 'data-key-file': true })}></div>
<div class="field"><label for="nokkel">eller den private nøkkelen</label><input${attributes({ id: 'nokkel', type: 'password', autocomplete: 'off', 'data-identity': true })}></div>
<p><button type="button" data-does="unwrapShare">Pakk ut nøkkeldelen</button></p>
<p role="status"></p>
<div class="field"><label for="del">Nøkkeldelen, pakket ut</label><textarea${attributes({ id: 'del', rows: 3, readonly: true, 'data-share': true })}></textarea></div>
</div></section>`;
}

/** `before`: those that are opened before it. */
function envelopeSection(
  forms: Forms,
  one: EnvelopeOpening,
  { before, personOf }: { readonly before: readonly EnvelopeOpening[]; readonly personOf: PersonName },
): Html {
  const { approvals, envelope, failedCount, finishedAt, isRunning, openedCount, protocolSha256, status } =
    one;
  const isOpener = hasRole(forms.visit, 'procurement.opener');
  const isItsTurn = before.every((other) => other.status === 'opened');
  const hasApproved = approvals.some(({ by }) => by === forms.visit.person.subject);
  const mayApprove = isOpener && isItsTurn && status === 'sealed' && !hasApproved;
  const mayOpen = isOpener && (status === 'approved' || (status === 'opening' && !isRunning));
  return html`<section><h2>${envelopeWords[envelope]} ${statusTag(openingStatusWords[status])}</h2>
${facts([
  [
    'Godkjent av',
    approvals.length === 0
      ? 'ingen ennå'
      : approvals.map(({ by, at }) => html`<div>${personOf(by)}, ${moment(at)}</div>`),
  ],
  ['Åpnet', `${quantity(openedCount)} av ${quantity(one.totalCount)}`],
  ...(failedCount > 0 ? [['Lot seg ikke åpne', quantity(failedCount)] as const] : []),
  ...(finishedAt === null ? [] : [['Ferdig', moment(finishedAt)] as const]),
  ...(protocolSha256 === null
    ? []
    : [['SHA-256 av protokollen', html`<code>${protocolSha256}</code>`] as const]),
])}
${status === 'opening' && !isRunning && box('warn', html`<p>Åpningen ble avbrutt. Gi nøkkeldelene på nytt, så går den videre. Det som er åpnet, er åpnet.</p>`)}
${mayApprove && approveForm(forms, envelope)}
${mayOpen && sharesForm(forms, envelope)}
</section>`;
}

const hiddenEnvelope = (envelope: string): Html =>
  html`<input type="hidden" name="envelope" value="${envelope}">`;
const stepName = (step: string, envelope: string) => `${step}-${envelope}`;

function approveForm(forms: Forms, envelope: EnvelopeOpening['envelope']): Html {
  return html`${errorSummary(filledFor(forms, stepName('godkjenn', envelope)))}
${form(forms.visit, {
  action: `${forms.path}/godkjenn`,
  content: html`${hiddenEnvelope(envelope)}<button class="primary">Godkjenn åpningen</button>`,
})}`;
}

function sharesForm(forms: Forms, envelope: EnvelopeOpening['envelope']): Html {
  const filled = filledFor(forms, stepName('apne', envelope));
  return html`${errorSummary(filled)}
${form(forms.visit, {
  action: `${forms.path}/apne`,
  content: html`${hiddenEnvelope(envelope)}${textArea({ filled, name: 'shares', label: 'Nøkkeldeler', hint: 'Én per linje. Din egen kommer hit når du pakker den ut; lim inn de andres.', rows: 5 })}
<button class="primary">Åpne konvoluttene</button>`,
})}`;
}

type Line = { readonly bid: OpenedBid; readonly outcome: OpenedBid['outcomes'][number] };
const lineColumns: readonly Column<Line>[] = [
  { head: 'Tilbyder', cell: ({ bid }) => bid.organisationNumber },
  { head: 'Konvolutt', cell: ({ outcome }) => envelopeWords[outcome.envelope] },
  { head: 'Kom inn', cell: ({ bid }) => moment(bid.receivedAt), kind: 'short' },
  {
    head: 'SHA-256 av det forseglede',
    cell: ({ bid, outcome }) =>
      html`<code>${bid.envelopes.find(({ envelope }) => envelope === outcome.envelope)?.sha256}</code>`,
  },
  {
    head: 'SHA-256 av innholdet',
    cell: ({ outcome: { failure, plaintextSha256 } }) =>
      plaintextSha256 === null
        ? `Ikke åpnet: ${failure?.detail ?? ''}`
        : html`<code>${plaintextSha256}</code>`,
  },
];

function protocol(bids: readonly OpenedBid[]): Html | false {
  const lines = bids.flatMap((bid) => bid.outcomes.map((outcome) => ({ bid, outcome })));
  return (
    lines.length > 0 &&
    html`<section><h2>Åpningsprotokoll</h2>
<p>De samme hashene står i tilbydernes kvitteringer.</p>
${table(lines, { caption: 'Åpnede konvolutter', columns: lineColumns, empty: '' })}</section>`
  );
}
