import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type DialogueEvent, dialogues } from './dialogue.ts';

const at = '2026-01-12T09:00:00.000Z';
const startsAt = '2026-01-20T09:00:00.000Z';
const later = '2026-01-20T09:00:00.000Z';
const opening = {
  notice: 'Vi vil høre hva som finnes.',
  needByFunction: 'Taket skal holde tett i tretti år.',
};
const opened: DialogueEvent = { type: 'DialogueOpened', data: { ...opening, at } };
const meeting = { meetingId: 'm1', title: 'Dialogkonferanse', startsAt, place: 'Rådhuset' };
const announced: DialogueEvent = { type: 'MeetingAnnounced', data: { ...meeting, at } };
const note = { noteId: 'n1', meetingId: 'm1', participants: ['Prøve AS'], text: 'Tegl varer lengst.' };
const recorded: DialogueEvent = { type: 'DialogueNoteRecorded', data: { ...note, at: later } };

test('a dialogue is opened once, and meetings are announced before they are held', () => {
  given(dialogues, [])
    .when({ type: 'open', ...opening, at })
    .then([opened]);
  given(dialogues, [opened])
    .when({ type: 'open', ...opening, at })
    .rejects('dialogue_open');
  given(dialogues, [opened])
    .when({ type: 'announceMeeting', ...meeting, at })
    .then([announced]);
  given(dialogues, [opened])
    .when({ type: 'announceMeeting', ...meeting, at: startsAt })
    .rejects('meeting_past');
  given(dialogues, [])
    .when({ type: 'announceMeeting', ...meeting, at })
    .rejects('dialogue_not_open');
});

test('a note is written of a meeting that has been, or of something else', () => {
  const record = { type: 'recordNote', ...note, at: later } as const;
  given(dialogues, [opened, announced]).when(record).then([recorded]);
  given(dialogues, [opened, announced])
    .when({ ...record, at })
    .rejects('meeting_in_future');
  given(dialogues, [opened]).when(record).rejects('meeting_not_found');
  given(dialogues, [opened])
    .when({ ...record, meetingId: null })
    .state();
});

test('nothing is published before what was said in each meeting is written down', () => {
  const conclude = { type: 'conclude', at: later } as const;
  given(dialogues, [opened, announced]).when(conclude).rejects('dialogue_note_missing');
  given(dialogues, [opened, announced])
    .when({ ...conclude, at })
    .state();
  const concluded = given(dialogues, [opened, announced, recorded]).when(conclude).state();
  expect(concluded).toMatchObject({ status: 'concluded', notes: 1 });
  given(dialogues, []).when(conclude).then([]);
});

test('notes are not written any more once everyone has read them', () => {
  const concluded: DialogueEvent = { type: 'DialogueConcluded', data: { at: later } };
  const before = [opened, announced, recorded, concluded];
  given(dialogues, before)
    .when({ type: 'recordNote', ...note, at: later })
    .rejects('dialogue_not_open');
  given(dialogues, before).when({ type: 'conclude', at: later }).then([]);
});
