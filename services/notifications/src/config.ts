import { flag, secretKey, secretKeys, serviceConfig, signingKey, signingKeys } from '@tiltak/service';
import * as z from 'zod';

const seconds = z.coerce.number<unknown>().positive();

/** What notifications reads from its environment. */
export const config = serviceConfig.extend({
  /** Encrypts the endpoints' secrets at rest. */
  SECRETS_KEY: secretKey,
  /** Keys of earlier days, separated by commas: what they have encrypted can still be read. */
  SECRETS_KEYS_OLD: secretKeys,
  /** Signs, with ed25519, to the endpoints that ask for it. Its public half is published. */
  SIGNING_KEY: signingKey,
  /** Keys of earlier days, separated by commas: they are still published and sign too, until receivers know the new one. */
  SIGNING_KEYS_OLD: signingKeys,
  /** For development only: lets endpoints be on this very machine. Nothing else that is private. */
  WEBHOOK_ALLOW_LOOPBACK: flag.default(false),
  /** How long one attempt may take. */
  WEBHOOK_TIMEOUT_SECONDS: seconds.default(15),
  /** The waits between attempts, separated by commas; the last one is repeated. */
  RETRY_SECONDS: z
    .string()
    .default('5,30,120,600,1800,3600,10800,21600,43200')
    .transform((value): unknown[] => value.split(','))
    .pipe(z.array(seconds).min(1).max(50)),
  /** The mail server, `smtp://` or `smtps://`, with user and password if it asks for them. Without it letters wait. */
  SMTP_URL: z
    .union([z.literal(''), z.url({ protocol: /^smtps?$/ })])
    .optional()
    .transform((value) => value || undefined),
  /** Whom letters come from: `Name <address>`. */
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^\s<>@]+@[\w.-]+>$|^[^\s<>@]+@[\w.-]+$/, 'Name <address>, or an address')
    .default('Tiltak <tiltak@localhost>'),
  /** The property department's mailbox: it is warned of contractors that can't be reached. */
  PROPERTY_MAIL: z
    .union([z.literal(''), z.email()])
    .optional()
    .transform((value) => value || undefined),
  /** How long the mail server may keep silent. */
  SMTP_TIMEOUT_SECONDS: seconds.default(30),
  /** How long after the first attempt a delivery is still tried; five days by default. */
  RETRY_FOR_SECONDS: seconds.default(5 * 24 * 3600),
});
export type Config = typeof config._output;
