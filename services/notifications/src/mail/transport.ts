import { createTransport } from 'nodemailer';
import { htmlOf, type Letter, subjectOf, textOf } from './letter.ts';

/** How mail is handed in. */
export type MailServer = {
  /** `smtp://` (with STARTTLS where the server offers it) or `smtps://`, with user and password if it asks for them. */
  readonly url: string;
  /** `Name <address>` */
  readonly from: string;
  /** How long the server may keep silent. */
  readonly timeoutMs: number;
};

/** What the server said to a letter. */
export type Handed =
  | { readonly taken: true; readonly replyCode: number }
  | {
      readonly taken: false;
      readonly replyCode: number | null;
      readonly error: string;
      /** The server won't have this letter, now or later: a repetition is of no use. */
      readonly isFinal: boolean;
    };

const errorMax = 300;

/**
 * Hands letters in at a mail server (SMTP, RFC 5321), each over a connection of its own: an order's letters are few,
 * and a connection that was kept may have been closed on the other side. Never throws.
 */
export function createMailTransport({ url, from, timeoutMs }: MailServer) {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // Nothing that a letter holds is ever a file or an address to read from.
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return async (
    letter: Letter,
    about: {
      readonly to: string;
      /** Makes the Message-ID: the same for the same letter, so that a reader's program knows a repetition. */
      readonly id: string;
      /** What belongs to the same thread has the same. */
      readonly thread: string;
      readonly date: Date;
    },
  ): Promise<Handed> => {
    const domain = domainOf(from);
    try {
      const { response } = await transport.sendMail({
        from,
        // As an object: what looks like a list of addresses, or like a name, is none.
        to: { name: '', address: about.to },
        subject: subjectOf(letter),
        text: textOf(letter),
        html: htmlOf(letter),
        date: about.date,
        messageId: `<${about.id.replaceAll(/[^\w.-]/g, '_')}@${domain}>`,
        references: `<${about.thread}@${domain}>`,
        headers: {
          // RFC 3834: no machine is to answer, and least of all with "I am on holiday".
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': 'nb',
        },
      });
      return { taken: true, replyCode: codeIn(response) ?? 250 };
    } catch (error) {
      return refusalOf(error);
    }
  };
}

export type MailTransport = ReturnType<typeof createMailTransport>;

/**
 * A no for good is one to the recipient or to the letter itself. One to us (we may not send here, our password is
 * wrong) says nothing of the letter: somebody will put that right.
 */
function refusalOf(thrown: unknown): Handed {
  const {
    command = '',
    message = '',
    responseCode,
  } = thrown as {
    readonly command?: string;
    readonly message?: string;
    readonly responseCode?: number;
  };
  const replyCode = responseCode ?? null;
  const isFinal = replyCode !== null && replyCode >= 500 && /^(RCPT TO|DATA)/.test(command);
  // Servers repeat the address in their answers; it must not get into the journal that way.
  const error = message.replaceAll(/\S+@\S+/g, '[address]').slice(0, errorMax);
  return { taken: false, replyCode, error, isFinal };
}

const codeIn = (response: unknown): number | undefined => {
  const code = Number(/^\d{3}/.exec(String(response))?.[0]);
  return Number.isNaN(code) ? undefined : code;
};

const domainOf = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
