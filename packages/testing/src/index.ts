export { type Child, startChild } from './child.ts';
export { eventually } from './eventually.ts';
export { freshDatabase, freshNamespace, testKafka } from './fresh.ts';
