import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, line } from '../values.ts';
import { officers, reason, wrongState } from './shared.ts';

/** The largest photo or document, in bytes. */
export const fileBytesMax = 15 * 1024 * 1024;

/** What is kept. A file's bytes say which of these it is, whatever its sender calls it. */
export const fileTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const;
/** HEIC is taken only to be refused with advice, and an unnamed type because senders may not know. */
export const fileUpload = {
  types: [...fileTypes, 'image/heic', 'image/heif', 'application/octet-stream'],
  bytesMax: fileBytesMax,
} as const;
/** Why a file is not kept. */
export const fileRejections = {
  file_type_not_allowed: 422,
  heic_not_supported: 422,
  file_damaged: 422,
  photo_too_large: 422,
  too_many_files: 409,
} as const;

export const jobFile = z.object({
  fileId: id,
  /** The job that it was added to: the one that is asked about, or one that was merged into it. */
  jobId: id,
  name: z.string(),
  mediaType: z.enum(fileTypes),
  /** The size as it is kept, in bytes. */
  bytes: z.int(),
  sha256: z.string(),
  hasPreview: z.boolean(),
  addedAt: instant,
});

/** In full, or small enough for a list; documents have no preview. */
export const fileSize = z.object({ size: z.enum(['full', 'preview']).default('full') });

const jobParams = z.object({ jobId: id });
const fileParams = jobParams.extend({ fileId: id });

/** The operations on jobs' photos and documents. */
export const jobFileOperations = {
  addJobFile: {
    method: 'post',
    path: '/jobs/{jobId}/files',
    summary:
      'Adds a photo (JPEG, PNG) or document (PDF) to a job; of photos, position and camera are taken away, and they are turned upright',
    allow: officers,
    params: jobParams,
    query: z.object({ name: line.optional() }),
    upload: fileUpload,
    answer: { status: 201, body: jobFile },
    rejections: { ...wrongState, ...fileRejections },
  },
  listJobFiles: {
    method: 'get',
    path: '/jobs/{jobId}/files',
    summary: "A job's files, and those of the jobs that were merged into it, oldest first",
    allow: staff,
    params: jobParams,
    answer: { status: 200, body: z.object({ items: z.array(jobFile) }) },
  },
  getJobFile: {
    method: 'get',
    path: '/jobs/{jobId}/files/{fileId}',
    summary: 'A photo or document; a contractor may read those of the jobs that it is asked to do',
    allow: [...staff, 'contractor'],
    params: fileParams,
    query: fileSize,
    answer: { status: 200, file: [...fileTypes] },
  },
  removeJobFile: {
    method: 'post',
    path: '/jobs/{jobId}/files/{fileId}/remove',
    summary: 'Takes a file away, with the reason: its bytes go, that it was there stays in the history',
    allow: officers,
    params: fileParams,
    body: z.object({ reason }),
    answer: { status: 200, body: z.object({ jobId: id, fileId: id }) },
  },
  getOfferFile: {
    method: 'get',
    path: '/answer-links/{token}/files/{fileId}',
    summary: "A photo or document of an offer's jobs, by the offer's answer link",
    allow: 'anyone',
    params: z.object({ token: z.string().max(300), fileId: id }),
    query: fileSize,
    answer: { status: 200, file: [...fileTypes] },
  },
} as const satisfies Operations;
