import { context, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

const hidden = '[redacted]';
const maxDepth = 8;
/** By what a field is called: `authorization`, `set-cookie`, `clientSecret`, `access_token`, `password`, `key`, `apiKey` ... */
const secretName = /authorization|cookie|secret|token|password|credential|key$/i;
/** By what a value looks like, wherever it stands: bearer tokens, JWTs and webhook secrets. */
const secretValue = /\bBearer [\w.~+/-]{8,}=*|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bwhsec_[\w+/-]+=*/gi;

/**
 * A logger that writes one JSON line at a time to stdout, with the active trace's id. The level is `LOG_LEVEL`
 * (default `info`). Callers log ids and codes, never whole objects; fields that are named like secrets and values
 * that look like them are struck out all the same.
 */
export function createLogger(service: string, destination?: DestinationStream): Logger {
  const options = {
    level: process.env.LOG_LEVEL || 'info',
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    mixin: traceId,
    formatters: {
      level: (level: string) => ({ level }),
      log: (fields: Record<string, unknown>) => withoutSecrets(fields) as Record<string, unknown>,
    },
    serializers: { err: (error: Error) => withoutSecrets(stdSerializers.err(error)) },
    hooks: { streamWrite: (line: string) => line.replace(secretValue, hidden) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function traceId(): object {
  const active = trace.getSpanContext(context.active());
  return active === undefined ? {} : { traceId: active.traceId };
}

/** A copy in which the fields with secret names are struck out, at any depth down to a bound. */
function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) {
    return value;
  }
  if (depth === maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) ? hidden : withoutSecrets(inner, depth + 1),
    ]),
  );
}
