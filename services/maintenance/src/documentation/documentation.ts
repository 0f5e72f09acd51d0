import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** A document of the operating and maintenance documentation (FDV) that a contractor delivered. */
export type Document = {
  /** Unique within its order. */
  readonly documentId: string;
  /** What it documents, in the words of the order's list, e.g. `Bruksanvisning`. */
  readonly kind: string;
  readonly title: string;
  /** Where it is: a file of one of the order's jobs, or a reference in the words of whoever keeps it. */
  readonly source: { readonly type: 'file' | 'reference'; readonly value: string };
  readonly status: 'delivered' | 'approved' | 'returned';
  /** Why it was sent back. */
  readonly reason: string | null;
};

export type Documentation = { readonly documents: readonly Document[] };

export type DocumentationCommand =
  | ({ readonly type: 'deliver' } & Pick<Document, 'kind' | 'title' | 'source'>)
  | { readonly type: 'approve'; readonly documentId: string }
  | { readonly type: 'return'; readonly documentId: string; readonly reason: string };

export type DocumentationEvent =
  | DomainEvent<'DocumentDelivered', Pick<Document, 'documentId' | 'kind' | 'title' | 'source'>>
  | DomainEvent<'DocumentApproved', { readonly documentId: string }>
  | DomainEvent<'DocumentReturned', { readonly documentId: string; readonly reason: string }>;

/** Documents of one order. */
export const documentLimit = 200;

/** Throws `not_found` or `wrong_state`. What is approved stays so: what is missing only ever grows less. */
function decide(command: DocumentationCommand, { documents }: Documentation): readonly DocumentationEvent[] {
  if (command.type === 'deliver') {
    if (documents.length >= documentLimit)
      throw new Rejection('wrong_state', `An order has at most ${documentLimit} documents.`);
    const { kind, title, source } = command;
    const documentId = `document-${documents.length + 1}`;
    return [{ type: 'DocumentDelivered', data: { documentId, kind, title, source } }];
  }
  const { documentId } = command;
  const document = documents.find((one) => one.documentId === documentId);
  if (!document) throw new Rejection('not_found', `The order has no document ${documentId}.`);
  if (document.status !== 'delivered')
    throw new Rejection(
      'wrong_state',
      `The document ${documentId} is ${document.status}; only one that is delivered can be judged.`,
    );
  return command.type === 'approve'
    ? [{ type: 'DocumentApproved', data: { documentId } }]
    : [{ type: 'DocumentReturned', data: { documentId, reason: command.reason } }];
}

function evolve({ documents }: Documentation, event: DocumentationEvent): Documentation {
  if (event.type === 'DocumentDelivered')
    return { documents: [...documents, { ...event.data, status: 'delivered', reason: null }] };
  const change =
    event.type === 'DocumentApproved'
      ? { status: 'approved' as const }
      : { status: 'returned' as const, reason: event.data.reason };
  return {
    documents: documents.map((one) =>
      one.documentId === event.data.documentId ? { ...one, ...change } : one,
    ),
  };
}

/** Of what an order must be documented by: that of which no document is approved. */
export const missingOf = (required: readonly string[], { documents }: Documentation): readonly string[] =>
  required.filter(
    (kind) => !documents.some((document) => document.kind === kind && document.status === 'approved'),
  );

/** An order's operating and maintenance documentation (forvaltning, drift og vedlikehold: FDV). */
export const documentations: Aggregate<DocumentationCommand, DocumentationEvent, Documentation> = {
  kind: 'documentations',
  initial: { documents: [] },
  decide,
  evolve,
};

/** The stream of an order's documentation. */
export const documentationIdOf = (orderId: string): string => `${orderId}.documents`;
