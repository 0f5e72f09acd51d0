import type { Aggregate } from '@tiltak/store';
import { decide, startsPerHourMax } from './decide.ts';
import type { ProbeName } from './probes.ts';

/** How the receiver answered one request. */
export type ProbeResult = {
  readonly probe: ProbeName;
  readonly at: string;
  readonly durationMs: number;
  /** Null where there was no answer. */
  readonly statusCode: number | null;
  readonly error: string | null;
};

export type SelfTestEvent =
  | {
      readonly type: 'SelfTestStarted';
      readonly data: {
        readonly selfTestId: string;
        readonly endpointId: string;
        readonly organisationNumber: string;
        readonly at: string;
      };
    }
  | { readonly type: 'ProbeAnswered'; readonly data: ProbeResult }
  | { readonly type: 'SelfTestFinished'; readonly data: { readonly at: string } };

/** An endpoint's self-test: the one that runs, or the last one that ran. */
export type SelfTest =
  | { readonly status: 'none' }
  | {
      readonly status: 'running' | 'finished';
      readonly selfTestId: string;
      readonly endpointId: string;
      readonly organisationNumber: string;
      readonly startedAt: string;
      readonly finishedAt: string | null;
      /** One for each probe so far, in the probes' order. */
      readonly results: readonly ProbeResult[];
      /** When the latest were started, this one the last. */
      readonly starts: readonly string[];
    };
export type ExistingSelfTest = Exclude<SelfTest, { status: 'none' }>;

function evolve(state: SelfTest, event: SelfTestEvent): SelfTest {
  if (event.type === 'SelfTestStarted') {
    const { at, ...run } = event.data;
    const earlier = state.status === 'none' ? [] : state.starts;
    const starts = [...earlier, at].slice(-startsPerHourMax);
    return { status: 'running', ...run, startedAt: at, finishedAt: null, results: [], starts };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ProbeAnswered':
      return { ...state, results: [...state.results, event.data] };
    case 'SelfTestFinished':
      return { ...state, status: 'finished', finishedAt: event.data.at };
  }
}

/** A stream for each endpoint, beside the endpoint's own. */
export const selfTestOf = (endpointId: string): string => `self-test:${endpointId}`;

/** Self-tests: what a contractor's receiver does with right and wrong requests. */
export const selfTests: Aggregate<Parameters<typeof decide>[0], SelfTestEvent, SelfTest> = {
  kind: 'selfTests',
  indexes: [{ 'state.status': 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
