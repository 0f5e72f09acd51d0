import { projectsOperations } from '@tiltak/contracts/projects';
import { type ServiceConfig, type ServiceDefinition, serviceConfig } from '@tiltak/service';
import { allocations } from './allocation/allocation.ts';
import { frames } from './frame/frame.ts';
import { frameHandlers } from './frame/routes.ts';
import { ledgerCollections } from './ledger/ledger.ts';
import { measures } from './measure/measure.ts';
import { measureHandlers } from './measure/routes.ts';
import { followed } from './procurement/procurement.ts';
import { publish } from './publish.ts';
import { reactions } from './reactions/index.ts';
import { portfolioHandlers } from './views/portfolio.ts';

/** All that projects keeps as streams: a rebuild or a check of the journal goes through these. */
export const aggregates = [frames, measures, allocations, followed];

/** projects: the portfolio, its frames, and the ledger that no frame is overdrawn in. */
export const definition: ServiceDefinition<ServiceConfig, typeof projectsOperations> = {
  name: 'projects',
  title: 'Tiltak: portfolio, frames and ledger',
  config: serviceConfig,
  aggregates,
  collections: ledgerCollections,
  publish: () => publish,
  operations: projectsOperations,
  handlers: (store) => ({ ...frameHandlers(store), ...measureHandlers(store), ...portfolioHandlers(store) }),
  listensTo: ['maintenance', 'procurement'],
  reactions: () => reactions,
};
