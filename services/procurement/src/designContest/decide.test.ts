import { describe, expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import type { ContestCommand } from './decide.ts';
import { type Contest, designContests, type OpenContest } from './designContest.ts';
import type { ContestEvent, SetUp } from './events.ts';

const at = '2026-11-23T09:00:00.000Z';
const juror = (subject: string, hasRequiredProfession = false) => ({
  ...{ subject, profession: hasRequiredProfession ? 'arkitekt' : 'ingeniør', hasRequiredProfession },
});
const contest: SetUp = {
  procurementId: 'p',
  requiredProfession: 'arkitekt',
  jury: [juror('a', true), juror('b'), juror('c')],
  anonymiser: 'sekretær',
  prizes: [{ amountOre: 300_000_00 }, { amountOre: 100_000_00 }],
};
const setUp = (more: Partial<SetUp> = {}): ContestCommand => ({
  ...{ type: 'setUp', contest: { ...contest, ...more }, estimatedValueOre: 400_000_00, by: 'anne', at },
});
const declare = (by: string, isIndependent = true): ContestCommand => ({
  ...{ type: 'declareIndependence', isIndependent, statement: 'Ingen bindinger', by, at },
});
const anonymise = (code: string, more: Partial<Extract<ContestCommand, { type: 'anonymise' }>> = {}) =>
  ({
    type: 'anonymise',
    entry: { code, description: 'Et bibliotek i tre', references: [] },
    ...{ hasBid: true, hasCode: false, by: 'sekretær', at, ...more },
  }) as const;
const release = { type: 'release', entriesMissing: 0, by: 'sekretær', at } as const;
const rank = (by: string, ...ranking: string[]): ContestCommand => ({
  ...{ type: 'recordRanking', ranking, by, at },
  opinions: ['X', 'Y'].map((code) => ({ code, opinion: 'Godt i landskapet' })),
});
const sign = (by: string, version = 1): ContestCommand => ({ type: 'sign', version, by, at });
const reveal = { type: 'reveal', suppliers: { X: 's1', Y: 's2' }, by: 'anne', at } as const;

function after(before: readonly ContestEvent[], ...commands: ContestCommand[]): ContestEvent[] {
  const events = [...before];
  for (const command of commands)
    events.push(...designContests.decide(command, fold(designContests, events)));
  return events;
}
const stateOf = (events: readonly ContestEvent[]) => fold(designContests, events) as OpenContest;
const begun = after([], setUp());
const declared = after(begun, declare('a'), declare('b'), declare('c'));
const anonymised = after(declared, anonymise('Y'), anonymise('X'));
const judging = after(anonymised, release);
const ranked = after(judging, rank('a', 'Y', 'X'));
const signed = after(ranked, sign('a'), sign('b'), sign('c'));

describe('the jury', () => {
  test('has at least a third with the profession that is required of those who take part', () => {
    const of = (qualified: number, all: number) =>
      setUp({ jury: Array.from({ length: all }, (_, index) => juror(`j${index}`, index < qualified)) });
    given(designContests, []).when(of(1, 3)).state();
    given(designContests, []).when(of(1, 4)).rejects('jury_profession');
    given(designContests, []).when(of(2, 4)).state();
    given(designContests, []).when(of(0, 3)).rejects('jury_profession');
    given(designContests, [])
      .when(setUp({ requiredProfession: null, jury: [juror('a'), juror('b'), juror('c')] }))
      .state();
  });

  test('is of different persons, and without the one who takes the names off', () => {
    const { jury } = contest;
    given(designContests, [])
      .when(setUp({ anonymiser: 'b' }))
      .rejects('anonymiser_in_jury');
    given(designContests, [])
      .when(setUp({ jury: [...jury, juror('a', true)] }))
      .rejects('juror_twice');
  });

  test('can be given no more prizes than the contest is worth', () => {
    given(designContests, [])
      .when(setUp({ prizes: [{ amountOre: 400_000_01 }] }))
      .rejects('value_too_low');
  });

  test('declares to be independent, each for themselves and once', () => {
    given(designContests, begun).when(declare('x')).rejects('not_in_jury');
    given(designContests, after(begun, declare('a')))
      .when(declare('a', false))
      .rejects('already_declared');
    given(designContests, after(begun, declare('a'), declare('b'), anonymise('X')))
      .when(release)
      .rejects('declaration_missing');
    const partial = after(begun, declare('a'), declare('b'), declare('c', false), anonymise('X'));
    given(designContests, partial).when(release).rejects('juror_not_independent');
  });

  test('is given another member under the same rules, who then signs with all others', () => {
    const replace = (subject: string, by: ReturnType<typeof juror>) =>
      ({ type: 'replaceJuror', subject, juror: by, reason: 'Inhabil', by: 'anne', at }) as const;
    given(designContests, judging)
      .when(replace('a', juror('d')))
      .rejects('jury_profession');
    given(designContests, judging)
      .when(replace('a', juror('sekretær', true)))
      .rejects('anonymiser_in_jury');
    given(designContests, judging)
      .when(replace('x', juror('d')))
      .rejects('not_in_jury');
    given(designContests, signed)
      .when(replace('c', juror('d')))
      .rejects('ranking_signed');
    const replaced = after(ranked, sign('a'), sign('b'), replace('c', juror('d')));
    expect(stateOf(replaced).signatures).toEqual([]);
    given(designContests, replaced).when(sign('c')).rejects('not_in_jury');
    given(designContests, replaced).when(sign('d')).rejects('declaration_missing');
    const whole = after(replaced, declare('d'), sign('d'), sign('a'), sign('b'));
    expect(stateOf(whole).status).toBe('signed');
  });
});

describe('the entries', () => {
  test('get their codes from the one who was appointed for it, each once', () => {
    given(designContests, declared)
      .when(anonymise('X', { by: 'a' }))
      .rejects('not_anonymiser');
    given(designContests, declared)
      .when(anonymise('X', { hasBid: false }))
      .rejects('bid_not_found');
    given(designContests, declared)
      .when(anonymise('X', { hasCode: true }))
      .rejects('entry_twice');
    given(designContests, judging).when(anonymise('Z')).rejects('entries_released');
  });

  test('stand by their codes and not in the order in which they came', () => {
    expect(stateOf(anonymised).entries.map(({ code }) => code)).toEqual(['X', 'Y']);
  });

  test('go to the jury all at once', () => {
    given(designContests, anonymised)
      .when({ ...release, entriesMissing: 1 })
      .rejects('entries_missing');
    given(designContests, declared).when(release).rejects('entries_missing');
    given(designContests, anonymised)
      .when({ ...release, by: 'a' })
      .rejects('not_anonymiser');
    given(designContests, anonymised)
      .when(rank('a', 'X', 'Y'))
      .rejects('entries_not_released');
  });
});

describe('the ranking', () => {
  test('holds each entry once, and is written down by the jury only', () => {
    for (const wrong of [['X'], ['X', 'X'], ['X', 'Y', 'Z']])
      given(designContests, judging)
        .when(rank('a', ...wrong))
        .rejects('ranking_incomplete');
    given(designContests, judging)
      .when(rank('sekretær', 'X', 'Y'))
      .rejects('not_in_jury');
  });

  test('is signed as it was read, and a changed one is signed anew', () => {
    given(designContests, judging).when(sign('a')).rejects('ranking_missing');
    const changed = after(ranked, sign('a'), rank('b', 'X', 'Y'));
    expect(stateOf(changed).signatures).toEqual([]);
    given(designContests, changed).when(sign('a', 1)).rejects('ranking_changed');
    given(designContests, after(changed, sign('a', 2)))
      .when(sign('a', 2))
      .then([]);
    given(designContests, signed)
      .when(rank('a', 'X', 'Y'))
      .rejects('ranking_signed');
  });
});

describe('the names', () => {
  test('are revealed when all of the jury have signed, with the prizes by place', () => {
    given(designContests, signed)
      .when(reveal)
      .then([
        {
          type: 'NamesRevealed',
          data: {
            entries: [
              { code: 'Y', supplierId: 's2', place: 1, prizeOre: 300_000_00 },
              { code: 'X', supplierId: 's1', place: 2, prizeOre: 100_000_00 },
            ],
            ...{ by: 'anne', at },
          },
        },
      ]);
    given(designContests, after(ranked, sign('a'), sign('b')))
      .when(reveal)
      .rejects('ranking_not_signed');
    given(designContests, judging).when(reveal).rejects('ranking_not_signed');
    given(designContests, after(signed, reveal)).when(reveal).rejects('names_revealed');
    given(designContests, []).when(reveal).rejects('contest_not_set_up');
  });

  test('no sequence of commands reveals one before all of the jury have signed the very ranking', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'sekretær');
    const command: fc.Arbitrary<ContestCommand> = fc.oneof(
      person.map((by) => declare(by)),
      fc.tuple(person, fc.boolean()).map(([by, first]) => rank(by, ...(first ? ['X', 'Y'] : ['Y', 'X']))),
      {
        weight: 4,
        arbitrary: fc.tuple(person, fc.integer({ min: 1, max: 4 })).map(([by, v]) => sign(by, v)),
      },
      fc.constantFrom('b', 'c', 'd').map(
        (subject): ContestCommand => ({
          ...{ type: 'replaceJuror', subject, juror: juror('d'), reason: 'x', by: 'anne', at },
        }),
      ),
      fc.constant<ContestCommand>(reveal),
    );
    let reached = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(begun, anonymised, judging, ranked),
        fc.array(command, { minLength: 20, maxLength: 60 }),
        (events, commands) => {
          let state: Contest = stateOf(events);
          for (const one of commands) {
            const before = state as OpenContest;
            try {
              for (const event of designContests.decide(one, state))
                state = designContests.evolve(state, event);
            } catch (error) {
              if (!(error instanceof Rejection)) throw error;
            }
            if (JSON.stringify(before).includes('"s1"') || !JSON.stringify(state).includes('"s1"')) continue;
            const signers = before.signatures.map(({ subject }) => subject).sort();
            expect(signers).toEqual(before.jury.map(({ subject }) => subject).sort());
            expect(before.jury.every(({ declaration }) => declaration?.isIndependent)).toBe(true);
            reached++;
          }
        },
      ),
      // The straight way too, so that no run goes without a revelation.
      { numRuns: 300, examples: [[signed, [reveal]]] },
    );
    expect(reached).toBeGreaterThan(0);
  });
});
