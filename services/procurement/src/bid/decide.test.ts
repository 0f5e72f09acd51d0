import { expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { type Bid, type BidEvent, bids, type EnvelopeContent } from './bid.ts';
import type { BidCommand } from './decide.ts';
import type { Reception } from './reception.ts';

const deadline = '2026-03-01T11:00:00.000Z';
const waitMsMax = 12_000;
const at = (ms: number) => new Date(Date.parse(deadline) + ms).toISOString();
const received = (ms: number, more: Partial<Reception> = {}): Reception => ({
  receivedAt: at(ms),
  at: at(ms),
  deadline,
  isAsked: true,
  waitMsMax,
  ...more,
});
const submission = {
  procurementId: 'p1',
  round: 1,
  supplierId: 's1',
  organisationNumber: '310000019',
  confirmedRequirementIds: ['K1'],
  competitionVersion: 1,
};
const found = (sha256: string) => ({ sha256, bytes: 1000 });
const both = [
  { envelope: 'quality', envelopeId: 'e1', found: found('q') },
  { envelope: 'price', envelopeId: 'e2', found: found('p') },
] as const;
const submit = (
  reception: Reception,
  more: Partial<Extract<BidCommand, { type: 'submit' }>> = {},
): BidCommand => ({
  type: 'submit',
  submission,
  envelopes: both,
  asked: ['quality', 'price'],
  reception,
  ...more,
});
const sealed = both.map(({ envelope, envelopeId, found: { sha256, bytes } }) => ({
  ...{ envelope, envelopeId, sha256, bytes },
}));
const submitted: BidEvent = {
  type: 'BidSubmitted',
  data: { ...submission, envelopes: sealed, receivedAt: at(-5000) },
};

test('a bid is submitted with the hashes of its envelopes and the time of its reception', () => {
  given(bids, [])
    .when(submit(received(-5000)))
    .then([submitted]);
});

test('the last millisecond is in time, the deadline itself is late, and so is all that comes after', () => {
  const takes = (ms: number) =>
    given(bids, [])
      .when(submit(received(ms)))
      .state().status;
  expect(takes(-1)).toBe('submitted');
  for (const late of [0, 1, 86_400_000])
    for (const command of [
      submit(received(late)),
      { type: 'withdraw', reception: received(late) } as const,
      { type: 'reconfirm', competitionVersion: 2, reception: received(late) } as const,
    ])
      given(bids, [submitted]).when(command).rejects('bid_late');
});

test('a bid that was received in time is taken though the database was slow, and not when nobody could count on it', () => {
  given(bids, [])
    .when(submit(received(-1, { at: at(waitMsMax - 1) })))
    .state();
  given(bids, [])
    .when(submit(received(-1, { at: at(waitMsMax) })))
    .rejects('too_busy');
});

test('a late bid is called late in whatever step the case is', () => {
  given(bids, [])
    .when(submit(received(1, { isAsked: false })))
    .rejects('bid_late');
  given(bids, [])
    .when(submit(received(-1, { isAsked: false })))
    .rejects('bids_not_asked');
  given(bids, [])
    .when(submit(received(-1, { deadline: null })))
    .rejects('bids_not_asked');
});

test.each<[code: string, envelopes: Extract<BidCommand, { type: 'submit' }>['envelopes']]>([
  ['envelope_missing', [both[0]]],
  ['envelope_missing', []],
  ['envelope_not_asked', [...both, { ...both[1], envelopeId: 'e3' }]],
  ['envelope_not_found', [both[0], { ...both[1], found: undefined }]],
])('%s', (code, envelopes) => {
  given(bids, [])
    .when(submit(received(-1), { envelopes }))
    .rejects(code);
});

test('with one envelope asked for, a second one is too many', () => {
  given(bids, [])
    .when(submit(received(-1), { asked: ['price'] }))
    .rejects('envelope_not_asked');
});

test('a bid is replaced by a new one, withdrawn, and submitted once more', () => {
  const replaced = given(bids, [submitted])
    .when(submit(received(-100)))
    .state() as Bid;
  expect(replaced).toMatchObject({ status: 'replaced', version: 2, receivedAt: at(-100) });
  const withdrawn: BidEvent = { type: 'BidWithdrawn', data: { receivedAt: at(-50) } };
  given(bids, [submitted])
    .when({ type: 'withdraw', reception: received(-50) })
    .then([withdrawn]);
  given(bids, [submitted, withdrawn])
    .when({ type: 'withdraw', reception: received(-40) })
    .then([]);
  expect(
    given(bids, [submitted, withdrawn])
      .when(submit(received(-10)))
      .state(),
  ).toMatchObject({
    status: 'submitted',
    version: 2,
    withdrawnAt: null,
  });
});

test('a bid is reconfirmed for changed documents, once; one that is not there can be neither that nor withdrawn', () => {
  const reconfirm = { type: 'reconfirm', competitionVersion: 2, reception: received(-9) } as const;
  const reconfirmed: BidEvent = {
    type: 'BidReconfirmed',
    data: { competitionVersion: 2, receivedAt: at(-9) },
  };
  given(bids, [submitted]).when(reconfirm).then([reconfirmed]);
  given(bids, [submitted, reconfirmed]).when(reconfirm).then([]);
  given(bids, []).when(reconfirm).rejects('bid_not_found');
  given(bids, [])
    .when({ type: 'withdraw', reception: received(-9) })
    .rejects('bid_not_found');
});

const content: EnvelopeContent = {
  plaintextSha256: 'x',
  fileId: 'f1',
  files: [{ name: 'a.pdf', bytes: 10 }],
  answers: [{ id: 'K1', text: 'Ja' }],
  prices: [{ lotId: 'LOT-1', priceOre: 500 }],
  findings: [],
};
const open = (envelope: 'quality' | 'price'): BidCommand => ({
  type: 'openEnvelope',
  envelope,
  outcome: content,
  at: at(60_000),
});

test('the quality envelope shows no price, the price envelope does, and each is opened once', () => {
  const quality = given(bids, [submitted]).when(open('quality')).state() as Bid;
  expect(quality.status).toBe('opened');
  expect(quality.opened).toEqual({ quality: { answers: content.answers } });
  const events = bids.decide(open('quality'), fold(bids, [submitted]));
  given(bids, [submitted, ...events])
    .when(open('quality'))
    .then([]);
  const concluded: BidEvent = { type: 'BidConcluded', data: { status: 'qualified', at: at(70_000) } };
  const price = given(bids, [submitted, ...events, concluded])
    .when(open('price'))
    .state() as Bid;
  expect(price).toMatchObject({ status: 'qualified', opened: { price: { 'LOT-1': 500 } } });
});

test('where one envelope holds all, its answers are the quality', () => {
  const one: BidEvent = { ...submitted, data: { ...submitted.data, envelopes: [sealed[1]!] } } as BidEvent;
  const { opened } = given(bids, [one]).when(open('price')).state() as Bid;
  expect(opened).toEqual({ quality: { answers: content.answers }, price: { 'LOT-1': 500 } });
});

test('an envelope that does not open leaves its reason with the bid, and a withdrawn bid has none to open', () => {
  const failed = { code: 'not_decryptable', detail: 'It does not open.' };
  const state = given(bids, [submitted])
    .when({ type: 'openEnvelope', envelope: 'quality', outcome: failed, at: at(60_000) })
    .state() as Bid;
  expect(state).toMatchObject({ status: 'opened', outcomes: { quality: { result: 'failed', ...failed } } });
  given(bids, [submitted, { type: 'BidWithdrawn', data: { receivedAt: at(-1) } }])
    .when(open('quality'))
    .rejects('envelope_not_sealed');
});

test('no sequence of commands shows a content that was not opened, nor changes a bid from the deadline on', () => {
  const before = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }).map((ms) => submit(received(ms))),
    fc
      .integer({ min: -1000, max: 1000 })
      .map((ms): BidCommand => ({ type: 'withdraw', reception: received(ms) })),
    fc
      .constantFrom('qualified', 'rejected', 'evaluated', 'won', 'lost')
      .map((status): BidCommand => ({ type: 'conclude', status, at: at(90_000) })),
  );
  fc.assert(
    fc.property(fc.array(before, { maxLength: 30 }), (commands) => {
      let state = bids.initial;
      for (const command of commands) {
        const earlier = state;
        try {
          for (const event of bids.decide(command, state)) state = bids.evolve(state, event);
        } catch {
          expect(state).toBe(earlier);
        }
        if (state.status === 'none') continue;
        expect(['submitted', 'replaced', 'withdrawn']).toContain(state.status);
        expect(state.opened).toEqual({});
        expect(state.receivedAt < deadline).toBe(true);
      }
    }),
  );
});
