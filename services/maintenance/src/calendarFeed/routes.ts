import type { OperationAnswer } from '@tiltak/contracts';
import type { calendarFeedOperations, maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Store } from '@tiltak/store';
import { buildings } from '../building/building.ts';
import type { MaintenanceConfig } from '../config.ts';
import { calendarOf } from '../views/calendar.ts';
import { type Feed, type FeedOwner, feeds } from './feed.ts';
import { feedToken, hashOfToken } from './token.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['revokeCalendarFeed']>;
type Config = Pick<MaintenanceConfig, 'ANSWER_LINK_KEY' | 'PUBLIC_URL' | 'HOST' | 'PORT'>;

/** The operations on calendar feeds. */
export function calendarFeedRoutes(
  store: Store,
  config: Config,
): Pick<Handlers<Ops>, keyof typeof calendarFeedOperations> {
  const own = (config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, '');
  return {
    async createCalendarFeed(call) {
      const owner = ownerFor(call.actor, call.body);
      const calendarFeedId = store.newId();
      const tokenHash = hashOfToken(feedToken(config.ANSWER_LINK_KEY, calendarFeedId));
      const { body, version } = await runCommand(store, call, async (reads) => {
        const [feed, building] = await Promise.all([
          reads.stream(feeds, calendarFeedId, 'new'),
          owner.buildingId === null ? undefined : reads.stream(buildings, owner.buildingId),
        ]);
        return (stage) => {
          if (building?.state.status === 'none')
            throw new Rejection('building_not_found', 'buildingId: there is no such building.');
          stage.handle(feed, { type: 'create', owner, tokenHash, at: stage.at });
          return { body: feedAnswer(calendarFeedId, feed.state), version: feed.version };
        };
      });
      // Of a repeated call: the token of the feed that was made the first time.
      const token = feedToken(config.ANSWER_LINK_KEY, body.calendarFeedId);
      return { body: { ...body, url: `${own}/calendars/${token}/tiltak.ics` }, version };
    },
    async listCalendarFeeds({ actor, query: { cursor, limit, buildingId, organisationNumber } }) {
      const firm = firmOf(actor) ?? organisationNumber;
      const filter = {
        ...(buildingId !== undefined && { 'state.buildingId': buildingId }),
        ...(firm !== undefined && { 'state.organisationNumber': firm }),
      };
      const page = await pageOf(store.states<Feed>(feeds), { filter, order: 'newest', cursor, limit });
      return { body: { items: page.items.map(({ _id, state }) => feedAnswer(_id, state)), next: page.next } };
    },
    revokeCalendarFeed: (call) =>
      runCommand(store, call, async (reads) => {
        const feed = await reads.stream(feeds, call.params.calendarFeedId);
        return (stage) => {
          mustKnow(call.actor, feed.state);
          expectVersion(feed, call.ifMatch);
          stage.handle(feed, { type: 'revoke' });
          return { body: feedAnswer(feed.id, feed.state), version: feed.version };
        };
      }),
    async getCalendar({ params: { token } }) {
      const tokenHash = hashOfToken(token);
      const found = await store.states<Feed>(feeds).findOne({ 'state.tokenHash': tokenHash } as object);
      if (found?.state.status !== 'active') throw new Rejection('not_found', 'There is no such calendar.');
      const bytes = Buffer.from(await calendarOf(store, found.state), 'utf8');
      return { body: { bytes, mediaType: 'text/calendar' } };
    },
  };
}

/** The firm that a contractor acts for; undefined for the municipality's own. An empty one is no firm's. */
const firmOf = ({ roles, organisationNumber }: Actor): string | undefined =>
  roles.some((role) => role !== 'contractor') ? undefined : (organisationNumber ?? '');

/** Throws `calendar_of_one_thing`. */
function ownerFor(
  actor: Actor,
  {
    buildingId,
    organisationNumber,
  }: { readonly buildingId?: string | undefined; readonly organisationNumber?: string | undefined },
): FeedOwner {
  const firm = firmOf(actor);
  const isOwn = organisationNumber === undefined || organisationNumber === firm;
  if (firm && buildingId === undefined && isOwn) return { buildingId: null, organisationNumber: firm };
  if (firm === undefined && buildingId !== undefined && organisationNumber === undefined)
    return { buildingId, organisationNumber: null };
  if (firm === undefined && buildingId === undefined && organisationNumber !== undefined)
    return { buildingId: null, organisationNumber };
  throw new Rejection(
    'calendar_of_one_thing',
    "Name either buildingId or organisationNumber; a contractor names nothing and gets its own firm's.",
  );
}

/** To a contractor other firms' feeds, and buildings', don't exist. Throws `not_found`. */
function mustKnow(actor: Actor, feed: Feed): void {
  const firm = firmOf(actor);
  if (feed.status === 'none' || (firm !== undefined && feed.organisationNumber !== firm))
    throw new Rejection('not_found', 'There is no such calendar feed.');
}

/** Throws `not_found`. */
function feedAnswer(calendarFeedId: string, feed: Feed): Answer {
  if (feed.status === 'none') throw new Rejection('not_found', 'There is no such calendar feed.');
  const { buildingId, organisationNumber, status, createdAt } = feed;
  return { calendarFeedId, buildingId, organisationNumber, status, createdAt };
}
