import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { DialogueEvent } from './dialogue.ts';

/** What others learn of a market dialogue: that there is one, and where and when. */
export function publishDialogue(
  event: DialogueEvent,
  stream: string,
): Publication<typeof procurementEvents> | undefined {
  const procurementId = stream.slice(0, stream.lastIndexOf('.'));
  if (event.type === 'DialogueOpened') {
    const { notice, needByFunction } = event.data;
    return {
      type: 'no.tiltak.procurement.dialogue.opened.v1',
      data: { procurementId, notice, needByFunction },
    };
  }
  if (event.type !== 'MeetingAnnounced') return undefined;
  const { at: _, ...meeting } = event.data;
  return { type: 'no.tiltak.procurement.dialoguemeeting.announced.v1', data: { procurementId, ...meeting } };
}
