export { type Child, startChild } from './child.ts';
export { eventually, until } from './eventually.ts';
export { freshDatabase, freshNamespace, testKafka } from './fresh.ts';
