import { projectsOperations } from '@tiltak/contracts/projects';
import { clientCredentials, createClient } from '@tiltak/http/client';
import { prepareService } from './loneService.ts';
import type { BenchSystem } from './system.ts';

const frameOre = 1_000_000_000_000_00;

/** A projects process of the benchmark's own, with topics and a database of its own. Not started yet. */
export async function prepareProjects(system: BenchSystem, namespace: string) {
  const { run } = system.world;
  const service = await prepareService(system, { name: 'projects', namespace });
  const client = run.clients['portfolio.controller'];
  if (!client) throw new Error('run.json has no client portfolio.controller');
  const token = clientCredentials({ issuer: run.issuer, ...client });
  const api = createClient(projectsOperations, { baseUrl: service.url, token });

  return {
    ...service,
    /** Starts it on its empty topic, decides a large frame and a measure on it, and stops it again. */
    async decideFrameAndMeasure(): Promise<{ readonly frameId: string; readonly measureId: string }> {
      await service.start();
      const decision = { body: 'Kommunestyret', date: '2020-04-01', caseNumber: 'måling' };
      const { body: frame } = await api.decideFrame({
        body: { name: 'Målingens ramme', amountOre: frameOre, decision },
      });
      const { body: measure } = await api.createMeasure({
        body: { name: 'Målingens tiltak', part: 'stimuleringstiltak', points: [1], frameId: frame.frameId },
      });
      await service.stop();
      return { frameId: frame.frameId, measureId: measure.measureId };
    },
    /** What the frame shows as reserved. */
    reservedOre: async (frameId: string): Promise<number> =>
      (await api.getFrame({ params: { frameId } })).body.reservedOre,
  };
}

export type LoneProjects = Awaited<ReturnType<typeof prepareProjects>>;
