import { quantity } from '../../format/quantity.ts';
import { moment } from '../../format/time.ts';
import { errorSummary, type Filled, form } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import {
  notice as box,
  type Column,
  doneNotice,
  facts,
  heading,
  statusTag,
  table,
} from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { noticeLink } from '../notice/noticePage.ts';
import type { Notice } from '../notice/words.ts';
import { bidForm } from './bidForm.ts';
import { type ContestResult, contestResult } from './contestResult.ts';
import {
  type Bid,
  type BidNoun,
  bidStatusWords,
  envelopeWords,
  nounOf,
  type ReceiptKeys,
  type Sealing,
} from './words.ts';

export type ShownBid = {
  readonly notice: Notice;
  /** Undefined where no keys are set. */
  readonly sealing: Sealing | undefined;
  /** The newest one of the bidder's own firm. */
  readonly bid: Bid | undefined;
  readonly receiptKeys: ReceiptKeys;
  /** Of the bidder's own firm; undefined where that is not registered, or the person acts for none. */
  readonly bidder: string | undefined;
  /** Of a design contest whose names are revealed, to who took part. */
  readonly result: ContestResult | undefined;
};

const doneTexts = ({ large }: BidNoun) => ({
  lever: `${large}et er levert. Ta vare på kvitteringen.`,
  trekk: `${large}et er trukket, og konvoluttene er slettet.`,
  bekreft: `${large}et er bekreftet, og gjelder konkurransen slik den er nå.`,
});

/** What a bid consists of, until when it is taken, the firm's own with its receipt, and where it is sealed. */
export function bidPage(visit: SignedInVisit, shown: ShownBid, filled: Filled): Page {
  const { bid, bidder, notice, receiptKeys, result, sealing } = shown;
  const path = pathOf(notice.procurementId);
  const noun = nounOf(notice);
  const deadline = sealing?.bidsDeadline ?? null;
  const isOpen = deadline !== null && visit.now < new Date(deadline);
  const mayBid = sealing && isOpen && bidder !== undefined;
  const sending = form(visit, { action: `${path}/lever`, content: '', hasFiles: true });
  return {
    title: `${noun.large}: ${notice.title}`,
    needsSealing: true,
    body: html`${heading(noun.large, { above: noticeLink(notice) })}
${doneNotice(visit.query, doneTexts(noun))}
${errorSummary(filled)}
${result ? contestResult(result) : notice.procedure === 'design_contest' && anonymity()}
${sealing ? consistsOf(sealing, noun) : box('info', html`<p>Kommunen har ikke lagt ut nøkler for ${noun.small}ene ennå. Først når det er gjort, kan ${noun.small} forsegles.</p>`)}
${deadline !== null && !isOpen && box('warn', html`<p>Fristen gikk ut ${moment(deadline)}.</p>`)}
${bidder === undefined && html`<p>Bare registrerte leverandører kan levere ${noun.small}. <a href="/varsler">Registrer firmaet</a> først.</p>`}
${bid && ownBid(bid, receiptKeys, noun)}
${bid && isOpen && ownBidForms(visit, bid, { path, noun })}
${mayBid && bidForm({ notice, sealing, bidder, sending, isAgain: bid !== undefined && bid.status !== 'withdrawn' })}`,
  };
}

/** The page's address. */
export const pathOf = (procurementId: string): string =>
  `/kunngjoringer/${encodeURIComponent(procurementId)}/tilbud`;

/** The jury knows entries by codes only; what tells whose one is stays out of it. */
const anonymity = (): Html =>
  box(
    'info',
    html`<p><strong>Utkastet vurderes uten navn.</strong> Skriv ikke navn, logo eller annet som røper hvem det er fra, heller ikke i filnavn og filenes egenskaper. Navnet blir først kjent når hele juryen har signert rangeringen.</p>`,
  );

function consistsOf({ bidsDeadline, envelopes, recipient, round }: Sealing, noun: BidNoun): Html {
  const words = envelopes.map((envelope) => envelopeWords[envelope]).join(' og ');
  return facts([
    [
      noun.small === 'utkast' ? 'Innleveringsfrist' : 'Tilbudsfrist',
      bidsDeadline === null ? null : moment(bidsDeadline),
    ],
    [`Et ${noun.small} består av`, words],
    ...(round > 1 ? [['Tilbudsrunde', quantity(round)] as const] : []),
    ['Konkurransens offentlige nøkkel', html`<code>${recipient}</code>`],
  ]);
}

const columns: readonly Column<Bid['envelopes'][number]>[] = [
  { head: 'Konvolutt', cell: ({ envelope }) => envelopeWords[envelope] },
  { head: 'Byte', cell: ({ bytes }) => quantity(bytes), kind: 'number' },
  { head: 'SHA-256 av det forseglede', cell: ({ sha256 }) => html`<code>${sha256}</code>` },
  {
    head: 'SHA-256 av innholdet',
    cell: ({ envelope }) =>
      html`<code data-content-hash="${envelope}"></code><span class="hint">vises bare ved innleveringen</span>`,
  },
];

function ownBid(bid: Bid, keys: ReceiptKeys, noun: BidNoun): Html {
  const { envelopes, needsReconfirmation, receipt, receivedAt, status, version, withdrawnAt } = bid;
  return html`<section><h2>${noun.large}et deres</h2>
${needsReconfirmation && box('warn', html`<p><strong>Konkurransen er endret.</strong> Bekreft ${noun.small}et, eller lever et nytt.</p>`)}
${facts([
  ['Status', statusTag(bidStatusWords[status])],
  ['Kom inn', moment(receivedAt)],
  ['Versjon', quantity(version)],
  ...(withdrawnAt === null ? [] : [['Trukket', moment(withdrawnAt)] as const]),
])}
${envelopes.length > 0 && table(envelopes, { caption: 'Konvolutter', columns, empty: '' })}
${receipt !== null && receiptSection(bid.procurementId, receipt, keys)}
</section>`;
}

const receiptSection = (procurementId: string, receipt: string, keys: ReceiptKeys): Html =>
  html`<h3>Kvittering</h3>
<p>Kvitteringen er signert, og sier hva som kom inn, og når. De samme hashene står i åpningsprotokollen. <a href="${pathOf(procurementId)}/kvittering">Last ned kvitteringen</a></p>
<details><summary>Vis kvitteringen</summary><pre class="lines" data-receipt="${JSON.stringify(keys)}">${receipt}</pre></details>`;

function ownBidForms(
  visit: SignedInVisit,
  bid: Bid,
  { noun, path }: { readonly noun: BidNoun; readonly path: string },
): Html | false {
  if (bid.status === 'withdrawn') return false;
  const button = (step: string, text: string, className: string) =>
    form(visit, { action: `${path}/${step}`, content: html`<button class="${className}">${text}</button>` });
  return html`${bid.needsReconfirmation && button('bekreft', `Bekreft ${noun.small}et`, 'primary')}
<details><summary>Trekk ${noun.small}et</summary>
<p>Konvoluttene blir slettet. Dere kan levere et nytt ${noun.small} så lenge fristen ikke er ute.</p>
${button('trekk', `Trekk ${noun.small}et`, 'danger')}</details>`;
}
