import { join, resolve } from 'node:path';
import { assemble, type Cast } from './cast.ts';
import { playCatchUp } from './catchUp.ts';
import { playCompetition } from './competition.ts';
import { playChange, playEscalation } from './escalation.ts';
import { playMainJob } from './mainJob.ts';
import { playRework } from './rework.ts';
import { printedSteps, type Steps } from './steps.ts';
import { playDeclined, playOutage, playTooLarge } from './unhappy.ts';
import { playWithoutServer } from './withoutServer.ts';
import { openWorld, type World } from './world.ts';

const scenes: readonly [string, (world: World, cast: Cast, steps: Steps) => Promise<void>][] = [
  ['Hovedjobben: fra arbeid til betalt faktura', playMainJob],
  ['Bestillingen er større enn rammen', playTooLarge],
  ['Første entreprenør takker nei', playDeclined],
  ['Ingen svarer innen fristen', playEscalation],
  ['Minikonkurranse', playCompetition],
  ['Endringsmelding', playChange],
  ['Entreprenørens endepunkt er nede', playOutage],
  ['Entreprenøren tar igjen det tapte i hendelsesstrømmen', playCatchUp],
  ['En entreprenør uten eget system svarer på e-post', playWithoutServer],
  ['Utbedring, og oppgjør under det reserverte', playRework],
];

/**
 * `npm run demo [-- --json]`: plays the main job and its less happy ways against the running system, through its public
 * interfaces only. Exits 1 at the first step that fails.
 */
async function demo(json: boolean): Promise<void> {
  const dataDir = process.env.TILTAK_DATA ?? resolve(import.meta.dirname, '../../.data');
  const world = openWorld(join(dataDir, 'run.json'));
  const startedAt = performance.now();
  const title = (text: string) => json || console.log(`\n${text}`);
  title('Forberedelser');
  const cast = await assemble(world, printedSteps('Forberedelser', json));
  try {
    for (const [scene, play] of scenes) {
      title(scene);
      await play(world, cast, printedSteps(scene, json));
    }
  } finally {
    await cast.close();
  }
  title(`Alt gikk som det skulle, på ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

try {
  await demo(process.argv.includes('--json'));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  if (error instanceof Error && error.cause) console.error(String(error.cause));
  // What was opened before the failure (a contractor's receiver, say) would keep the process.
  process.exit(1);
}
