import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UsageError } from './usage.ts';

/** An envelope of 25 MB over a slow line. */
const timeoutMs = 300_000;
/** How often a call is tried that nobody answered. */
const attemptsMax = 3;

const problem = z.object({ code: z.string(), detail: z.string() });
const metadata = z.object({ token_endpoint: z.url() });
const granted = z.object({ access_token: z.string() });

/** The platform said no; the message is its reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The bidder's session with the platform: an access token that was given, or one by client credentials. */
export async function openSession(given: {
  readonly url: string;
  readonly token?: string;
  readonly issuer?: string;
  readonly client?: string;
}) {
  const token = given.token ?? process.env.TILTAK_TOKEN ?? (await fetchToken(given));
  return {
    /** Posts once: a repetition has the same effect. Throws an Error that says the platform's reason. */
    async post<Schema extends z.ZodType>(
      path: string,
      body: { readonly bytes: Uint8Array; readonly type: string },
      schema: Schema,
    ): Promise<z.output<Schema>> {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': body.type,
        'idempotency-key': randomUUID(),
      };
      const sent = { method: 'POST', headers, body: body.bytes as Uint8Array<ArrayBuffer> };
      return await ask(given.url.replace(/\/$/, '') + path, sent, schema);
    },
  };
}

async function fetchToken({ issuer, client }: { readonly issuer?: string; readonly client?: string }) {
  const secret = process.env.TILTAK_CLIENT_SECRET;
  if (issuer === undefined || client === undefined || secret === undefined)
    throw new UsageError('Give --token, or --issuer and --client with the secret in TILTAK_CLIENT_SECRET.');
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { token_endpoint: endpoint } = await ask(url, {}, metadata);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client,
    client_secret: secret,
  });
  return (await ask(endpoint, { method: 'POST', body }, granted)).access_token;
}

/** A request that may be repeated, and is while nobody answers. Throws what the platform {@link Refused}. */
export async function ask<Schema extends z.ZodType>(
  url: string,
  request: RequestInit,
  schema: Schema,
): Promise<z.output<Schema>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
      const body: unknown = await answer.json();
      if (answer.ok) return schema.parse(body);
      const refusal = problem.safeParse(body);
      throw new Refused(
        refusal.success ? `${refusal.data.code}: ${refusal.data.detail}` : `${url} answered ${answer.status}`,
      );
    } catch (error) {
      if (!(error instanceof TypeError) || attempt === attemptsMax) throw error;
    }
  }
}
