// Everything that concerns a contractor, without a server: reads the feed from where it came to the last time.
//
//   CURSOR_FILE=cursor.txt TILTAK_ISSUER=... CLIENT_ID=... CLIENT_SECRET=... NOTIFICATIONS_URL=... node feed.mjs
//
// `--once` ends when there is nothing new; without, it waits for news until it is stopped (Ctrl-C).
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { clientCredentials, readFeed } from '@tiltak/sdk';

const { TILTAK_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = process.env;
const token = clientCredentials({ issuer, clientId, clientSecret });
const tiltak = { notificationsUrl: process.env.NOTIFICATIONS_URL, token };
const file = process.env.CURSOR_FILE ?? 'cursor.txt';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

const entries = readFeed(tiltak, {
  after: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  follow: !process.argv.includes('--once'),
  signal: stop.signal,
  onTrouble: (error, waitMs) => console.error(`${error.message}; again in ${Math.round(waitMs)} ms`),
});
for await (const { event, cursor } of entries) {
  console.log(JSON.stringify({ id: event.id, type: event.type }));
  // After the event is dealt with; in a database, in the same transaction.
  writeFileSync(`${file}.new`, cursor);
  renameSync(`${file}.new`, file);
}
