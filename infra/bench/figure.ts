import type { Measured } from './line.ts';
import type { Stage } from './stage.ts';
import type { BenchSystem } from './system.ts';

/** What a figure is measured with. */
export type Bench = {
  readonly system: BenchSystem;
  /** Made when it is first asked for. */
  readonly stage: () => Promise<Stage>;
  /** Shorter and less exact. */
  readonly isQuick: boolean;
  /** Aborted when the benchmark is to end early. */
  readonly signal: AbortSignal;
  /** Says what is going on now. */
  readonly say: (what: string) => void;
};

/** Measures a figure. Throws when it can't be measured; a missed target is a result. */
export type Figure = (bench: Bench) => Promise<Measured>;
