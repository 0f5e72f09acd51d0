import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an answer link vouches for. */
type Offer = {
  readonly callOffId: string;
  readonly organisationNumber: string;
  readonly respondBy: string;
};

/**
 * The token of an offer's answer link: the call-off's id and an HMAC-SHA256 (RFC 2104) over all that the link vouches
 * for, both base64url. Whoever holds it may answer for the firm, until the offer is answered, withdrawn or expired.
 * `key` is base64.
 */
export function answerToken(key: string, offer: Offer): string {
  return `${Buffer.from(offer.callOffId).toString('base64url')}.${seal(key, offer).toString('base64url')}`;
}

/** The call-off that a token names. Nothing is proven by it. */
export const callOffIdIn = (token: string): string =>
  Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8');

/** Whether the token was made by us for this offer; the time it takes tells nothing of what would be right. */
export function isGenuine(token: string, key: string, offer: Offer): boolean {
  const expected = Buffer.from(answerToken(key, offer));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const seal = (key: string, { callOffId, respondBy, organisationNumber }: Offer): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64'))
    .update(JSON.stringify([callOffId, respondBy, organisationNumber]))
    .digest();
