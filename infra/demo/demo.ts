import { join, resolve } from 'node:path';
import { assemble, type Cast } from './cast.ts';
import { playCatchUp } from './catchUp.ts';
import { playCompetition } from './competition.ts';
import { playChange, playEscalation } from './escalation.ts';
import { playMainJob } from './mainJob.ts';
import { playFramework } from './procurement/framework.ts';
import { playInnovation } from './procurement/innovation.ts';
import { playRework } from './rework.ts';
import { printedSteps, type Steps } from './steps.ts';
import { playDeclined, playOutage, playTooLarge } from './unhappy.ts';
import { playWithoutServer } from './withoutServer.ts';
import { openWorld, type World } from './world.ts';

type Scene = readonly [string, (world: World, cast: Cast, steps: Steps) => Promise<void>];

const scenes: readonly Scene[] = [
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

const procurementScenes: readonly Scene[] = [
  [
    'Rammeavtalen: fra behov til signert avtale, og en bestilling på den',
    async (world, cast, steps) => {
      const frameworkAgreementId = await playFramework(world, cast, steps);
      await playMainJob(world, { ...cast, frameworkAgreementId }, steps);
    },
  ],
  ['Innovasjonspartnerskap: tre partnere, ett kjøp', playInnovation],
];

/**
 * `npm run demo [-- procurement] [--json]`: plays the main job and its less happy ways against the running system, through its public
 * interfaces only; with `procurement`, competitions from the need to the contract. Exits 1 at the first step that fails.
 */
async function demo(played: readonly Scene[], json: boolean): Promise<void> {
  const dataDir = process.env.TILTAK_DATA ?? resolve(import.meta.dirname, '../../.data');
  const world = openWorld(join(dataDir, 'run.json'));
  const startedAt = performance.now();
  const title = (text: string) => json || console.log(`\n${text}`);
  title('Forberedelser');
  const cast = await assemble(world, printedSteps('Forberedelser', json));
  try {
    for (const [scene, play] of played) {
      title(scene);
      await play(world, cast, printedSteps(scene, json));
    }
  } finally {
    await cast.close();
  }
  title(`Alt gikk som det skulle, på ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

try {
  const args = process.argv.slice(2);
  await demo(args.includes('procurement') ? procurementScenes : scenes, args.includes('--json'));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  if (error instanceof Error && error.cause) console.error(String(error.cause));
  // What was opened before the failure (a contractor's receiver, say) would keep the process.
  process.exit(1);
}
