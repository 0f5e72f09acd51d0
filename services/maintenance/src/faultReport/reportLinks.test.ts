import { expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import { linksMax, type ReportLinkEvent, reportLinks, reportsPerHourMax } from './reportLinks.ts';

const at = '2026-11-22T09:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const link = (linkId: string) => ({ linkId, token: `token-${linkId}`, label: null, madeAt: at });
const made = (linkId: string): ReportLinkEvent => ({
  type: 'ReportLinkMade',
  data: { buildingId: 'building-1', link: link(linkId) },
});
const revoked = (linkId: string): ReportLinkEvent => ({
  type: 'ReportLinkRevoked',
  data: { linkId, reason: 'Revet ned', at },
});
const reported = (linkId: string, minutes: number): ReportLinkEvent => ({
  type: 'FaultReported',
  data: { linkId, jobId: `job-${minutes}`, at: later(minutes) },
});
const report = (linkId: string, minutes: number) =>
  ({ type: 'report', linkId, jobId: 'job-x', at: later(minutes) }) as const;

test('a fault is reported by a link that is valid, and by no other', () => {
  given(reportLinks, [made('a')])
    .when(report('a', 1))
    .then([{ type: 'FaultReported', data: { linkId: 'a', jobId: 'job-x', at: later(1) } }]);
  given(reportLinks, [made('a')])
    .when(report('b', 1))
    .rejects('not_found');
  given(reportLinks, []).when(report('a', 1)).rejects('not_found');
  given(reportLinks, [made('a'), made('b'), revoked('a')])
    .when(report('a', 1))
    .rejects('link_revoked');
});

test('a link takes so many reports an hour, and another link of the building as many', () => {
  const full = Array.from({ length: reportsPerHourMax }, (_, index) => reported('a', index));
  const events = [made('a'), made('b'), ...full];
  given(reportLinks, events).when(report('a', 59)).rejects('too_many_reports');
  given(reportLinks, events)
    .when(report('b', 59))
    .then([{ type: 'FaultReported', data: { linkId: 'b', jobId: 'job-x', at: later(59) } }]);
  given(reportLinks, events)
    .when(report('a', 60))
    .then([{ type: 'FaultReported', data: { linkId: 'a', jobId: 'job-x', at: later(60) } }]);
});

test('a building has a named number of valid links, and revoking one makes room', () => {
  const full = Array.from({ length: linksMax }, (_, index) => made(`link-${index}`));
  const make = { type: 'make', buildingId: 'building-1', link: link('one-more') } as const;
  given(reportLinks, full).when(make).rejects('too_many_links');
  given(reportLinks, [...full, revoked('link-3')])
    .when(make)
    .then([made('one-more')]);
});

test('revoking twice is revoking once', () => {
  const revoke = { type: 'revoke', linkId: 'a', reason: 'Revet ned', at } as const;
  given(reportLinks, [made('a')])
    .when(revoke)
    .then([revoked('a')]);
  given(reportLinks, [made('a'), revoked('a')])
    .when(revoke)
    .then([]);
});

test('what the state holds is bounded, however long links are made and used', () => {
  const events = Array.from({ length: 200 }, (_, index) => [
    made(`link-${index}`),
    reported(`link-${index}`, index),
    revoked(`link-${index}`),
  ]).flat();
  const state = fold(reportLinks, events);
  if (state.status === 'none') throw new Error('no links');
  expect(state.links.length).toBeLessThanOrEqual(50);
  expect(state.recent.length).toBeLessThanOrEqual(61);
});
