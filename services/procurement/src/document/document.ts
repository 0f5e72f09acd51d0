import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** A file as it is kept. */
export type DocumentFile = {
  readonly fileId: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
};
export type DocumentVersion = DocumentFile & {
  readonly version: number;
  readonly addedAt: string;
  /** Null while it is a draft; only the newest version can be one. */
  readonly publishedAt: string | null;
};
export type CaseDocument = {
  readonly documentId: string;
  readonly title: string;
  readonly versions: readonly DocumentVersion[];
};
export type DocumentsState = { readonly documents: readonly CaseDocument[] };

export type DocumentsCommand =
  | {
      readonly type: 'add';
      readonly documentId: string;
      /** It is to be a new one, not another version of one that is there. */
      readonly isNew: boolean;
      readonly title: string;
      readonly file: DocumentFile;
      readonly at: string;
    }
  | { readonly type: 'removeDraft'; readonly documentId: string }
  /** Null: all drafts. */
  | { readonly type: 'publish'; readonly documentIds: readonly string[] | null; readonly at: string };

/** A version as it is told of, without its bytes. */
export type PublishedVersion = Pick<DocumentVersion, 'version' | 'mediaType' | 'sha256'> &
  Pick<CaseDocument, 'documentId' | 'title'>;
export type DocumentsEvent =
  | DomainEvent<
      'DocumentAdded',
      Pick<CaseDocument, 'documentId' | 'title'> & Omit<DocumentVersion, 'publishedAt'>
    >
  | DomainEvent<'DraftRemoved', { readonly documentId: string }>
  | DomainEvent<
      'DocumentsPublished',
      { readonly documents: readonly PublishedVersion[]; readonly at: string }
    >;

/** The most documents of a case, and versions of one. */
export const documentsMax = 200;
export const versionsMax = 50;

/** The version that nobody outside has seen. */
export const draftOf = ({ versions }: CaseDocument): DocumentVersion | undefined =>
  versions.find(({ publishedAt }) => publishedAt === null);

/** Throws `not_found`, `too_many_documents`, `document_not_draft`. */
function decide(command: DocumentsCommand, { documents }: DocumentsState): readonly DocumentsEvent[] {
  switch (command.type) {
    case 'add':
      return add(command, documents);
    case 'removeDraft': {
      const { documentId } = command;
      expectDraft(documents, documentId);
      return [{ type: 'DraftRemoved', data: { documentId } }];
    }
    case 'publish': {
      const { documentIds, at } = command;
      const drafts = documentIds
        ? documentIds.map((documentId) => expectDraft(documents, documentId))
        : documents.filter((document) => draftOf(document));
      if (drafts.length === 0) return [];
      return [{ type: 'DocumentsPublished', data: { documents: drafts.map(publishedOf), at } }];
    }
  }
}

function add(
  { documentId, isNew, title, file, at }: Extract<DocumentsCommand, { type: 'add' }>,
  documents: readonly CaseDocument[],
): readonly DocumentsEvent[] {
  const found = documents.find((one) => one.documentId === documentId);
  if (!found && !isNew) throw noDocument();
  if (!found && documents.length >= documentsMax)
    throw new Rejection('too_many_documents', `A case has at most ${documentsMax} documents.`);
  const newest = found?.versions.at(-1);
  if (found && newest?.sha256 === file.sha256 && found.title === title) return [];
  // A draft that nobody has seen is replaced, so that those who read it see versions without gaps.
  const version = newest ? newest.version + (newest.publishedAt === null ? 0 : 1) : 1;
  if (version > versionsMax)
    throw new Rejection('too_many_documents', `A document has at most ${versionsMax} versions.`);
  return [{ type: 'DocumentAdded', data: { documentId, title, ...file, version, addedAt: at } }];
}

function expectDraft(documents: readonly CaseDocument[], documentId: string): CaseDocument {
  const found = documents.find((one) => one.documentId === documentId);
  if (!found) throw noDocument();
  if (!draftOf(found))
    throw new Rejection(
      'document_not_draft',
      `${documentId}: its newest version is published; add another version first.`,
    );
  return found;
}

function publishedOf(document: CaseDocument): PublishedVersion {
  const { version, mediaType, sha256 } = draftOf(document)!;
  return { documentId: document.documentId, title: document.title, version, mediaType, sha256 };
}

export const noDocument = () => new Rejection('not_found', 'There is no such document.');

function evolve({ documents }: DocumentsState, { type, data }: DocumentsEvent): DocumentsState {
  switch (type) {
    case 'DocumentAdded': {
      const { documentId, title, ...version } = data;
      const draft = { ...version, publishedAt: null };
      const before = documents.find((one) => one.documentId === documentId);
      if (!before) return { documents: [...documents, { documentId, title, versions: [draft] }] };
      const others = before.versions.filter((one) => one.version !== version.version);
      return replaced(documents, { documentId, title, versions: [...others, draft] });
    }
    case 'DraftRemoved': {
      const before = documents.find((one) => one.documentId === data.documentId);
      const versions = before?.versions.filter(({ publishedAt }) => publishedAt !== null) ?? [];
      if (before && versions.length > 0) return replaced(documents, { ...before, versions });
      return { documents: documents.filter((one) => one.documentId !== data.documentId) };
    }
    case 'DocumentsPublished': {
      const now = new Set(data.documents.map(({ documentId }) => documentId));
      const publish = (one: DocumentVersion) => ({ ...one, publishedAt: one.publishedAt ?? data.at });
      return {
        documents: documents.map((one) =>
          now.has(one.documentId) ? { ...one, versions: one.versions.map(publish) } : one,
        ),
      };
    }
  }
}

const replaced = (documents: readonly CaseDocument[], document: CaseDocument): DocumentsState => ({
  documents: documents.map((one) => (one.documentId === document.documentId ? document : one)),
});

/** The documents of a competition (konkurransegrunnlag), each in versions. */
export const caseDocuments: Aggregate<DocumentsCommand, DocumentsEvent, DocumentsState> = {
  kind: 'caseDocuments',
  initial: { documents: [] },
  decide,
  evolve,
};

/** The stream of a procurement's documents. */
export const documentsOf = (procurementId: string): string => `${procurementId}.documents`;
