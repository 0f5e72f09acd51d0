import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type NegotiationEvent, negotiations } from './negotiation.ts';

const at = '2026-04-20T09:00:00.000Z';
const start = {
  type: 'start',
  participants: ['s1', 's2'],
  eligible: ['s1', 's2', 's3'],
  reasons: [{ supplierId: 's3', reason: 'Dyrest og svakest.' }],
  about: 'Pris og framdrift',
  at,
} as const;
const started: NegotiationEvent = {
  type: 'NegotiationStarted',
  data: { number: 1, about: start.about, participants: ['s1', 's2'], reasons: start.reasons, at },
};
const meeting = {
  meetingId: 'm1',
  supplierId: 's1',
  heldAt: '2026-04-20T08:00:00Z',
  minutes: 'Gikk gjennom framdriften.',
  disclosed: [],
};
const record = { type: 'recordMeeting', ...meeting, at } as const;
const met = (supplierId: string): NegotiationEvent => ({
  type: 'NegotiationMeetingRecorded',
  data: { number: 1, ...meeting, supplierId, at },
});
const end = {
  type: 'end',
  remaining: ['s1'],
  reasons: [{ supplierId: 's2', reason: 'For dyr.' }],
  at,
} as const;

test('those who could take part and do not are told why', () => {
  given(negotiations, []).when(start).then([started]);
  given(negotiations, [])
    .when({ ...start, reasons: [] })
    .rejects('reason_missing');
  given(negotiations, [])
    .when({ ...start, participants: ['s1', 's9'] })
    .rejects('not_in_negotiation');
});

test("nothing of a participant's solution is told to another without its consent", () => {
  const leak = { ...record, disclosed: [{ supplierId: 's2', consent: null }] };
  given(negotiations, [started]).when(leak).rejects('consent_missing');
  given(negotiations, [started])
    .when({ ...leak, disclosed: [{ supplierId: 's2', consent: ' ' }] })
    .rejects('consent_missing');
  given(negotiations, [started])
    .when({ ...leak, disclosed: [{ supplierId: 's2', consent: 'E-post 19. april' }] })
    .state();
  const own = { ...leak, disclosed: [{ supplierId: 's1', consent: null }] };
  given(negotiations, [started]).when(own).state();
  given(negotiations, [started])
    .when({ ...record, supplierId: 's3' })
    .rejects('not_in_negotiation');
  given(negotiations, [started])
    .when({ ...record, heldAt: '2026-04-20T10:00:00Z' })
    .rejects('meeting_in_future');
});

test('a round ends when there was a meeting with each participant, and not before', () => {
  given(negotiations, [started, met('s1')])
    .when(end)
    .rejects('meeting_missing');
  const all = [started, met('s1'), met('s2')];
  given(negotiations, all)
    .when({ ...end, reasons: [] })
    .rejects('reason_missing');
  given(negotiations, all)
    .when({ ...end, remaining: ['s3'] })
    .rejects('not_in_negotiation');
  const [round] = given(negotiations, all).when(end).state().rounds;
  expect(round).toMatchObject({ endedAt: at, remaining: ['s1'], meetings: { s1: 1, s2: 1 } });
});

test('one round follows the other', () => {
  given(negotiations, []).when(record).rejects('negotiation_not_open');
  given(negotiations, []).when(end).rejects('negotiation_not_open');
  given(negotiations, [started]).when(start).rejects('negotiation_open');
  const ended: NegotiationEvent = {
    type: 'NegotiationEnded',
    data: { number: 1, remaining: ['s1'], reasons: end.reasons, at },
  };
  const next = { ...start, participants: ['s1'], eligible: ['s1'], reasons: [] };
  const { rounds } = given(negotiations, [started, met('s1'), met('s2'), ended])
    .when(next)
    .state();
  expect(rounds.map(({ number, endedAt }) => [number, endedAt])).toEqual([
    [1, at],
    [2, null],
  ]);
  given(negotiations, [started, ended]).when(record).rejects('negotiation_not_open');
});
