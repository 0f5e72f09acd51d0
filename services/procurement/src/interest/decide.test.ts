import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import type { Competition, InterestEvent, Interests } from './events.ts';
import { interests as aggregate } from './interests.ts';
import { isInterested } from './matching.ts';

const firm = { supplierId: 's1', organisationNumber: '310000019' };
const everything: Interests = { cpvPrefixes: [], kinds: [], areaIds: [] };
const roofs: Interests = { ...everything, cpvPrefixes: ['4526'], kinds: ['works'] };
const stopKey = 'k'.repeat(32);
const competition: Competition = {
  ...{ procurementId: 'p1', title: 'Nytt tak', kind: 'works', procedure: 'open' },
  ...{ cpvCodes: ['45261900'], areaId: 'rykkinn' },
  deadlines: { requests: null, bids: '2026-05-01T10:00:00Z' },
};
const set = (interests: Interests): InterestEvent => ({
  type: 'InterestsSet',
  data: { ...firm, interests, stopKey },
});
const announce = {
  type: 'announce',
  competition,
  because: 'interest',
  firm,
  consoleUrl: 'https://t.no',
} as const;
const page = 'https://t.no/kunngjoringer/p1';
const invitation = 'https://t.no/invitasjoner/p1';

test('a firm is told of what it asked to hear of, with the way to end that', () => {
  given(aggregate, [set(roofs)])
    .when(announce)
    .then([
      {
        type: 'CompetitionAnnounced',
        data: {
          ...{ ...firm, ...competition, because: 'interest' },
          links: { page, stop: `https://t.no/varsler/slutt/${stopKey}` },
        },
      },
    ]);
});

test('a firm that asked for nothing, for something else, or no longer, is not told', () => {
  const stopped: InterestEvent = { type: 'AlertsStopped', data: { supplierId: 's1' } };
  for (const events of [[], [set({ ...roofs, kinds: ['goods'] })], [set(roofs), stopped]])
    given(aggregate, events).when(announce).then([]);
});

test('an invited firm is told whatever it asked for, and can not end that', () => {
  const stopped: InterestEvent = { type: 'AlertsStopped', data: { supplierId: 's1' } };
  for (const events of [[], [set(roofs), stopped]])
    given(aggregate, events)
      .when({ ...announce, because: 'invitation' })
      .then([
        {
          type: 'CompetitionAnnounced',
          data: { ...firm, ...competition, because: 'invitation', links: { page: invitation, stop: null } },
        },
      ]);
});

test('the key in older letters goes on working when the interests change', () => {
  given(aggregate, [set(roofs)])
    .when({ type: 'set', firm, interests: everything, stopKey: 'x'.repeat(32) })
    .then([set(everything)]);
});

test('what changes nothing is no event', () => {
  given(aggregate, [set(roofs)])
    .when({ type: 'set', firm, interests: roofs, stopKey })
    .then([]);
  given(aggregate, []).when({ type: 'stop' }).then([]);
});

const digits = fc.stringMatching(/^\d{8}$/);

test('any beginning of any of the codes is a match, and adding a condition never adds a match', () => {
  fc.assert(
    fc.property(
      fc.array(digits, { minLength: 1, maxLength: 5 }),
      fc.array(fc.stringMatching(/^\d{2,8}$/), { maxLength: 5 }),
      fc.nat(),
      fc.integer({ min: 2, max: 8 }),
      (cpvCodes, prefixes, at, length) => {
        const one = { ...competition, cpvCodes };
        const prefix = cpvCodes[at % cpvCodes.length]!.slice(0, length);
        expect(isInterested({ ...everything, cpvPrefixes: [...prefixes, prefix] }, one)).toBe(true);
        const narrowed = {
          ...everything,
          cpvPrefixes: prefixes,
          kinds: ['works'] as const,
          areaIds: ['fornebu'],
        };
        if (isInterested(narrowed, one))
          expect(isInterested({ ...everything, cpvPrefixes: prefixes }, one)).toBe(true);
        expect(isInterested(everything, one)).toBe(true);
      },
    ),
  );
});

test('a competition without codes or area is told to those who asked for some', () => {
  const silent = { ...competition, cpvCodes: [], areaId: null };
  expect(isInterested({ ...roofs, areaIds: ['fornebu'] }, silent)).toBe(true);
  expect(isInterested({ ...roofs, areaIds: ['fornebu'] }, competition)).toBe(false);
});
