import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Messages that a mailbox keeps; the oldest go first. */
const messagesMax = 1000;
/** Messages that a list shows. */
const listMax = 100;
const nameForm = /^[\dT.-]+Z-[\da-f]{8}$/;

/** Who sent a message to whom, as the SMTP conversation said it. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** A message as it is shown. */
export interface CaughtMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly messageId: string | undefined;
  /** What it belongs to: the header `References`. */
  readonly thread: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
}

/** A folder of messages, each a file as it came over the wire. */
export function openMailbox(directory: string) {
  let latest = 0;

  /** Names sort in the order of arrival, also within a millisecond. */
  function newName(): string {
    latest = Math.max(latest + 1, Date.now());
    return `${new Date(latest).toISOString().replaceAll(':', '.')}-${randomBytes(4).toString('hex')}`;
  }

  async function names(): Promise<string[]> {
    if (!existsSync(directory)) return [];
    const files = await readdir(directory);
    return files
      .filter((file) => file.endsWith('.eml'))
      .map((file) => file.slice(0, -4))
      .sort();
  }

  async function read(id: string): Promise<CaughtMessage> {
    // Loaded only when somebody looks: it brings tables of the web's top-level domains, and HTML entities.
    const { simpleParser } = await import('mailparser');
    const mail = await simpleParser(await readFile(join(directory, `${id}.eml`)));
    const addressed = mail.headers.get('delivered-to') as { readonly text?: string } | string | undefined;
    return {
      id,
      receivedAt: id
        .slice(0, 24)
        .replaceAll('.', ':')
        .replace(/:(\d{3}Z)$/, '.$1'),
      messageId: mail.messageId,
      thread: mail.references === undefined ? undefined : [mail.references].flat().join(' '),
      from: mail.from?.text ?? '',
      to: (typeof addressed === 'string' ? addressed : (addressed?.text ?? '')).split(/,\s*/),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html || undefined,
    };
  }

  return {
    /** Keeps a message; once this resolves it is there whole. */
    async keep({ from, to }: Envelope, raw: Buffer): Promise<void> {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const name = newName();
      const trace = `Return-Path: <${from}>\r\nDelivered-To: ${to.join(', ')}\r\n`;
      const draft = join(directory, `${name}.draft`);
      await writeFile(draft, Buffer.concat([Buffer.from(trace), raw]), { mode: 0o600 });
      await rename(draft, join(directory, `${name}.eml`));
      const surplus = (await names()).slice(0, -messagesMax);
      await Promise.all(surplus.map((old) => rm(join(directory, `${old}.eml`), { force: true })));
    },
    /** The latest messages, newest first: all, or those to one address. */
    async list(to?: string): Promise<readonly CaughtMessage[]> {
      const found: CaughtMessage[] = [];
      for (const name of (await names()).reverse()) {
        if (found.length === listMax) break;
        const message = await read(name);
        if (to === undefined || message.to.includes(to)) found.push(message);
      }
      return found;
    },
    /** One message; undefined when there is none of that id. */
    async find(id: string): Promise<CaughtMessage | undefined> {
      return nameForm.test(id) && existsSync(join(directory, `${id}.eml`)) ? read(id) : undefined;
    },
  };
}

export type Mailbox = ReturnType<typeof openMailbox>;
