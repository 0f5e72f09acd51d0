import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../local/cache.ts';
import { writeSecretJson } from '../local/secretFile.ts';
import { nowMs } from './load.ts';
import { machineFacts } from './machine.ts';
import { type FigureName, figureNames, measureFigures } from './measure.ts';
import { tableOf } from './table.ts';

const help = `npm run bench [-- --quick] [-- --only <name,...>]

Starts a system of its own, measures it against bare parts on the same machine, and prints a table; everything that
was measured is in .data/bench.json. A full run takes about a quarter of an hour.
  --quick         shorter and less exact, about five minutes
  --only <names>  some of: ${figureNames.join(', ')}

Ends with 0 also when a target is missed, and with 1 when something could not be measured.`;

function optionsFrom(args: readonly string[]): {
  readonly only: readonly FigureName[];
  readonly isQuick: boolean;
} {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const asked = values.only?.split(',') ?? figureNames;
  const unknown = asked.filter((name) => !figureNames.includes(name as FigureName));
  if (unknown.length > 0) throw new Error(`There is no figure ${unknown.join(', ')}.\n\n${help}`);
  return { only: figureNames.filter((name) => asked.includes(name)), isQuick: values.quick ?? false };
}

/** Runs the benchmark; resolves to the exit code. */
async function bench(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = optionsFrom(args);
  const startedAt = nowMs();
  const say = (what: string) =>
    console.log(`${`${((nowMs() - startedAt) / 1000).toFixed(0)} s`.padStart(6)}  ${what}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'tiltak-bench-'));
  try {
    const machine = machineFacts(dataDir);
    if (machine.loadAverage > 0.5)
      say(`this machine has other work (load ${machine.loadAverage.toFixed(1)}): the figures will be lower`);
    const { figures, problems } = await measureFigures({ ...options, dataDir, signal, say });
    const lines = figures.flatMap((figure) => figure.lines);
    const seconds = Math.round((nowMs() - startedAt) / 1000);
    const file = join(resolve(process.env.TILTAK_DATA ?? join(repositoryRoot, '.data')), 'bench.json');
    writeSecretJson(file, { machine, isQuick: options.isQuick, seconds, figures, problems });
    console.log(`\n${tableOf(lines)}\n`);
    for (const note of figures.flatMap((figure) => figure.notes)) console.log(`- ${note}`);
    console.log(
      `- ${machine.cores} cores, ${machine.processor}, ${machine.memoryGiB} GiB, fsync ${machine.fsyncMs.toFixed(2)} ms, load before ${machine.loadAverage.toFixed(1)}; ${seconds} s${options.isQuick ? ', --quick' : ''}; more in ${file}`,
    );
    for (const { name, problem } of problems) console.error(`\n${name} could not be measured: ${problem}`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const interrupted = new AbortController();
let endedBy: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (!endedBy) console.log('ending: stopping what was started ...');
    endedBy ??= signal;
    interrupted.abort(new Error('interrupted'));
  });
// The parent process is gone, so nobody waits for the figures any more.
process.once('disconnect', () => interrupted.abort(new Error('interrupted')));
process.channel?.unref();

let code = 1;
try {
  code = await bench(process.argv.slice(2), interrupted.signal);
} catch (error) {
  if (!interrupted.signal.aborted) console.error(`\n${error instanceof Error ? error.message : error}`);
}
process.exit(interrupted.signal.aborted ? 128 + constants.signals[endedBy ?? 'SIGHUP'] : code);
