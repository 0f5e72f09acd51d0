import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { lastLines, runCommand } from './command.ts';
import { freePort } from './ports.ts';
import { MachineProblem } from './problem.ts';

const JAVA_VERSION_MIN = 17;
/** One cluster id for every local broker: it tells clusters apart, and these never meet. */
const CLUSTER_ID = '5L6g3nShT-eMCtK--X86sw';
/** Measured: 1.2 s to the first metadata answer and 167 MB with these and the class archive; 3.5 s without. */
const JVM_FLAGS = ['-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** The shortest session that a local broker allows its consumers. */
export const SESSION_SECONDS_MIN = 3;

/** What is needed to run a broker: program, flags, and a formatted, empty data folder to copy. */
export interface KafkaInstallation {
  readonly java: string;
  readonly jvmFlags: readonly string[];
  readonly template: string;
}

async function findJava(): Promise<{ readonly java: string; readonly version: string }> {
  const home = process.env.JAVA_HOME;
  const java = home && existsSync(join(home, 'bin/java')) ? join(home, 'bin/java') : 'java';
  const { code, output } = await runCommand(java, ['-version']);
  const remedy = `Install a Java runtime of version ${JAVA_VERSION_MIN} or later (Debian: apt install openjdk-17-jre-headless; macOS: brew install openjdk) and see that "java" is on PATH or in JAVA_HOME.`;
  if (code !== 0) throw new MachineProblem('Java was not found; the Kafka broker needs it.', remedy);
  const major = Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
  if (major < JAVA_VERSION_MIN) {
    throw new MachineProblem(`Java ${major} is too old for the Kafka broker (${java}).`, remedy);
  }
  return { java, version: output };
}

async function fetchJars(directory: string, pom: string): Promise<void> {
  process.stderr.write('fetching Kafka 4.2.1 with Maven (44 MB, once) ...\n');
  await writeFile(join(directory, 'pom.xml'), pom);
  const { code, output, missing } = await runCommand(
    'mvn',
    ['-q', '-B', '-C', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=.'],
    { cwd: directory },
  );
  if (missing) {
    throw new MachineProblem(
      'Maven was not found; it fetches the Kafka broker the first time.',
      'Install Maven (Debian: apt install maven; macOS: brew install maven), or set KAFKA_BROKERS to a broker that runs.',
    );
  }
  if (code !== 0) {
    throw new MachineProblem(
      `Maven could not fetch the Kafka broker:\n${lastLines(output)}`,
      'The first start needs the network (Maven Central, or the mirror in ~/.m2/settings.xml). Try again when it is there.',
    );
  }
}

/** The broker's settings in one place: KRaft, broker and controller in one process, one replica of everything. */
export function brokerProperties(port: number, controllerPort: number, dataDir: string): string {
  const properties: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': join(dataDir, 'log'),
    // Topics are made on purpose, with their partitions; a misspelt name must fail.
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'min.insync.replicas': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A killed service's share is given to its successor after KAFKA_SESSION_SECONDS, by default not below 6.
    'group.min.session.timeout.ms': SESSION_SECONDS_MIN * 1000,
    // Back about 4 s after a kill instead of 11 s: the controller drops the dead broker's registration sooner.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    // Events are kept for ever, so that a new consumer can build its copy from the start.
    'log.retention.ms': -1,
    // The default buffer of 128 MB would be a third of the heap.
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * Formats an empty data folder and records an archive of the broker's loaded classes (AppCDS) in one training run,
 * so that later starts need neither. About 6 s, once per Java version.
 */
async function train(directory: string, java: string, flags: readonly string[]): Promise<void> {
  process.stderr.write('preparing Kafka for quick starts (once) ...\n');
  const template = join(directory, 'template');
  const config = join(directory, 'server.properties');
  await mkdir(template);
  await writeFile(config, brokerProperties(await freePort(), await freePort(), template));
  const storageTool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config];
  const format = await runCommand(java, [...flags, ...storageTool]);
  if (format.code !== 0)
    throw new Error(`formatting the Kafka data folder failed:\n${lastLines(format.output)}`);

  const trainingData = join(directory, 'training');
  await copyTemplate(template, trainingData);
  await writeFile(config, brokerProperties(await freePort(), await freePort(), trainingData));
  const archive = `-XX:ArchiveClassesAtExit=${join(directory, 'classes.jsa')}`;
  const training = await runCommand(java, [...flags, archive, 'kafka.Kafka', config], {
    endOn: /Kafka Server started/,
  });
  await rm(trainingData, { recursive: true });
  if (!existsSync(join(directory, 'classes.jsa'))) {
    throw new Error(`recording the Kafka class archive failed:\n${lastLines(training.output)}`);
  }
}

/** Copies the few small files of a formatted, empty data folder. */
export async function copyTemplate(template: string, dataDir: string): Promise<void> {
  const from = join(template, 'log');
  const to = join(dataDir, 'log');
  await mkdir(to, { recursive: true });
  // The marker that says "formatted" goes last, so that a copy that was cut short is taken up again.
  const names = (await readdir(from)).sort((a, b) => Number(a === MARKER) - Number(b === MARKER));
  for (const name of names) await copyFile(join(from, name), join(to, name));
}

const MARKER = 'meta.properties';

/** True when the folder holds a formatted Kafka log. */
export function isFormatted(dataDir: string): boolean {
  return existsSync(join(dataDir, 'log', MARKER));
}

/**
 * Kafka 4.2.1 from Maven, in the cache. Throws `MachineProblem` for missing Java, Maven or network.
 * The first call takes about 20 s, later ones 0.1 s.
 */
export async function installKafka(): Promise<KafkaInstallation> {
  const { java, version } = await findJava();
  const pom = await readFile(join(import.meta.dirname, 'kafka-pom.xml'), 'utf8');
  const jars = await cached('kafka', pom, (directory) => fetchJars(directory, pom));
  // A wildcard would make Java ignore the archive, and so would another order.
  const names = (await readdir(jars)).filter((name) => name.endsWith('.jar')).sort();
  const logging = `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'kafka-log4j2.xml')}`;
  const flags = [...JVM_FLAGS, logging, '-cp', names.map((name) => join(jars, name)).join(':')];
  const trained = await cached('kafka-trained', version + flags.join(' '), (directory) =>
    train(directory, java, flags),
  );
  return {
    java,
    jvmFlags: [`-XX:SharedArchiveFile=${join(trained, 'classes.jsa')}`, ...flags],
    template: join(trained, 'template'),
  };
}
