import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, line } from '../values.ts';
import { officers, procurementParams } from './procurement.ts';

/** The largest document, in bytes. */
export const documentBytesMax = 25 * 1024 * 1024;

/** What a document may be. Its bytes say which of these it is, whatever its sender calls it. */
export const documentTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'image/png',
  'image/jpeg',
] as const;

export const caseDocument = z.object({
  documentId: id,
  title: z.string(),
  /** Oldest first; to others than staff the published ones. */
  versions: z.array(
    z.object({
      version: z.int(),
      mediaType: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      addedAt: instant,
      /** Null: a draft. */
      publishedAt: instant.nullable(),
    }),
  ),
});

const documentParams = procurementParams.extend({ documentId: id });

/** The operations on the documents of a competition (konkurransegrunnlag). */
export const documentOperations = {
  addDocument: {
    method: 'post',
    path: '/procurements/{procurementId}/documents',
    summary:
      'Adds a document, or another version of one, as a draft: it is published with the competition, or as a change of it',
    allow: officers,
    params: procurementParams,
    query: z.object({
      title: line,
      /** Of which it is another version; without one it is a new document. */
      documentId: id.optional(),
    }),
    // An unnamed type, because senders may not know.
    upload: { types: [...documentTypes, 'application/octet-stream'], bytesMax: documentBytesMax },
    answer: { status: 201, body: caseDocument },
    rejections: {
      wrong_step: 409,
      document_type_not_allowed: 422,
      file_damaged: 422,
      too_many_documents: 409,
    },
  },
  removeDraft: {
    method: 'post',
    path: '/procurements/{procurementId}/documents/{documentId}/draft-removal',
    summary: 'Takes the draft of a document away; what is published stays',
    allow: officers,
    params: documentParams,
    answer: { status: 200, body: z.object({ documentId: id }) },
    rejections: { document_not_draft: 409 },
  },
  listDocuments: {
    method: 'get',
    path: '/procurements/{procurementId}/documents',
    summary: 'The documents with the SHA-256 of each version; drafts are shown to staff only',
    allow: 'anyone',
    params: procurementParams,
    answer: { status: 200, body: z.object({ items: z.array(caseDocument) }) },
  },
  getDocumentFile: {
    method: 'get',
    path: '/procurements/{procurementId}/documents/{documentId}/file',
    summary: 'A document itself: the version that is asked for, or the newest that the caller may read',
    allow: 'anyone',
    params: documentParams,
    query: z.object({ version: z.coerce.number().int().min(1).max(1000).optional() }),
    answer: { status: 200, file: [...documentTypes] },
  },
} as const satisfies Operations;
