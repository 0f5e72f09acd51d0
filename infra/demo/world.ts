import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Operations } from '@tiltak/contracts';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { projectsOperations } from '@tiltak/contracts/projects';
import { type Client, clientCredentials, createClient } from '@tiltak/http/client';
import type { RunFile } from '../local/runFile.ts';

/** The four services' APIs as one person or machine uses them. */
export type Desk = {
  readonly projects: Client<typeof projectsOperations>;
  readonly procurement: Client<typeof procurementOperations>;
  readonly maintenance: Client<typeof maintenanceOperations>;
  readonly notifications: Client<typeof notificationsOperations>;
};

/** The running system by its public interfaces alone. Throws if it isn't running. */
export function openWorld(runFile: string) {
  const run = readRun(runFile);
  const desks = new Map<string, Desk>();

  /** The APIs with the token of a demo client: a role's name, or `contractor-1` to `-3`. */
  function as(client: string): Desk {
    const known = desks.get(client);
    if (known) return known;
    const credentials = run.clients[client];
    if (!credentials) throw new Error(`run.json has no client ${client}`);
    const internalUrl = process.env.OIDC_INTERNAL_URL;
    const token = clientCredentials({ issuer: run.issuer, internalUrl, ...credentials });
    const open = <Ops extends Operations>(service: string, operations: Ops) =>
      createClient(operations, { baseUrl: run.services[service]?.url ?? '', token });
    const desk = {
      projects: open('projects', projectsOperations),
      procurement: open('procurement', procurementOperations),
      maintenance: open('maintenance', maintenanceOperations),
      notifications: open('notifications', notificationsOperations),
    };
    desks.set(client, desk);
    return desk;
  }
  return { run, as };
}

export type World = ReturnType<typeof openWorld>;

function readRun(path: string): RunFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunFile;
  } catch (error) {
    throw new Error(`Tiltak does not seem to be running (no ${path}): run "npm start" first.`, {
      cause: error,
    });
  }
}

/** Polls until `look` gives something; throws what was looked for, and the last fault, when the time is up. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < deadline) {
    const from = Date.now();
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    // A look that costs much is had less often.
    await delay(Math.max(25, 4 * (Date.now() - from)));
  }
  throw new Error(`not within ${limitMs / 1000} s: ${what}`, { cause: last });
}
