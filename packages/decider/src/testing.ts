import { deepStrictEqual, fail } from 'node:assert';
import { type Decider, fold, Rejection } from './index.ts';

/**
 * Tests a decider in the words of its rules:
 * `given(order, [submitted]).when(cancel).then([cancelled])` or `.rejects('already_invoiced')`.
 */
export function given<Command, Event, State>(
  decider: Decider<Command, Event, State>,
  events: readonly Event[],
) {
  const before = fold(decider, events);
  return {
    when(command: Command) {
      return {
        /** The command leads to exactly these events. */
        // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of a rule; nobody awaits it
        then(expected: readonly Event[]): void {
          deepStrictEqual(decider.decide(command, before), expected);
        },
        /** The state after the command's events. */
        state(): State {
          return decider.decide(command, before).reduce(decider.evolve, before);
        },
        /** The command is refused with this code. */
        rejects(code: string): void {
          let events: readonly Event[];
          try {
            events = decider.decide(command, before);
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
            deepStrictEqual(error.code, code);
            return;
          }
          fail(`expected the rejection ${code}, got ${JSON.stringify(events)}`);
        },
      };
    },
  };
}
