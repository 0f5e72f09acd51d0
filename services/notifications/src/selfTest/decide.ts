import { Rejection } from '@tiltak/decider';
import { probes } from './probes.ts';
import type { ProbeResult, SelfTest, SelfTestEvent } from './selfTest.ts';

export type SelfTestCommand =
  | {
      readonly type: 'start';
      readonly selfTestId: string;
      readonly endpointId: string;
      readonly organisationNumber: string;
      readonly at: string;
    }
  /** `selfTestId`: the run that the answer belongs to. */
  | { readonly type: 'record'; readonly selfTestId: string; readonly result: ProbeResult };

/** Self-tests that an endpoint may start within an hour. */
export const startsPerHourMax = 10;
const hourMs = 3_600_000;

export function decide(command: SelfTestCommand, state: SelfTest): readonly SelfTestEvent[] {
  if (command.type === 'start') {
    mayStart(command.at, state);
    const { type: _, ...data } = command;
    return [{ type: 'SelfTestStarted', data }];
  }
  const { selfTestId, result } = command;
  // Two runners may overlap for a moment, and a run may be followed by another: what is recorded stays as it is.
  if (state.status !== 'running' || state.selfTestId !== selfTestId) return [];
  if (probes[state.results.length]?.name !== result.probe) return [];
  const answered: SelfTestEvent = { type: 'ProbeAnswered', data: result };
  const isLast = state.results.length + 1 === probes.length;
  return isLast ? [answered, { type: 'SelfTestFinished', data: { at: result.at } }] : [answered];
}

function mayStart(at: string, state: SelfTest): void {
  if (state.status === 'running')
    throw new Rejection(
      'self_test_running',
      'A self-test of this endpoint is under way: wait for its report.',
    );
  if (state.status === 'none' || state.starts.length < startsPerHourMax) return;
  const freeAt = Date.parse(state.starts[0] ?? at) + hourMs;
  if (freeAt > Date.parse(at))
    throw new Rejection(
      'self_test_too_often',
      `An endpoint has at most ${startsPerHourMax} self-tests an hour; the next one at ${new Date(freeAt).toISOString()}.`,
      { freeAt: new Date(freeAt).toISOString() },
    );
}
