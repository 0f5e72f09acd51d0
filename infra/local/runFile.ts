import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoClient } from './issuer.ts';
import { writeSecretJson } from './secretFile.ts';

/** A demo client as clients of the running system find it. */
export interface RunClient extends DemoClient {
  /** Contractors only: the supplier that the seed registered for them. */
  supplierId?: string;
}

/** The content of `.data/run.json`: how to reach and log in to the running system. Holds secrets. */
export interface RunFile {
  readonly services: Readonly<Record<string, { readonly url: string; readonly pid: number }>>;
  /** URL of the issuer; tokens by `POST <issuer>/token`. */
  readonly issuer: string;
  /** `host:port` */
  readonly kafka: string;
  /** For an administrator, without a database. */
  readonly mongo: string;
  /** The mail catcher: `host:port` of its SMTP and its page. Undefined when mail goes to a server from outside. */
  readonly mail?: { readonly smtp: string; readonly url: string };
  /** One per role, and `contractor-1` to `contractor-3`. Empty when the issuer is not the local one. */
  readonly clients: Readonly<Record<string, RunClient>>;
}

/** The path of the run file in a data folder. */
export function runFilePath(dataDir: string): string {
  return join(dataDir, 'run.json');
}

/** Replaces the run file whole; only the user may read it. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  writeSecretJson(runFilePath(dataDir), run);
}

/** Deletes the run file: nothing runs any more. */
export function removeRunFile(dataDir: string): void {
  rmSync(runFilePath(dataDir), { force: true });
}
