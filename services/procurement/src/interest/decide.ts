import type { Competition, Firm, InterestEvent, Interests } from './events.ts';
import type { InterestState } from './interests.ts';
import { isInterested } from './matching.ts';

export type InterestCommand =
  /** `stopKey` is random, and kept from the first time on: links in older letters go on working. */
  | { readonly type: 'set'; readonly firm: Firm; readonly interests: Interests; readonly stopKey: string }
  | { readonly type: 'stop' }
  | {
      readonly type: 'announce';
      readonly competition: Competition;
      /** To a firm that is invited it is announced whatever it asked for. */
      readonly because: 'interest' | 'invitation';
      readonly firm: Firm;
      /** Where people find the console, without a slash at the end. */
      readonly consoleUrl: string;
    };

export function decide(command: InterestCommand, state: InterestState): readonly InterestEvent[] {
  switch (command.type) {
    case 'set': {
      const { firm, interests } = command;
      const stopKey = state.status === 'none' ? command.stopKey : state.stopKey;
      const isSame = state.status === 'on' && same(state.interests, interests);
      return isSame ? [] : [{ type: 'InterestsSet', data: { ...firm, interests, stopKey } }];
    }
    case 'stop':
      return state.status === 'on' ? [{ type: 'AlertsStopped', data: { supplierId: state.supplierId } }] : [];
    case 'announce':
      return announce(command, state);
  }
}

function announce(
  { competition, because, firm, consoleUrl }: Extract<InterestCommand, { type: 'announce' }>,
  state: InterestState,
): readonly InterestEvent[] {
  const isByInterest = because === 'interest';
  if (isByInterest && (state.status !== 'on' || !isInterested(state.interests, competition))) return [];
  // Whoever is invited to what is not public reads it signed in.
  const place = isByInterest ? 'kunngjoringer' : 'invitasjoner';
  const page = `${consoleUrl}/${place}/${competition.procurementId}`;
  const stop = isByInterest && state.status === 'on' ? `${consoleUrl}/varsler/slutt/${state.stopKey}` : null;
  return [
    { type: 'CompetitionAnnounced', data: { ...firm, ...competition, because, links: { page, stop } } },
  ];
}

const same = (one: Interests, other: Interests): boolean =>
  (['cpvPrefixes', 'kinds', 'areaIds'] as const).every(
    (field) =>
      one[field].length === other[field].length && one[field].every((each, at) => each === other[field][at]),
  );
