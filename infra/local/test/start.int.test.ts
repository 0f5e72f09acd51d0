import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { isKafkaHealthy } from '../kafka.ts';
import { isMongoHealthy } from '../mongoAccess.ts';
import { type RunFile, runFilePath } from '../runFile.ts';
import { eventually, isAlive } from './polling.ts';
import { newSurroundings, type StartedSystem, startSystem } from './startedSystem.ts';

// A start takes about 4 s on an idle machine with two cores, and several times that on a busy one.
jest.setTimeout(240_000);

const systems: StartedSystem[] = [];
const folders: string[] = [];

async function surroundings() {
  const environment = await newSurroundings();
  folders.push(environment.TILTAK_DATA);
  return environment;
}

function start(environment: Record<string, string>, ...args: string[]): StartedSystem {
  const system = startSystem(environment, args);
  systems.push(system);
  return system;
}

async function endAll(): Promise<void> {
  for (const system of systems.splice(0)) {
    if (system.hasEnded) continue;
    const pids = system.children().map(({ pid }) => pid);
    await system.end('SIGTERM');
    expect(pids.filter(isAlive)).toEqual([]);
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** A signal that asks it to end: all eight processes are gone, and so is the run file. */
async function expectGoodEnd(
  { TILTAK_DATA }: { TILTAK_DATA: string },
  system: StartedSystem,
  signal: NodeJS.Signals,
): Promise<void> {
  const pids = system.children().map(({ pid }) => pid);
  expect(pids).toHaveLength(8);
  expect(await system.end(signal)).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(runFilePath(TILTAK_DATA))).toBe(false);
  expect(system.output()).toContain('everything is stopped');
}

describe('one system, from its start to Ctrl-C', () => {
  let one: ReturnType<typeof startOne>;
  /** Started on a process file that names a process of somebody else, as after a restart of the machine. */
  async function startOne() {
    const environment = await surroundings();
    const bystander = { name: 'mongod', pid: process.pid, mark: 'boot:0' };
    const content = { supervisor: { ...bystander, name: 'npm start' }, children: [bystander] };
    writeFileSync(join(environment.TILTAK_DATA, 'processes.json'), JSON.stringify(content));
    const system = start(environment);
    return { environment, system, run: await system.ready() };
  }
  beforeAll(() => {
    one = startOne();
    return one;
  });
  afterAll(endAll);

  test('a pid in the process file that is another process by now is left alone', async () => {
    const { system } = await one;
    expect(system.output()).not.toContain('left over');
  });

  test('when it is ready every service answers, and run.json says where, for the user only', async () => {
    const { run, environment } = await one;
    expect(Object.keys(run.services)).toEqual([
      'projects',
      'procurement',
      'maintenance',
      'notifications',
      'web',
    ]);
    for (const { url, pid } of Object.values(run.services)) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(isAlive(pid)).toBe(true);
    }
    expect(statSync(runFilePath(environment.TILTAK_DATA)).mode & 0o777).toBe(0o600);
    expect(await isKafkaHealthy(run.kafka)).toBe(true);
    expect(await isMongoHealthy(run.mongo)).toBe(true);
    expect(run.clients.admin).toEqual({ clientId: 'admin', clientSecret: expect.any(String) });
    expect(run.clients['contractor-2']?.organisationNumber).toBe('310000027');

    const environments = new Map<string, Record<string, string>>();
    for (const [name, { url }] of Object.entries(run.services)) {
      environments.set(name, (await (await fetch(`${url}/environment`)).json()) as Record<string, string>);
    }
    const maintenance = environments.get('maintenance')!;
    expect(maintenance).toMatchObject({
      PUBLIC_URL: run.services.maintenance!.url,
      WEB_URL: run.services.web!.url,
      OIDC_ISSUER: run.issuer,
      OIDC_AUDIENCE: 'tiltak',
      KAFKA_BROKERS: run.kafka,
      KAFKA_NAMESPACE: 'tiltak',
    });
    expect(Buffer.from(maintenance.ANSWER_LINK_KEY!, 'base64')).toHaveLength(32);
    expect(maintenance.SECRETS_KEY).toBeUndefined();
    expect(new URL(maintenance.MONGO_URI!).pathname).toBe('/tiltak_maintenance');
    const procurement = environments.get('procurement')!;
    expect(Buffer.from(procurement.SECRETS_KEY!, 'base64')).toHaveLength(32);
    expect(procurement.SECRETS_KEY).not.toBe(environments.get('notifications')!.SECRETS_KEY);
    expect(environments.get('notifications')!.WEBHOOK_ALLOW_LOOPBACK).toBe('true');
    expect(environments.get('notifications')!.SMTP_URL).toBe(`smtp://${run.mail!.smtp}`);
    expect(await (await fetch(run.mail!.url)).text()).toContain('Ingen e-post ennå');
    expect(environments.get('web')).toMatchObject({
      OIDC_CLIENT_ID: 'web',
      PROJECTS_URL: run.services.projects!.url,
    });
  });

  test('a second start on the same data says that one runs, and does it no harm', async () => {
    const { environment, system, run } = await one;
    const second = start(environment);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`already runs on ${environment.TILTAK_DATA} (pid ${system.pid})`);
    expect(system.run()).toEqual(run);
  });

  test('a killed service, issuer, database or broker is started again, and run.json keeps up', async () => {
    const { system } = await one;
    const before = system.run()!;
    const killed = system.children().filter(({ name }) => name !== 'web');
    for (const { pid } of killed) process.kill(pid, 'SIGKILL');
    for (const { name } of killed) {
      await eventually(`${name} is up again`, () =>
        system.output().includes(`${name} is up again`) ? true : undefined,
      );
      expect(system.output()).toMatch(
        new RegExp(`${name} \\(pid \\d+\\) was ended by SIGKILL; starting it again`),
      );
    }
    const after = system.run()!;
    expect(after.services.web).toEqual(before.services.web);
    for (const name of ['projects', 'procurement', 'maintenance', 'notifications']) {
      const { url, pid } = after.services[name]!;
      expect(pid).not.toBe(before.services[name]!.pid);
      expect(isAlive(pid)).toBe(true);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    }
    expect(await isKafkaHealthy(after.kafka)).toBe(true);
    expect(await isMongoHealthy(after.mongo)).toBe(true);
  });

  test('SIGINT stops everything, and the exit is a good one', async () => {
    const { environment, system } = await one;
    await expectGoodEnd(environment, system, 'SIGINT');
  });
});

describe('systems of their own', () => {
  afterEach(endAll);

  test('Ctrl-C during the start leaves nothing running', async () => {
    const system = start(await surroundings());
    const pids = await eventually('the first processes run', () => {
      const children = system.children();
      return children.length >= 2 ? children.map(({ pid }) => pid) : undefined;
    });
    expect(await system.end('SIGINT')).toBe(130);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(system.output()).not.toContain('Tiltak is ready');
  });

  test('after a kill of the supervisor the next start ends what it left, and finds the data', async () => {
    const environment = await surroundings();
    const first = start(environment);
    const before = await first.ready();
    const left = first.children();
    await first.end('SIGKILL');
    expect(left.filter(({ pid }) => isAlive(pid))).toHaveLength(8);

    const second = start(environment);
    const after = await second.ready();
    for (const { name, pid } of left) {
      expect(isAlive(pid)).toBe(false);
      expect(second.output()).toContain(`${name} (pid ${pid}) was left over from an earlier start`);
    }
    expect(after.mongo).toBe(before.mongo);
    expect(after.clients).toEqual(before.clients);
  });

  test('a taken port is named with its variable, and nothing is left running', async () => {
    const environment = await surroundings();
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(Number(environment.MAINTENANCE_PORT), '127.0.0.1', resolve);
    });
    const system = start(environment);
    expect(await system.ended).toBe(1);
    server.close();
    expect(system.output()).toContain(
      `Port ${environment.MAINTENANCE_PORT} (MAINTENANCE_PORT) is taken by another program.`,
    );
    expect(system.output()).toContain('MAINTENANCE_PORT=<port> npm start');
    expect(system.output()).not.toContain('starting');
  });

  test('missing Java and pip are told at once, with what to install', async () => {
    const environment = await surroundings();
    const bin = join(environment.TILTAK_DATA, 'bin');
    mkdirSync(bin);
    const bare = {
      ...environment,
      PATH: bin,
      JAVA_HOME: '',
      TILTAK_CACHE: join(environment.TILTAK_DATA, 'cache'),
    };
    const system = start(bare);
    expect(await system.ended).toBe(1);
    expect(system.output()).toContain('Java was not found');
    expect(system.output()).toContain('openjdk');
    expect(system.output()).toContain('Python was not found');
    expect(system.output()).toContain('python3-pip');
    expect(system.children()).toEqual([]);
  });

  test('missing Maven is told when Kafka is not in the cache yet', async () => {
    const environment = await surroundings();
    const bin = join(environment.TILTAK_DATA, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'java'), '#!/bin/sh\necho \'openjdk version "17.0.1"\'\n', { mode: 0o755 });
    symlinkSync('/bin/sh', join(bin, 'sh'));
    const cache = join(environment.TILTAK_DATA, 'cache');
    const system = start({ ...environment, PATH: bin, JAVA_HOME: '', TILTAK_CACHE: cache });
    expect(await system.ended).toBe(1);
    expect(system.output()).toContain('Maven was not found');
  });

  test('the demo data is loaded once, again only after a failure or --fresh, which deletes the data and nothing else', async () => {
    const seed = join(import.meta.dirname, 'fixtures/seed.ts');
    const environment = { ...(await surroundings()), SEED_MODULE: seed };
    const failSwitch = join(environment.TILTAK_DATA, 'fail-seed');
    const notOurs = join(environment.TILTAK_DATA, 'notes.txt');
    writeFileSync(notOurs, 'mine');
    const timesSeeded = (): number =>
      readFileSync(join(environment.TILTAK_DATA, 'seeded.txt'), 'utf8').trimEnd().split('\n').length;

    writeFileSync(failSwitch, '');
    const failing = start(environment);
    expect(await failing.ended).toBe(1);
    expect(failing.output()).toContain('the seed was told to fail');
    rmSync(failSwitch);

    const runs: RunFile[] = [];
    for (const { args, times } of [
      { args: [], times: 2 },
      { args: [], times: 2 },
      { args: ['--fresh'], times: 3 },
    ]) {
      const system = start(environment, ...args);
      const run = await system.ready();
      runs.push(run);
      expect(timesSeeded()).toBe(times);
      expect(run.clients['contractor-1']?.supplierId).toBe('supplier-1');
      expect(run.clients['contractor-2']?.supplierId).toBeUndefined();
      await expectGoodEnd(environment, system, 'SIGHUP');
    }
    const [first, second, fresh] = runs;
    expect(second?.mongo).toBe(first?.mongo);
    expect(second?.clients).toEqual(first?.clients);
    expect(fresh?.mongo).not.toBe(second?.mongo);
    expect(fresh?.clients).not.toEqual(second?.clients);
    expect(readFileSync(notOurs, 'utf8')).toBe('mine');
  });
});
