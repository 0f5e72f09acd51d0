import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { ContestEvent } from './events.ts';

/** What others learn of a contest: its outcome, when the names are known. */
export function publishContest(
  event: ContestEvent,
  stream: string,
): Publication<typeof procurementEvents> | undefined {
  if (event.type !== 'NamesRevealed') return undefined;
  const procurementId = stream.slice(0, stream.lastIndexOf('.'));
  const entries = event.data.entries.map((one) => ({ ...one }));
  return { type: 'no.tiltak.procurement.designcontest.decided.v1', data: { procurementId, entries } };
}
