import * as z from 'zod';

const keyBytes = 32;

/** Where a service or the console is reached; without a slash at the end. */
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

/** What the console reads from its environment. */
const environment = z.object({
  /** 0: any free one. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(7000),
  HOST: z.string().default('127.0.0.1'),
  /** Where people reach the console. Sign-in leads back to it, and cookies are for its host. */
  PUBLIC_URL: url,
  OIDC_ISSUER: z.url(),
  /** Where the console itself reaches the issuer, if that is another address than people's. */
  OIDC_INTERNAL_URL: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  /** 32 random bytes in base64: `openssl rand -base64 32`. A new key signs everyone out. */
  SESSION_KEY: z
    .base64()
    .transform((value) => new Uint8Array(Buffer.from(value, 'base64')))
    .refine((key) => key.length === keyBytes, `must be ${keyBytes} bytes in base64`),
  /** How many proxies stand in front, each of which adds the address that it saw to `X-Forwarded-For`. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PROJECTS_URL: url,
  PROCUREMENT_URL: url,
  MAINTENANCE_URL: url,
  NOTIFICATIONS_URL: url,
});
export type Config = z.output<typeof environment>;

/** The environment is not one that the console can run in. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the configuration. Throws a {@link ConfigError} with one line that names every wrong variable. */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`The environment is incomplete or wrong: ${wrong.join('; ')}`);
}

/** The configuration as it may be logged: without its secrets. */
export function redacted(config: Config): Record<string, unknown> {
  return { ...config, OIDC_CLIENT_SECRET: '[redacted]', SESSION_KEY: '[redacted]' };
}
