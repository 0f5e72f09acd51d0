import { constants } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './cache.ts';
import { explain, MachineProblem } from './problem.ts';
import { runFilePath } from './runFile.ts';
import { productServices } from './services.ts';
import { createSystem, type System, type SystemOptions } from './system.ts';

const HELP = `npm start [-- --fresh]

Starts Kafka, MongoDB, an issuer and every service, and keeps them running until Ctrl-C.
  --fresh   delete the data first, and start as the first time

Environment (default):
  TILTAK_DATA (.data)  TILTAK_CACHE (.cache)
  WEB_PORT (7000)  PROJECTS_PORT (7001)  PROCUREMENT_PORT (7002)  MAINTENANCE_PORT (7003)
  NOTIFICATIONS_PORT (7004)  ISSUER_PORT (7005)  KAFKA_PORT (7092)  KAFKA_CONTROLLER_PORT (7093)  MONGO_PORT (7017)
  SMTP_PORT (7025)  MAIL_PAGE_PORT (7026)
  KAFKA_BROKERS, MONGO_URI, OIDC_ISSUER, SMTP_URL: use these instead of starting one
  WEBHOOK_ALLOW_LOOPBACK (true): allow webhook endpoints on this machine`;

const PORT_MAX = 65_535;

function portOf(variable: string, otherwise: number): number {
  const value = process.env[variable];
  if (value === undefined || value === '') return otherwise;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port <= PORT_MAX) return port;
  throw new MachineProblem(`${variable}=${value} is no port.`, `Give a whole number from 1 to ${PORT_MAX}.`);
}

function optionsFrom(args: readonly string[], say: SystemOptions['say']): SystemOptions {
  let isFresh: boolean;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { fresh: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    isFresh = values.fresh ?? false;
  } catch (error) {
    throw new MachineProblem(error instanceof Error ? error.message : String(error), HELP);
  }
  const { TILTAK_DATA, KAFKA_BROKERS, MONGO_URI, OIDC_ISSUER, SMTP_URL } = process.env;
  return {
    dataDir: resolve(TILTAK_DATA ?? join(repositoryRoot, '.data')),
    isFresh,
    services: productServices(portOf),
    ports: {
      issuer: portOf('ISSUER_PORT', 7005),
      kafka: portOf('KAFKA_PORT', 7092),
      kafkaController: portOf('KAFKA_CONTROLLER_PORT', 7093),
      mongo: portOf('MONGO_PORT', 7017),
      smtp: portOf('SMTP_PORT', 7025),
      mailPage: portOf('MAIL_PAGE_PORT', 7026),
    },
    given: {
      ...(KAFKA_BROKERS && { kafkaBrokers: KAFKA_BROKERS }),
      ...(MONGO_URI && { mongoUri: MONGO_URI }),
      ...(OIDC_ISSUER && { issuer: OIDC_ISSUER.replace(/\/$/, '') }),
      ...(SMTP_URL && { smtpUrl: SMTP_URL }),
    },
    seedModule: join(import.meta.dirname, 'seed.ts'),
    say,
  };
}

function readyText({ run }: System, options: SystemOptions, seconds: string): string {
  const near = (path: string): string => relative(process.cwd(), path) || path;
  const runFile = near(runFilePath(options.dataDir));
  const web = run.services.web;
  const apis = Object.entries(run.services).filter(([name]) => name !== 'web');
  const row = (name: string, text: string): string => `  ${name.padEnd(15)}${text}`;
  return [
    '',
    `Tiltak is ready (${seconds} s)`,
    '',
    ...(web ? [row('Console', `${web.url}   sign in: choose one of the demo people, no password`)] : []),
    ...apis.map(([name, { url }]) => row(name, `${url}/docs`)),
    row('Tokens', `POST ${run.issuer}/token with client credentials from ${runFile}`),
    row('Kafka', run.kafka),
    ...(run.mail ? [row('E-mail', `${run.mail.url}   what was sent; nothing leaves this machine`)] : []),
    row('Logs', near(join(options.dataDir, 'logs'))),
    row('The main job', 'npm run demo   (in another terminal)'),
    '',
    'Ctrl-C stops everything; the data stays.',
    '',
  ].join('\n');
}

/** Runs `npm start` until it is told to stop; resolves to the exit code. */
export async function runUntilStopped(options: SystemOptions): Promise<number> {
  const from = performance.now();
  const system = createSystem(options);
  let isReady = false;
  let endedBy: NodeJS.Signals | undefined;

  const asked = new Promise<void>((resolve) => {
    const ask = (signal: NodeJS.Signals): void => {
      // Ctrl-C arrives twice, from the terminal and passed on by the parent process; once is enough.
      if (endedBy) return;
      endedBy = signal;
      options.say(`stopping (${signal}) ...`);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
    // The parent process is gone, so nobody can stop this one any more.
    process.once('disconnect', () => ask('SIGHUP'));
    process.channel?.unref();
  });
  // The terminal may be gone before the stop is through.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  try {
    const start = system.start().then((running) => {
      isReady = true;
      options.say(readyText(running, options, ((performance.now() - from) / 1000).toFixed(1)));
    });
    await Promise.race([start, asked]);
    await asked;
    await system.stop();
    if (isReady) options.say('everything is stopped');
    return isReady ? 0 : 128 + constants.signals[endedBy ?? 'SIGINT'];
  } catch (error) {
    await system.stop();
    process.stderr.write(`\n${explain(error)}\n\n`);
    return 1;
  }
}

if (import.meta.main) {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  let code = 1;
  try {
    code = await runUntilStopped(optionsFrom(process.argv.slice(2), say));
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n\n`);
  }
  process.exit(code);
}
