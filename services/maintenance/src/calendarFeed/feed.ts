import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** Whose work a calendar shows. */
export type FeedOwner =
  | { readonly buildingId: string; readonly organisationNumber: null }
  | { readonly buildingId: null; readonly organisationNumber: string };

type FeedFacts = FeedOwner & {
  /** SHA-256 of the token in the feed's address; the token itself is nowhere. */
  readonly tokenHash: string;
  readonly createdAt: string;
};

export type Feed = { readonly status: 'none' } | (FeedFacts & { readonly status: 'active' | 'revoked' });
export type FeedCommand =
  | { readonly type: 'create'; readonly owner: FeedOwner; readonly tokenHash: string; readonly at: string }
  | { readonly type: 'revoke' };
export type FeedEvent =
  | DomainEvent<'FeedCreated', FeedFacts>
  | DomainEvent<'FeedRevoked', Record<never, never>>;

/** A calendar feed: an address by which a calendar program reads the work on a building, or of a firm. */
export const feeds: Aggregate<FeedCommand, FeedEvent, Feed> = {
  kind: 'feeds',
  indexes: [
    { 'state.tokenHash': 1 },
    { 'state.buildingId': 1, _id: -1 },
    { 'state.organisationNumber': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  /** Throws `not_found` or `wrong_state`. */
  decide(command, state) {
    if (command.type === 'create') {
      if (state.status !== 'none') throw new Rejection('wrong_state', 'The calendar feed is there already.');
      const { owner, tokenHash, at: createdAt } = command;
      return [{ type: 'FeedCreated', data: { ...owner, tokenHash, createdAt } }];
    }
    if (state.status === 'none') throw new Rejection('not_found', 'There is no such calendar feed.');
    if (state.status === 'revoked')
      throw new Rejection('wrong_state', 'The calendar feed was revoked before.');
    return [{ type: 'FeedRevoked', data: {} }];
  },
  evolve(state, event) {
    if (event.type === 'FeedCreated') return { status: 'active', ...event.data };
    return state.status === 'none' ? state : { ...state, status: 'revoked' };
  },
};
