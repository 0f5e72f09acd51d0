// A contractor's receiver: takes order events that Tiltak has signed, and accepts the offers that it can take on.
//
//   PORT=9000 WEBHOOK_SECRET=whsec_... TILTAK_ISSUER=... CLIENT_ID=... CLIENT_SECRET=... MAINTENANCE_URL=... \
//     node receiver.mjs
//
// The secret is shown once, when the endpoint is made. Answer within 15 seconds: whatever is not 2xx is sent again.
import { createServer } from 'node:http';
import { answerCallOff, clientCredentials, TiltakError, VerificationError, verify } from '@tiltak/sdk';

const { TILTAK_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = process.env;
const token = clientCredentials({ issuer, clientId, clientSecret });
const tiltak = { maintenanceUrl: process.env.MAINTENANCE_URL, token };
// Both, separated by a space, while a secret is changed.
const secrets = process.env.WEBHOOK_SECRET.split(' ');

const seen = new Set(); // In your database, in the transaction that stores the event.
const largestOre = 50_000_000; // The largest order that we take on: 500 000 kroner.

async function act(event) {
  if (event.type !== 'no.tiltak.maintenance.calloff.offered.v1') return;
  const answer =
    event.data.amountOre <= largestOre
      ? { answer: 'accept' }
      : { answer: 'decline', reason: 'Oppdraget er for stort for oss.' };
  try {
    const { status } = await answerCallOff(tiltak, event.data.callOffId, answer, {
      // The same when the event comes again after a crash: one answer, however often it is given.
      idempotencyKey: `answer-${event.data.callOffId}`,
    });
    console.log(JSON.stringify({ callOffId: event.data.callOffId, status }));
  } catch (error) {
    if (!(error instanceof TiltakError)) throw error;
    console.log(JSON.stringify({ callOffId: event.data.callOffId, status: error.code }));
  }
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const event = verify(Buffer.concat(chunks), request.headers, secrets);
    if (!seen.has(event.id)) {
      // Acknowledged only when it is dealt with: if that fails, the event comes again.
      await act(event);
      seen.add(event.id);
      console.log(JSON.stringify({ id: event.id, type: event.type }));
    }
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(error instanceof VerificationError ? 401 : 500).end();
    if (!(error instanceof VerificationError)) console.error(error);
  }
});
server.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => console.log('listening'));
