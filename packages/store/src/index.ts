export type { Aggregate, AnyAggregate, StateDocument } from './aggregate.ts';
export { type Doc, eventBytesMax, type Reads, type SeenTimer, type Stage, type Stream } from './batch.ts';
export { checkpointStream, checkpoints, runCheckpoints, takeCheckpoint } from './checkpoint.ts';
export type { Collection, Collections, PlainCollection } from './collections.ts';
export type { Change } from './commit.ts';
export { type Files, type KeptFile, openFiles } from './files.ts';
export { type Finding, foldAll, foldThen, historyOf, merkleRoot, verifyJournal } from './history.ts';
export type { JournalRow } from './journal.ts';
export { holdLease, leaseMs, pause } from './lease.ts';
export { cursorAfter, type PageField, pageBy, pageOf } from './page.ts';
export {
  expectVersion,
  isAway,
  openStore,
  type Publish,
  type Store,
  type Work,
  type WorkContext,
} from './store.ts';
export { type DueTimer, runTimers, type TimerHandler } from './timers.ts';
