import { day, moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { notice } from '../html/parts.ts';
import type { Offer } from './offerFacts.ts';

/** Whether the offer can still be answered: its deadline may have passed before anybody has noted it. */
export function awaitsAnswer({ respondBy, status }: Offer, now: Date): boolean {
  return (status === 'offered' || status === 'viewed') && now.getTime() < Date.parse(respondBy);
}

/** Whether an answer that was given in a mini-competition can be replaced: until the prices are opened. */
export function isReplaceable({ orderStatus, priceBasis, respondBy, status }: Offer, now: Date): boolean {
  return (
    priceBasis === 'miniCompetition' &&
    (status === 'priced' || status === 'declined') &&
    orderStatus === 'offered' &&
    now.getTime() < Date.parse(respondBy)
  );
}

/** Whether the firm is bound: it accepted, and if with changes, the municipality has said yes to them. */
export function isBound({ orderStatus, status }: Offer): boolean {
  return status === 'accepted' || (status === 'accepted_with_changes' && orderStatus !== 'offered');
}

/** What became of the offer, in words for the contractor. */
export function outcome(offer: Offer): Html {
  const { answeredAt, orderStatus, priceBasis, proposedStart, reason, respondBy, status } = offer;
  const when = answeredAt ? ` ${moment(answeredAt)}` : '';
  if (isBound(offer)) {
    return orderStatus === 'cancelled'
      ? notice(
          'warn',
          html`<p><strong>Oppdraget er avbestilt.</strong> Dere godtok det${when}, men kommunen har senere avbestilt det.</p>`,
        )
      : notice(
          'good',
          html`<p><strong>Oppdraget er deres.</strong> Dere godtok det${when}.</p>
${proposedStart && html`<p>Oppstart: ${day(proposedStart)}.</p>`}
<p>Meld fra når arbeidet starter og er ferdig under <a href="/oppdrag">Oppdrag</a>.</p>`,
        );
  }
  switch (status) {
    case 'accepted_with_changes':
      return notice(
        'info',
        html`<p><strong>Svaret er sendt.</strong> Dere godtok med endringer${when}. Kommunen må godta endringene før oppdraget er deres.</p>`,
      );
    case 'priced':
      return notice(
        'info',
        html`<p><strong>Prisen er levert</strong>${when}. Ingen andre ser den før fristen er ute eller alle har svart. Til da kan dere endre den.</p>`,
      );
    case 'declined':
      return notice('info', html`<p><strong>Dere har takket nei</strong>${when}. Takk for svaret.</p>`);
    case 'withdrawn':
      if (priceBasis === 'miniCompetition')
        return notice(
          'info',
          html`<p><strong>Dere fikk ikke oppdraget.</strong></p>${reason && html`<p>${reason}</p>`}`,
        );
      return notice(
        'warn',
        html`<p><strong>Forespørselen er trukket tilbake</strong> av kommunen og kan ikke lenger besvares.</p>`,
      );
    default:
      return notice(
        'warn',
        html`<p><strong>Svarfristen gikk ut</strong> ${moment(respondBy)}. Forespørselen kan ikke lenger besvares, og den kan være gått videre til neste entreprenør.</p>`,
      );
  }
}
