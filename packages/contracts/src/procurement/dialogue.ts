import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, line, list, page } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';

const meetingFields = z.object({ title: line, startsAt: instant, place: line });
const dialogueMeeting = meetingFields.extend({
  meetingId: id,
  /** How many notes were written of it. */
  notes: z.int(),
});
const openingFields = z.object({
  /** What the market is told. */
  notice: reason,
  /** What is to be achieved, and not by which product. */
  needByFunction: reason,
});
export const dialogue = openingFields.extend({
  procurementId: id,
  /** `concluded`: the competition is published, and everyone reads the notes. */
  status: z.enum(['open', 'concluded']),
  openedAt: instant,
  meetings: z.array(dialogueMeeting),
  notes: z.int(),
});

const noteFields = z.object({
  /** Null: of something else than an announced meeting. */
  meetingId: id.nullable().default(null),
  /** The firms that were there, no names of persons. */
  participants: z.array(line).max(200).default([]),
  text: reason,
});
export const dialogueNote = noteFields.extend({ noteId: id, recordedAt: instant });

/** The operations on market dialogues (markedsdialog) before a competition. */
export const dialogueOperations = {
  openMarketDialogue: {
    method: 'post',
    path: '/procurements/{procurementId}/dialogue',
    summary: 'Opens a market dialogue about a planned procurement, with the need described by its function',
    allow: officers,
    params: procurementParams,
    body: openingFields,
    answer: { status: 201, body: dialogue },
    rejections: { wrong_step: 409, dialogue_open: 409 },
  },
  announceMeeting: {
    method: 'post',
    path: '/procurements/{procurementId}/dialogue/meetings',
    summary: 'Announces a meeting of the market dialogue to all',
    allow: officers,
    params: procurementParams,
    body: meetingFields,
    answer: { status: 201, body: dialogueMeeting },
    rejections: { wrong_step: 409, dialogue_not_open: 409, meeting_past: 422, too_many_meetings: 409 },
  },
  recordDialogueNote: {
    method: 'post',
    path: '/procurements/{procurementId}/dialogue/notes',
    summary: 'Records what was said, for all to read once the competition is published',
    allow: officers,
    params: procurementParams,
    body: noteFields,
    answer: { status: 201, body: dialogueNote },
    rejections: {
      wrong_step: 409,
      dialogue_not_open: 409,
      meeting_not_found: 422,
      meeting_in_future: 422,
      too_many_meetings: 409,
    },
  },
  getMarketDialogue: {
    method: 'get',
    path: '/procurements/{procurementId}/dialogue',
    summary: 'The market dialogue: the need, and the meetings',
    allow: 'anyone',
    params: procurementParams,
    answer: { status: 200, body: dialogue },
  },
  listDialogueNotes: {
    method: 'get',
    path: '/procurements/{procurementId}/dialogue/notes',
    summary: 'What was said, oldest first; to others than staff once the competition is published',
    allow: 'anyone',
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(dialogueNote) },
  },
} as const satisfies Operations;
