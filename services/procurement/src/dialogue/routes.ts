import type {
  dialogue,
  dialogueNote,
  dialogueOperations,
  procurementOperations,
} from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { pageOf, type Stage, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { noCase } from '../procurement/caseRead.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { isVisibleTo } from '../procurement/window.ts';
import { isStaff, ownSupplier } from '../supplier/ownSupplier.ts';
import {
  type DialogueCommand,
  type DialogueEvent,
  type DialogueState,
  dialogueOf,
  dialogues,
} from './dialogue.ts';

type Ops = typeof procurementOperations;

/** The operations on market dialogues. */
export function dialogueRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof dialogueOperations> {
  return {
    openMarketDialogue(call) {
      const { procurementId } = call.params;
      return runCommand(store, call, async (reads) => {
        const [found, talk] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(dialogues, dialogueOf(procurementId)),
        ]);
        return (stage) => {
          const { at } = stage;
          stage.handle(found, { type: 'advance', to: 'market_dialogue', at });
          stage.handle(talk, { type: 'open', ...call.body, at });
          return { body: shown(procurementId, talk.state), version: talk.version };
        };
      });
    },
    async announceMeeting(call) {
      const meeting = { meetingId: store.newId(), ...call.body };
      await onDialogue(store, call, (at) => ({ type: 'announceMeeting', ...meeting, at }));
      return { body: { ...meeting, notes: 0 } };
    },
    async recordDialogueNote(call) {
      const note = { noteId: store.newId(), ...call.body };
      const recordedAt = await onDialogue(store, call, (at) => ({ type: 'recordNote', ...note, at }));
      return { body: { ...note, recordedAt } };
    },
    async getMarketDialogue({ params: { procurementId } }) {
      const found = await store.states<DialogueState>(dialogues).findOne({ _id: dialogueOf(procurementId) });
      return {
        body: shown(procurementId, found?.state ?? dialogues.initial),
        version: found?.version ?? 0,
      };
    },
    async listDialogueNotes({ actor, params: { procurementId }, query: { cursor, limit } }) {
      const [found, own] = await Promise.all([
        store.states<ProcurementState>(procurements).findOne({ _id: procurementId }),
        ownSupplier(store, actor),
      ]);
      const state = found?.state ?? procurements.initial;
      if (state.status === 'none') throw noCase();
      if (!isStaff(actor) && !isVisibleTo(state, own?.supplierId ?? null)) throw noCase();
      const filter = { stream: dialogueOf(procurementId), type: 'DialogueNoteRecorded' };
      const page = await pageOf(store.journal, { filter, order: 'oldest', cursor, limit });
      const items = page.items.map(({ data }) => {
        const { at: recordedAt, participants, ...note } = data as Recorded;
        return { ...note, participants: [...participants], recordedAt } satisfies z.output<
          typeof dialogueNote
        >;
      });
      return { body: { items, next: page.next } };
    },
  };
}

type Recorded = Extract<DialogueEvent, { type: 'DialogueNoteRecorded' }>['data'];
type DialogueCall = Pick<Call<Ops['announceMeeting']>, 'actor' | 'params' | 'idempotency'>;

/** Does a command on the dialogue while the case stands there; answers when. */
function onDialogue(store: Store, call: DialogueCall, command: (at: string) => DialogueCommand) {
  const { procurementId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [found, talk] = await Promise.all([
      reads.stream(procurements, procurementId),
      reads.stream(dialogues, dialogueOf(procurementId)),
    ]);
    return (stage: Stage) => {
      theCase(found.state, ['market_dialogue'], 'talked about with the market');
      stage.handle(talk, command(stage.at));
      return stage.at;
    };
  });
}

/** What anyone may read of it: that there is one, what is needed, and where and when. Throws `not_found`. */
function shown(procurementId: string, state: DialogueState): z.output<typeof dialogue> {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such market dialogue.');
  const { meetings, ...rest } = state;
  return { procurementId, ...rest, meetings: meetings.map((one) => ({ ...one })) };
}
