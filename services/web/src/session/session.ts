import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { seal, unseal } from './sealed.ts';

const cookieName = 'tiltak';
/** After this long a person signs in again, whatever happened in between: a working day. */
export const sessionLimitSeconds = 10 * 60 * 60;

/** Who is signed in, as the issuer's token says. */
export const person = z.object({
  subject: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  /** The firm that a contractor acts for (organisasjonsnummer). */
  organisationNumber: z.string().nullable(),
});
export type Person = z.output<typeof person>;

export const session = z.object({
  person,
  tokens: z.object({
    access: z.string(),
    /** Seconds since 1970. */
    accessEndsAt: z.number(),
    refresh: z.string().nullable(),
    /** Shown to the issuer when the person signs out. */
    id: z.string(),
  }),
  /** Has to come back with every form. */
  csrf: z.string(),
  /** Seconds since 1970. */
  endsAt: z.number(),
});

/**
 * A person's session. It lives wholly in an encrypted cookie, since the console has no database: any instance can
 * serve anyone, and signing out removes it from the browser (and ends the session at the issuer).
 */
export type Session = z.output<typeof session>;

export type SessionKeeper = {
  readonly read: (request: IncomingMessage) => Promise<Session | undefined>;
  readonly write: (response: ServerResponse, session: Session) => Promise<void>;
  readonly clear: (response: ServerResponse) => void;
};

/** Keeps sessions in cookies under a key; `secure` where the console is reached by https. */
export function createSessionKeeper({
  key,
  secure,
}: {
  readonly key: Uint8Array;
  readonly secure: boolean;
}): SessionKeeper {
  return {
    async read(request) {
      const sealed = readCookie(request, cookieName, { secure });
      if (sealed === undefined) return undefined;
      return await unseal(sealed, { key, purpose: 'session', schema: session });
    },
    async write(response, given) {
      const endsAt = new Date(given.endsAt * 1000);
      const value = await seal(given, { key, purpose: 'session', endsAt });
      setCookie(response, { name: cookieName, value, secure });
    },
    clear: (response) => clearCookie(response, cookieName, { secure }),
  };
}
