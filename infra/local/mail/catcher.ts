import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openMailbox } from './mailbox.ts';
import { showMailbox } from './page.ts';

/** The largest message that is taken; what Tiltak sends is far below. */
const messageBytesMax = 1024 * 1024;
const connectionsMax = 50;

/** A mail server for development: it takes every message and passes none on. */
export interface MailCatcher {
  /** For `SMTP_URL`. */
  readonly smtpUrl: string;
  /** Of the page that lists the messages; `/messages` gives them as JSON. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a mail server (SMTP, RFC 5321) and its page; port 0 is any free one. A message is in `directory` before it is
 * acknowledged.
 */
export async function startMailCatcher(options: {
  /** Loopback by default. */
  readonly host?: string;
  readonly smtpPort: number;
  readonly pagePort: number;
  readonly directory: string;
}): Promise<MailCatcher> {
  const { host = '127.0.0.1' } = options;
  const mailbox = openMailbox(options.directory);
  const smtp = new SMTPServer({
    name: 'localhost',
    banner: 'Tiltak catches mail here',
    size: messageBytesMax,
    maxClients: connectionsMax,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, { envelope }, callback) {
      buffer(stream)
        .then(async (raw) => {
          if (stream.sizeExceeded)
            throw Object.assign(new Error('The message is too large'), { responseCode: 552 });
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          await mailbox.keep({ from, to: envelope.rcptTo.map(({ address }) => address) }, raw);
        })
        .then(() => callback(), callback);
    },
  });
  // A client that hangs up in the middle is its own trouble.
  smtp.on('error', () => {});
  const page = createServer((request, response) => {
    showMailbox(mailbox, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const smtpPort = await listening(smtp.server, () => smtp.listen(options.smtpPort, host));
  const pagePort = await listening(page, () => page.listen(options.pagePort, host));

  return {
    smtpUrl: `smtp://${host}:${smtpPort}`,
    url: `http://${host}:${pagePort}`,
    async stop() {
      page.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => page.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

/** Resolves to the port once the server listens; rejects when it can't. */
function listening(server: Server, listen: () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
    listen();
  });
}
