import SequencerModule from '@jest/test-sequencer';

// Jest publishes it as CommonJS with a default export.
const Sequencer = SequencerModule.default ?? SequencerModule;
type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

const order = ['e2e', 'integration', 'unit'];
const place = (test: Tests[number]): number => order.indexOf(test.context.config.displayName?.name ?? '');

/**
 * Whole systems first, units last: the end-to-end files run for minutes, and one that begins last is waited for alone.
 * On a fresh clone Jest knows no durations and would go by the size of the files. Jest asks for a default export.
 */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return sorted.sort((a, b) => place(a) - place(b));
  }
}
