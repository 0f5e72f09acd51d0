import { attributes, type Html, html } from '../../html/html.ts';
import { notice as box } from '../../html/parts.ts';
import type { Notice } from '../notice/words.ts';
import { envelopeWords, nounOf, type Sealing } from './words.ts';

/**
 * The fields of a bid. None of them has a name or stands in a form: a browser can't send them, whatever happens. The
 * script reads them, seals, and sends what is sealed with `sending`, the form that stands beside them.
 */
export function bidForm(shown: {
  readonly notice: Notice;
  readonly sealing: Sealing;
  /** The bidder's organisation number. */
  readonly bidder: string;
  /** The form with nothing in it but the session's token. */
  readonly sending: Html;
  readonly isAgain: boolean;
}): Html {
  const { notice, sealing, bidder, isAgain, sending } = shown;
  const { procurementId, recipient, platformRecipient, envelopes } = sealing;
  const data = JSON.stringify({ procurementId, recipient, platformRecipient, envelopes, bidder });
  const noun = nounOf(notice);
  // An entry to a contest has no price: its price envelope, where one is asked for, is sealed empty.
  const asksForPrice = envelopes.includes('price') && notice.procedure !== 'design_contest';
  return html`<section><h2>${isAgain ? 'Lever på nytt' : `Lever ${noun.small}`}</h2>
${withoutScript()}
<div class="needs-sealing sheet" data-bid="${data}">
<p>${noun.large}et forsegles på maskinen din før noe blir sendt. Kommunen kan ikke lese det før åpningen, og det du skriver her, lagres ikke noe annet sted: Ta vare på en egen kopi.</p>
${asksForPrice && html`<h3>Pris uten mva.</h3>${notice.lots.map(priceField)}`}
${requirements(notice)}
${answers(notice)}
<h3>Vedlegg</h3>
${envelopes.filter((envelope) => asksForPrice || envelope === 'quality' || envelopes.length === 1).map(fileField)}
<p><button type="button" class="primary" data-seal-bid>Forsegl og lever</button></p>
<p role="status"></p>
${sending}
</div></section>`;
}

const withoutScript = (): Html =>
  html`<div class="without-sealing">${box(
    'info',
    html`<p>For å forsegle her må nettleseren kjøre JavaScript, og forbindelsen må være sikker (https).</p>
<p>Ellers kan du bruke kommandolinjeverktøyet <code>tiltak-seal</code>, som forsegler på din egen maskin og leverer det ferdig forseglede.</p>`,
  )}</div>`;

const priceField = ({ lotId, title }: Notice['lots'][number]): Html => {
  const id = `tilbud-pris-${lotId}`;
  return html`<div class="field"><label for="${id}">${lotId}: ${title}</label>
<span class="suffixed"><input${attributes({ id, type: 'text', inputmode: 'decimal', autocomplete: 'off', 'data-price': lotId })}><span>kr</span></span></div>`;
};

function requirements({ requirements: all }: Notice): Html | false {
  return (
    all.length > 0 &&
    html`<h3>Kvalifikasjonskrav</h3>
<p class="hint">Avkryssingene sendes åpent, sammen med de forseglede konvoluttene.</p>
${all.map(({ requirementId, title, evidence }) => {
  const id = `tilbud-krav-${requirementId}`;
  return html`<div class="field check"><input${attributes({ id, type: 'checkbox', 'data-confirm': requirementId })}><label for="${id}">Vi oppfyller kravet: ${title} (${evidence})</label></div>
${answerField(requirementId, `Dokumentasjon for kravet: ${title}`)}`;
})}`
  );
}

function answers({ criteria }: Notice): Html | false {
  const answered = criteria.filter(({ type }) => type !== 'price');
  return (
    answered.length > 0 &&
    html`<h3>Svar på tildelingskriteriene</h3>
${answered.map(({ criterionId, title }) => answerField(criterionId, title))}`
  );
}

const answerField = (partId: string, label: string): Html => {
  const id = `tilbud-svar-${partId}`;
  return html`<div class="field"><label for="${id}">${label} <span class="optional">(valgfritt)</span></label>
<textarea${attributes({ id, rows: 4, maxlength: 20_000, 'data-answer': partId })}></textarea></div>`;
};

const fileField = (envelope: keyof typeof envelopeWords): Html => {
  const id = `tilbud-filer-${envelope}`;
  return html`<div class="field"><label for="${id}">Filer i ${envelopeWords[envelope].toLowerCase()} <span class="optional">(valgfritt)</span></label>
<input${attributes({ id, type: 'file', multiple: true, 'data-files': envelope })}></div>`;
};
