import { createHmac, hash } from 'node:crypto';

/**
 * The token in a feed's address: 256 bits that nobody without the service's key can know. Made from the feed's id, so
 * that it need not stand in the journal as the answer to the call that made the feed, should that be repeated. After
 * a change of the key the addresses that are out still work, because only the hash is looked at.
 */
export const feedToken = (key: string, calendarFeedId: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(`calendar:${calendarFeedId}`).digest('base64url');

/** What is kept of a token. */
export const hashOfToken = (token: string): string => hash('sha256', token);
