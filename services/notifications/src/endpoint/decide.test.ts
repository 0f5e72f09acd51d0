import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type EndpointChanges, type EndpointEvent, endpoints } from './endpoint.ts';

const created = {
  type: 'EndpointCreated' as const,
  data: {
    organisationNumber: '310000019',
    url: 'https://hooks.example.no/',
    eventTypes: [],
    secret: 'sealed-1',
    at: '2030-04-01T08:00:00.000Z',
  },
} satisfies EndpointEvent;
const disabled: EndpointEvent = { type: 'EndpointDisabled', data: { reason: 'because' } };
const replaying = (after: number, until: number): EndpointEvent => ({
  type: 'ReplayRequested',
  data: { after, until, since: '2030-04-01T00:00:00.000Z' },
});

test('after a rotation the old secret signs too, for 24 hours', () => {
  const after = given(endpoints, [created])
    .when({ type: 'rotate', secret: 'sealed-2', at: '2030-04-02T08:00:00.000Z' })
    .state();
  expect(after).toMatchObject({
    secret: 'sealed-2',
    oldSecret: { secret: 'sealed-1', until: '2030-04-03T08:00:00.000Z' },
  });
});

test('a second rotation drops the oldest secret', () => {
  const first: EndpointEvent = {
    type: 'SecretRotated',
    data: { secret: 'sealed-2', oldSecretUntil: '2030-04-03T08:00:00.000Z' },
  };
  const after = given(endpoints, [created, first])
    .when({ type: 'rotate', secret: 'sealed-3', at: '2030-04-02T09:00:00.000Z' })
    .state();
  expect(after).toMatchObject({ secret: 'sealed-3', oldSecret: { secret: 'sealed-2' } });
});

test('switching off twice, or on twice, is once', () => {
  given(endpoints, [created]).when({ type: 'disable', reason: 'because' }).then([disabled]);
  given(endpoints, [created, disabled]).when({ type: 'disable', reason: 'again' }).then([]);
  given(endpoints, [created]).when({ type: 'enable' }).then([]);
  given(endpoints, [created, disabled])
    .when({ type: 'enable' })
    .then([{ type: 'EndpointEnabled', data: {} }]);
});

test('a disabled endpoint gets no test event and no replay', () => {
  const off = given(endpoints, [created, disabled]);
  off.when({ type: 'test', eventId: 'v' }).rejects('endpoint_disabled');
  off.when({ type: 'replay', range: { after: 0, until: 3 }, since: 'x' }).rejects('endpoint_disabled');
});

test('a replay goes on where it is, and two that overlap become one', () => {
  const running = given(endpoints, [created, replaying(5, 9)]);
  running.when({ type: 'advanceReplay', from: 5, to: 7 }).then([{ type: 'ReplayAdvanced', data: { to: 7 } }]);
  running.when({ type: 'advanceReplay', from: 4, to: 6 }).then([]);
  expect(running.when({ type: 'advanceReplay', from: 5, to: 9 }).state()).toMatchObject({ replay: null });
  const two = running.when({ type: 'replay', range: { after: 2, until: 12 }, since: 'x' }).state();
  expect(two).toMatchObject({ replay: { after: 2, until: 12 } });
});

test('there is nothing to be done to an endpoint that does not exist', () => {
  given(endpoints, []).when({ type: 'enable' }).rejects('not_found');
});

test('a move is noted with its time, and only when the URL is another', () => {
  const at = '2030-04-02T09:00:00.000Z';
  const change = (changes: EndpointChanges) =>
    given(endpoints, [created]).when({ type: 'change', changes, at });
  const moved = { url: 'https://other.example.no/' };
  change(moved).then([{ type: 'EndpointChanged', data: { ...moved, movedAt: at } }]);
  const same = { url: created.data.url, asymmetricSignature: true };
  change(same).then([{ type: 'EndpointChanged', data: same }]);
});
