import type { Aggregate } from '@tiltak/store';
import { decide, type InterestCommand } from './decide.ts';
import type { Firm, InterestEvent, Interests } from './events.ts';

export type InterestState =
  | { readonly status: 'none' }
  | (Firm & { readonly status: 'on' | 'off'; readonly interests: Interests; readonly stopKey: string });

function evolve(state: InterestState, event: InterestEvent): InterestState {
  switch (event.type) {
    case 'InterestsSet':
      return { status: 'on', ...event.data };
    case 'AlertsStopped':
      return state.status === 'none' ? state : { ...state, status: 'off' };
    case 'CompetitionAnnounced':
      return state;
  }
}

/**
 * What a firm wants to hear of, and what it was told: its stream is what its messages come from, so that each firm has
 * a sequence of its own, without gaps. The second index is the way of a link that ends the messages.
 */
export const interests: Aggregate<InterestCommand, InterestEvent, InterestState> = {
  kind: 'interests',
  indexes: [{ 'state.status': 1, _id: 1 }, { 'state.stopKey': 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};

/** The stream of a supplier's interests. */
export const interestsOf = (supplierId: string): string => `${supplierId}.interests`;
