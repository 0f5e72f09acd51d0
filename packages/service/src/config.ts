import * as z from 'zod';
import { openSigningKey } from './signingKey.ts';

/** A port of this machine; 0: any free one. */
const port = z.coerce.number().int().min(0).max(65_535);
/** A switch in the environment. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** A key of a vault: 32 random bytes, e.g. from `openssl rand -base64 32`. */
export const secretKey = z
  .string()
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((key) => key.length === 32, '32 bytes in base64, e.g. from `openssl rand -base64 32`');
/** An ed25519 key as Standard Webhooks writes it, e.g. `whsk_` and the output of `openssl rand -base64 32`. */
export const signingKey = z.string().transform((value, context) => {
  const key = openSigningKey(value);
  if (key) return key;
  context.addIssue('`whsk_` and the 32 bytes of an ed25519 seed (or 64 with the public key) in base64');
  return z.NEVER;
});
/** Separated by commas. */
const several = z
  .string()
  .default('')
  .transform((value) => value.split(',').filter((key) => key !== ''));
/** Keys of earlier days; none where it is left out. */
export const secretKeys = several.pipe(z.array(secretKey));
export const signingKeys = several.pipe(z.array(signingKey));

/** What every service reads from its environment. */
export const serviceConfig = z.object({
  PORT: port,
  HOST: z.string().default('127.0.0.1'),
  /** The service's own database, with its user. */
  MONGO_URI: z.string().startsWith('mongodb'),
  /** `host:port`, separated by commas. */
  KAFKA_BROKERS: z.string().transform((value) => value.split(',')),
  /** The first part of every topic's and group's name: several systems can share a broker. */
  KAFKA_NAMESPACE: z.string().default('tiltak'),
  /**
   * After how many seconds without a sign of life a process's share of the topics goes to others: what a kill costs at
   * the most. The broker's `group.min.session.timeout.ms` (6000, if nobody has changed it) must allow it.
   */
  KAFKA_SESSION_SECONDS: z.coerce.number().min(1).max(60).default(6),
  OIDC_ISSUER: z.url(),
  /** Where this process reaches the issuer, if that is another address than its name. */
  OIDC_INTERNAL_URL: z.url().optional(),
  OIDC_AUDIENCE: z.string().default('tiltak'),
  /** Where people find the console: links in events and e-mails start with it. */
  WEB_URL: z.url().default('http://localhost:7000'),
  /** Where others reach this service. */
  PUBLIC_URL: z.url().optional(),
  /** Seconds between two checkpoints of the journal. */
  CHECKPOINT_SECONDS: z.coerce.number().min(1).default(3600),
});
export type ServiceConfig = z.output<typeof serviceConfig>;

/** The environment is not one that the service can run in. Its message names each variable and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads a service's configuration. Throws a {@link ConfigError} with one line that names every wrong variable. */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`The environment is incomplete or wrong: ${wrong.join('; ')}`);
}

/** The configuration as it may be shown: values of keys, secrets and the like, and passwords in URIs, are left out. */
export function redacted(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      /KEY|SECRET|PASSWORD|TOKEN/.test(name)
        ? '[redacted]'
        : typeof value === 'string'
          ? value.replace(/\/\/[^@/]*@/, '//[redacted]@')
          : value,
    ]),
  );
}
