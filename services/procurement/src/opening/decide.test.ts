import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { decide, type OpeningMoment, type SealingCommand } from './decide.ts';
import { type EnvelopeKind, type SealingEvent, type SealingState, sealings } from './sealing.ts';

const deadline = '2026-03-01T11:00:00.000Z';
const at = (ms: number) => new Date(Date.parse(deadline) + ms).toISOString();
const share = (holder: string, isAuditor: boolean | undefined = false) => ({
  ...{ holder, isAuditor, wrappedShare: `for ${holder}`, commitment: holder },
});
const set: Extract<SealingCommand, { type: 'set' }> = {
  type: 'set',
  facts: {
    procurementId: 'p1',
    round: 1,
    recipient: 'age1tender',
    platformRecipient: 'age1platform',
    threshold: 2,
    setBy: 'anne',
  },
  shares: [share('kari'), share('ola'), share('revisor', true)],
  hasBegun: false,
  at: at(-99_000),
};
const wasSet = decide(set, sealings.initial);
const moment = (more: Partial<OpeningMoment> = {}): OpeningMoment => ({
  envelope: 'quality',
  asked: ['quality', 'price'],
  deadline,
  isClosed: true,
  qualitySettledAt: null,
  by: 'kari',
  at: at(1000),
  ...more,
});
const approve = (more: Partial<OpeningMoment> = {}): SealingCommand => ({ type: 'approve', ...moment(more) });
const start = (more: Partial<OpeningMoment> = {}): SealingCommand => ({
  type: 'start',
  holders: ['kari', 'ola'],
  ...moment(more),
});
const approved = (by: string, envelope: EnvelopeKind = 'quality'): SealingEvent => ({
  type: 'OpeningApproved',
  data: { envelope, by, at: at(1000) },
});
const finished = (envelope: EnvelopeKind, finishedAt = at(20_000)): SealingEvent => ({
  type: 'OpeningFinished',
  data: {
    ...{ procurementId: 'p1', round: 1, envelope, openedCount: 2, failedCount: 0 },
    ...{ protocolSha256: 'x', at: finishedAt },
  },
});

test.each<[code: string, wrong: Partial<typeof set>]>([
  ['threshold_wrong', { facts: { ...set.facts, threshold: 1 } }],
  ['threshold_wrong', { facts: { ...set.facts, threshold: 3 } }],
  ['holder_twice', { shares: [share('kari'), share('kari'), share('revisor', true)] }],
  [
    'holder_unknown',
    { shares: [share('kari'), { ...share('ola'), isAuditor: undefined }, share('r', true)] },
  ],
  ['auditor_missing', { shares: [share('kari'), share('ola'), share('nils')] }],
])('%s: no keys are set', (code, wrong) => {
  given(sealings, [])
    .when({ ...set, ...wrong })
    .rejects(code);
});

test('keys may be dealt anew until bids are asked for with them, and set late where there are none', () => {
  expect(
    given(sealings, wasSet)
      .when({ ...set, at: at(-98_000) })
      .state(),
  ).toMatchObject({
    setAt: at(-98_000),
  });
  given(sealings, wasSet)
    .when({ ...set, hasBegun: true })
    .rejects('sealing_fixed');
  expect(
    given(sealings, [])
      .when({ ...set, hasBegun: true })
      .state(),
  ).toMatchObject({ status: 'set' });
});

test('nothing is approved or opened before the deadline, nor while the case is elsewhere', () => {
  const both = [...wasSet, approved('kari'), approved('ola')];
  for (const early of [{ at: at(-1) }, { deadline: null }, { isClosed: false }]) {
    given(sealings, wasSet).when(approve(early)).rejects('opening_too_early');
    given(sealings, both).when(start(early)).rejects('opening_too_early');
  }
  given(sealings, []).when(approve()).rejects('sealing_missing');
});

test('two persons approve, and they are two', () => {
  given(sealings, wasSet)
    .when(approve())
    .then([approved('kari')]);
  given(sealings, [...wasSet, approved('kari')])
    .when(approve())
    .rejects('same_person');
  given(sealings, [...wasSet, approved('kari')])
    .when(start())
    .rejects('approvals_missing');
  const both = [...wasSet, approved('kari'), approved('ola')];
  expect(given(sealings, both).when(start()).state()).toMatchObject({
    openings: { quality: { startedAt: at(1000), startedBy: 'kari' } },
  });
  given(sealings, both)
    .when(approve({ by: 'nils' }))
    .then([]);
});

test('approvals of one envelope are none of the other', () => {
  const both = [...wasSet, approved('kari'), approved('ola'), finished('quality')];
  const price = { envelope: 'price', qualitySettledAt: at(50_000), at: at(60_000) } as const;
  given(sealings, both).when(start(price)).rejects('approvals_missing');
});

test('the price is opened when the quality of these very bids is settled', () => {
  const price = (qualitySettledAt: string | null) =>
    approve({ envelope: 'price', qualitySettledAt, at: at(60_000) });
  given(sealings, wasSet)
    .when(price(at(50_000)))
    .rejects('quality_not_settled');
  const opened = [...wasSet, finished('quality')];
  given(sealings, opened).when(price(null)).rejects('quality_not_settled');
  // Settled before they were opened: of the bids of an earlier round.
  given(sealings, opened)
    .when(price(at(-1)))
    .rejects('quality_not_settled');
  expect(
    given(sealings, opened)
      .when(price(at(50_000)))
      .state(),
  ).toMatchObject({
    openings: { price: { approvals: [{ by: 'kari' }] } },
  });
});

test('where there is one envelope, it is opened without a settled quality', () => {
  const one = { envelope: 'price', asked: ['price'] } as const;
  expect(given(sealings, wasSet).when(approve(one)).state()).toMatchObject({ status: 'set' });
  given(sealings, wasSet)
    .when(approve({ ...one, envelope: 'quality' }))
    .rejects('envelope_not_asked');
});

test('an opening may be started again after a crash, and not after its end', () => {
  const both = [...wasSet, approved('kari'), approved('ola')];
  const again = [...both, ...decide(start(), both.reduce(sealings.evolve, sealings.initial))];
  expect(
    given(sealings, again)
      .when(start({ at: at(9000), by: 'ola' }))
      .state(),
  ).toMatchObject({
    openings: { quality: { startedAt: at(1000), startedBy: 'ola' } },
  });
  given(sealings, [...again, finished('quality')])
    .when(start())
    .rejects('opening_finished');
});

test('no sequence of commands starts an opening early, by one person, or of the price before the quality is settled', () => {
  const kinds = fc.constantFrom<EnvelopeKind>('quality', 'price');
  const moments = fc.record({
    envelope: kinds,
    by: fc.constantFrom('kari', 'ola'),
    at: fc.constantFrom(-1, 0, 1, 50, 100).map(at),
    qualitySettledAt: fc.constantFrom(null, at(-1), at(60), at(90)),
    isClosed: fc.constantFrom(true, true, true, false),
  });
  const commands = fc.oneof(
    moments.map((one): SealingCommand => approve(one)),
    moments.map((one): SealingCommand => start(one)),
    fc.constant<SealingCommand>({ ...set, hasBegun: true }),
    fc.record({ envelope: kinds, at: fc.constantFrom(2, 70).map(at) }).map(
      (one): SealingCommand => ({
        ...{ type: 'finish', openedCount: 0, failedCount: 0, protocolSha256: 'x' },
        ...one,
      }),
    ),
  );
  const before = fc.constantFrom(wasSet, [...wasSet, finished('quality', at(2))]);
  /** The straight way to an opening, so that no run goes without one. */
  const straight = (envelope: EnvelopeKind): [readonly SealingEvent[], SealingCommand[]] => {
    const one = { envelope, at: at(100), qualitySettledAt: at(90), isClosed: true };
    const events = envelope === 'quality' ? wasSet : [...wasSet, finished('quality', at(2))];
    return [
      events,
      [approve({ ...one, by: 'kari' }), approve({ ...one, by: 'ola' }), start({ ...one, by: 'ola' })],
    ];
  };
  const started = { quality: 0, price: 0 };
  fc.assert(
    fc.property(before, fc.array(commands, { minLength: 25, maxLength: 40 }), (events, sequence) => {
      let state: SealingState = events.reduce(sealings.evolve, sealings.initial);
      for (const command of sequence) {
        let done: readonly SealingEvent[] = [];
        try {
          done = decide(command, state);
        } catch {
          continue;
        }
        if (command.type === 'start' && state.status === 'set') {
          started[command.envelope] += done.length;
          expect(command.at >= deadline && command.isClosed).toBe(true);
          const by = state.openings[command.envelope]?.approvals.map((one) => one.by) ?? [];
          expect(new Set(by).size).toBeGreaterThanOrEqual(2);
          const settled = command.qualitySettledAt ?? '';
          const quality = state.openings.quality?.finished?.at ?? '9999';
          if (command.envelope === 'price') expect(settled >= quality).toBe(true);
        }
        state = done.reduce(sealings.evolve, state);
      }
    }),
    { numRuns: 300, examples: [straight('quality'), straight('price')] },
  );
  // The test would be nothing worth if it never came so far.
  expect(Math.min(started.quality, started.price)).toBeGreaterThan(0);
});
