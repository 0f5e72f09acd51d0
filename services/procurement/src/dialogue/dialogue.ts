import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type Opening = {
  readonly notice: string;
  /** What is to be achieved, and not by which product. */
  readonly needByFunction: string;
};
export type Meeting = {
  readonly meetingId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly place: string;
};
export type Note = {
  readonly noteId: string;
  /** Null: of something else than an announced meeting. */
  readonly meetingId: string | null;
  /** Who was there, by firms. */
  readonly participants: readonly string[];
  readonly text: string;
};
export type DialogueCommand =
  | (Opening & { readonly type: 'open'; readonly at: string })
  | (Meeting & { readonly type: 'announceMeeting'; readonly at: string })
  | (Note & { readonly type: 'recordNote'; readonly at: string })
  /** The competition is published, and everyone reads the notes. */
  | { readonly type: 'conclude'; readonly at: string };
export type DialogueEvent =
  | DomainEvent<'DialogueOpened', Opening & { readonly at: string }>
  | DomainEvent<'MeetingAnnounced', Meeting & { readonly at: string }>
  | DomainEvent<'DialogueNoteRecorded', Note & { readonly at: string }>
  | DomainEvent<'DialogueConcluded', { readonly at: string }>;
export type DialogueState =
  | { readonly status: 'none' }
  | (Opening & {
      readonly status: 'open' | 'concluded';
      readonly openedAt: string;
      readonly meetings: readonly (Meeting & { readonly notes: number })[];
      readonly notes: number;
    });

/** The most meetings and notes of a dialogue. */
export const meetingsMax = 100;
export const notesMax = 1000;

/**
 * Throws `dialogue_open`, `dialogue_not_open`, `meeting_past`, `meeting_in_future`, `meeting_not_found`,
 * `too_many_meetings`, `dialogue_note_missing`.
 */
function decide(command: DialogueCommand, state: DialogueState): readonly DialogueEvent[] {
  if (command.type === 'open') {
    if (state.status !== 'none')
      throw new Rejection(
        'dialogue_open',
        'The market dialogue has been opened; announce meetings, or publish.',
      );
    const { type: _, ...opening } = command;
    return [{ type: 'DialogueOpened', data: opening }];
  }
  if (command.type === 'conclude') return conclude(command.at, state);
  if (state.status !== 'open')
    throw new Rejection(
      'dialogue_not_open',
      'There is no market dialogue, or it ended with the publication.',
    );
  const { type, ...data } = command;
  if (type === 'announceMeeting') {
    if (Date.parse(command.startsAt) <= Date.parse(command.at))
      throw new Rejection(
        'meeting_past',
        `startsAt: ${command.startsAt} has been; announce meetings beforehand.`,
      );
    if (state.meetings.length >= meetingsMax)
      throw new Rejection('too_many_meetings', `A dialogue has at most ${meetingsMax} meetings.`);
    return [{ type: 'MeetingAnnounced', data: data as Meeting & { readonly at: string } }];
  }
  return record(command, state);
}

function record(
  { type: _, ...note }: Extract<DialogueCommand, { type: 'recordNote' }>,
  { meetings, notes }: Exclude<DialogueState, { status: 'none' }>,
): readonly DialogueEvent[] {
  const meeting = meetings.find(({ meetingId }) => meetingId === note.meetingId);
  if (note.meetingId !== null && !meeting)
    throw new Rejection('meeting_not_found', `meetingId: there is no meeting ${note.meetingId} here.`);
  if (meeting && Date.parse(meeting.startsAt) > Date.parse(note.at))
    throw new Rejection(
      'meeting_in_future',
      `meetingId: it begins on ${meeting.startsAt}; write afterwards.`,
    );
  if (notes >= notesMax)
    throw new Rejection('too_many_meetings', `A dialogue has at most ${notesMax} notes.`);
  return [{ type: 'DialogueNoteRecorded', data: note }];
}

/** What was said in a meeting must be known to all who may bid: nobody has an advantage of having been there. */
function conclude(at: string, state: DialogueState): readonly DialogueEvent[] {
  if (state.status !== 'open') return [];
  const unwritten = state.meetings.find(
    ({ startsAt, notes }) => notes === 0 && Date.parse(startsAt) <= Date.parse(at),
  );
  if (unwritten)
    throw new Rejection(
      'dialogue_note_missing',
      `Write a note of the meeting ${unwritten.title} (${unwritten.startsAt}) first, also if it was called off.`,
      { meetingId: unwritten.meetingId },
    );
  return [{ type: 'DialogueConcluded', data: { at } }];
}

function evolve(state: DialogueState, { type, data }: DialogueEvent): DialogueState {
  if (type === 'DialogueOpened') {
    const { at, ...opening } = data;
    return { status: 'open', ...opening, openedAt: at, meetings: [], notes: 0 };
  }
  if (state.status === 'none') return state;
  switch (type) {
    case 'MeetingAnnounced': {
      const { at: _, ...meeting } = data;
      return { ...state, meetings: [...state.meetings, { ...meeting, notes: 0 }] };
    }
    case 'DialogueNoteRecorded':
      return {
        ...state,
        notes: state.notes + 1,
        meetings: state.meetings.map((one) =>
          one.meetingId === data.meetingId ? { ...one, notes: one.notes + 1 } : one,
        ),
      };
    case 'DialogueConcluded':
      return { ...state, status: 'concluded' };
  }
}

/** A market dialogue (markedsdialog) before a competition: the need by its function, meetings, and what was said. */
export const dialogues: Aggregate<DialogueCommand, DialogueEvent, DialogueState> = {
  kind: 'dialogues',
  initial: { status: 'none' },
  decide,
  evolve,
};

/** The stream of a procurement's market dialogue. */
export const dialogueOf = (procurementId: string): string => `${procurementId}.dialogue`;
