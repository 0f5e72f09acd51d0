import type { CaseEvent, CaseRow, ProtocolFacts } from '../src/protocol/facts.ts';
import { visible } from '../src/protocol/visible.ts';

export const at = '2026-03-02T09:00:00.000Z';
export const procurementId = 'sak-1';

type Streamed = { readonly stream: string; readonly kind: string; readonly actor?: string };

/** Events as the journal has them: each belongs to the case itself, or to the stream that is named before it. */
export function rowsWith(
  ...parts: readonly (readonly [streamed: Streamed | null, ...events: readonly CaseEvent[]])[]
): readonly CaseRow[] {
  const own = { stream: procurementId, kind: 'procurements' };
  return parts.flatMap(([streamed, ...events]) =>
    events.map((event) => ({ ...event, at, actor: 'kari', ...own, ...streamed }) as CaseRow),
  );
}

/** Facts of these rows, with a few names. */
export const factsWith = (rows: readonly CaseRow[]): ProtocolFacts => ({
  ...{ procurementId, at, ...visible(rows) },
  suppliers: new Map([
    ['s1', { name: 'Eksempel Tak AS', organisationNumber: '310000019' }],
    ['s2', { name: 'Ærlig Bygg & Sønn <AS>', organisationNumber: '310000027' }],
  ]),
  people: new Map([
    ['kari', 'Kari Innkjøper'],
    ['ola', 'Ola Godkjenner'],
  ]),
});
