import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Letter = {
  /** As the SMTP conversation had it. */
  readonly to: string;
  readonly mail: ParsedMail;
  readonly raw: string;
  readonly at: number;
};

/** What the server does with a letter: takes it, refuses it at the recipient or at the end, says nothing, hangs up. */
export type Manner =
  | 'take'
  | { readonly refuseRecipient: number }
  | { readonly refuseLetter: number }
  | 'hang'
  | 'drop';

/** A mail server that keeps what it takes and behaves as the test says, for each letter in turn. */
export async function startMailServer(mannerOf: (to: string) => Manner = () => 'take') {
  const letters: Letter[] = [];
  /** Recipients in the order in which letters were begun. */
  const begun: string[] = [];
  const manners = new Map<string, Manner>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, session, callback) {
      begun.push(address);
      const manner = mailServer.mannerOf(address);
      manners.set(session.id, manner);
      if (typeof manner === 'object' && 'refuseRecipient' in manner)
        return callback(refusal(manner.refuseRecipient, `<${address}> is not known here`));
      callback();
    },
    onData(stream, session, callback) {
      const manner = manners.get(session.id) ?? 'take';
      if (manner === 'hang') return void stream.resume();
      if (manner === 'drop') {
        stream.once('data', () => server.connections.forEach((one) => void one._socket.destroy()));
        return;
      }
      void buffer(stream).then(async (raw) => {
        if (typeof manner === 'object' && 'refuseLetter' in manner)
          return callback(refusal(manner.refuseLetter, 'not now'));
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        letters.push({ to, mail: await simpleParser(raw), raw: raw.toString(), at: performance.now() });
        await mailServer.beforeAnswer();
        callback();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const mailServer = {
    mannerOf,
    beforeAnswer: async (): Promise<void> => {},
    letters,
    begun,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    to: (address: string) => letters.filter(({ to }) => to === address),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return mailServer;
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
