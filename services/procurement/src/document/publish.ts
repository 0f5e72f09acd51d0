import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { DocumentsEvent } from './document.ts';

/** What others learn of a case's documents: those that anyone may read. */
export function publishDocuments(
  event: DocumentsEvent,
  stream: string,
): Publication<typeof procurementEvents> | undefined {
  if (event.type !== 'DocumentsPublished') return undefined;
  const procurementId = stream.slice(0, stream.lastIndexOf('.'));
  return {
    type: 'no.tiltak.procurement.documents.published.v1',
    data: { procurementId, documents: [...event.data.documents] },
  };
}
