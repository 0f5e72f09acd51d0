import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { composeServices } from './services.ts';

type Service = {
  readonly image: string;
  readonly command?: readonly string[] | string;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly network_mode?: string;
};

const root = join(import.meta.dirname, '../..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const services = Object.entries(compose.services);
const run = promisify(execFile);

test('every port is published on loopback only', () => {
  const published = services.flatMap(([, { ports = [] }]) => ports);
  expect(published.length).toBeGreaterThan(8);
  for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test('each of the five services runs on its own port and sees its own secrets alone', () => {
  for (const { name, port } of composeServices) {
    const service = compose.services[name];
    expect(service?.environment?.PORT).toBe(port);
    expect(service?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(service?.volumes).toEqual([`secrets-${name}:/secrets/${name}:ro`]);
    expect(service?.command).toEqual(['node', 'infra/compose/run.ts', name]);
  }
});

test('the file holds no password, key or secret: they are made at the first start', () => {
  for (const [, { environment = {} }] of services)
    for (const [variable, value] of Object.entries(environment))
      if (/PASSWORD|SECRET|KEY|TOKEN/.test(variable))
        expect(String(value ?? '')).toMatch(/^(\$\{\w+:?-?\})?$/);
});

test('Keycloak and the telemetry back end stand in profiles of their own', () => {
  const inProfile = (name: string) =>
    services.filter(([, { profiles }]) => profiles?.includes(name)).map(([service]) => service);
  expect(inProfile('keycloak')).toEqual(['keycloak']);
  expect(inProfile('telemetry')).toEqual(['collector', 'jaeger']);
});

test('the image runs as a user that is not root, and has a health check', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8');
  const lastStage = dockerfile.split(/^FROM /m).at(-1) ?? '';
  expect(lastStage).toMatch(/^USER node$/m);
  expect(lastStage).toMatch(/^HEALTHCHECK /m);
});

test('docker compose accepts the file, where there is a docker compose', async () => {
  const isThere = await run('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const { stdout } = await run('docker', ['compose', '--profile', '*', 'config', '--services'], {
    cwd: root,
  });
  expect(new Set(stdout.trim().split('\n'))).toEqual(new Set(Object.keys(compose.services)));
});
