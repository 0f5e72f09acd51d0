import type { Contest, OpenContest } from './designContest.ts';
import type { ContestEvent } from './events.ts';

export function evolve(state: Contest, event: ContestEvent): Contest {
  if (event.type === 'ContestSetUp') {
    const { at: _, jury, ...facts } = event.data;
    const undeclared = jury.map((one) => ({ ...one, declaration: null }));
    const empty = { entries: [], ranking: null, signatures: [], revealed: null };
    return { status: 'set_up', ...facts, jury: undeclared, ...empty };
  }
  return state.status === 'none' ? state : evolveOpen(state, event);
}

function evolveOpen(state: OpenContest, event: Exclude<ContestEvent, { type: 'ContestSetUp' }>): OpenContest {
  switch (event.type) {
    case 'IndependenceDeclared': {
      const { subject, ...declaration } = event.data;
      const jury = state.jury.map((one) => (one.subject === subject ? { ...one, declaration } : one));
      return { ...state, jury };
    }
    case 'JurorReplaced': {
      const { subject, juror } = event.data;
      const jury = state.jury.map((one) => (one.subject === subject ? { ...juror, declaration: null } : one));
      // What was signed was signed by another jury.
      return { ...state, jury, signatures: [] };
    }
    case 'EntryAnonymised': {
      const { at: _, ...entry } = event.data;
      // By code, so that their order tells nothing.
      const entries = [...state.entries, entry].sort((one, other) => (one.code < other.code ? -1 : 1));
      return { ...state, entries };
    }
    case 'EntriesReleased':
      return { ...state, status: 'judging' };
    case 'RankingRecorded':
      return { ...state, ranking: event.data, signatures: [] };
    case 'RankingSigned': {
      const { subject, at } = event.data;
      const signatures = [...state.signatures, { subject, at }];
      const isWhole = signatures.length === state.jury.length;
      return { ...state, signatures, status: isWhole ? 'signed' : state.status };
    }
    case 'NamesRevealed':
      return { ...state, status: 'revealed', revealed: event.data };
  }
}
