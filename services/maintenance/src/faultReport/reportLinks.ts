import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type ReportLink = {
  readonly linkId: string;
  /** 128 random bits: whoever holds it may report faults in the building, and can do nothing else. */
  readonly token: string;
  readonly label: string | null;
  readonly madeAt: string;
  readonly revokedAt: string | null;
};

export type ReportLinkCommand =
  | { readonly type: 'make'; readonly buildingId: string; readonly link: Omit<ReportLink, 'revokedAt'> }
  | { readonly type: 'revoke'; readonly linkId: string; readonly reason: string; readonly at: string }
  /** A fault is reported by a link. */
  | { readonly type: 'report'; readonly linkId: string; readonly jobId: string; readonly at: string };

export type ReportLinkEvent =
  | DomainEvent<
      'ReportLinkMade',
      { readonly buildingId: string; readonly link: Omit<ReportLink, 'revokedAt'> }
    >
  | DomainEvent<
      'ReportLinkRevoked',
      { readonly linkId: string; readonly reason: string; readonly at: string }
    >
  | DomainEvent<'FaultReported', { readonly linkId: string; readonly jobId: string; readonly at: string }>;

export type ReportLinks =
  | { readonly status: 'none' }
  | {
      readonly status: 'open';
      readonly buildingId: string;
      readonly links: readonly ReportLink[];
      /** The reports of the last hour. */
      readonly recent: readonly { readonly linkId: string; readonly at: string }[];
    };

/** The links of a building that are valid at the same time. */
export const linksMax = 20;
/** Of those that were revoked, so many are remembered; older ones are unknown like any wrong link. */
const revokedMax = 50;
/** What comes by one link within an hour: more than a school full of people reports. */
export const reportsPerHourMax = 30;
const hourMs = 3_600_000;

/** The stream of a building's links. */
export const reportLinksOf = (buildingId: string): string => `report-links.${buildingId}`;

/** Throws `too_many_links`, `not_found`, `link_revoked` or `too_many_reports`. */
function decide(command: ReportLinkCommand, state: ReportLinks): readonly ReportLinkEvent[] {
  const links = state.status === 'none' ? [] : state.links;
  if (command.type === 'make') {
    if (links.filter(({ revokedAt }) => revokedAt === null).length >= linksMax)
      throw new Rejection('too_many_links', `The building has ${linksMax} links; revoke one first.`);
    return [{ type: 'ReportLinkMade', data: { buildingId: command.buildingId, link: command.link } }];
  }
  const { type: _, ...data } = command;
  const link = links.find(({ linkId }) => linkId === command.linkId);
  if (!link || state.status === 'none') throw new Rejection('not_found', 'There is no such link.');
  if (command.type === 'revoke')
    return link.revokedAt === null ? [{ type: 'ReportLinkRevoked', data: data as never }] : [];
  if (link.revokedAt !== null)
    throw new Rejection('link_revoked', 'The link is no longer valid; ask the municipality for the new one.');
  if (
    since(state.recent, command.at).filter(({ linkId }) => linkId === link.linkId).length >= reportsPerHourMax
  )
    throw new Rejection('too_many_reports', `At most ${reportsPerHourMax} reports an hour; try again later.`);
  return [{ type: 'FaultReported', data: data as never }];
}

function evolve(state: ReportLinks, event: ReportLinkEvent): ReportLinks {
  if (event.type === 'ReportLinkMade') {
    const { buildingId, link } = event.data;
    const before = state.status === 'none' ? { links: [], recent: [] } : state;
    return { ...before, status: 'open', buildingId, links: [...before.links, { ...link, revokedAt: null }] };
  }
  if (state.status === 'none') return state;
  if (event.type === 'FaultReported') {
    const { linkId, at } = event.data;
    return { ...state, recent: [...since(state.recent, at), { linkId, at }] };
  }
  const links = state.links.map((link) =>
    link.linkId === event.data.linkId ? { ...link, revokedAt: event.data.at } : link,
  );
  const dropped = links.filter(({ revokedAt }) => revokedAt !== null).slice(0, -revokedMax);
  return { ...state, links: links.filter((link) => !dropped.includes(link)) };
}

const since = <One extends { readonly at: string }>(all: readonly One[], at: string): readonly One[] =>
  all.filter((one) => Date.parse(one.at) > Date.parse(at) - hourMs);

/** The links by which the public reports faults in a building (meld feil): all of one building in one stream. */
export const reportLinks: Aggregate<ReportLinkCommand, ReportLinkEvent, ReportLinks> = {
  kind: 'reportLinks',
  indexes: [{ 'state.links.token': 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
