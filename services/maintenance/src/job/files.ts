import { Rejection } from '@tiltak/decider';
import type { JobCommand } from './decide.ts';
import type { Job, JobEvent } from './job.ts';

/** The most photos and documents that a job has of its own. */
export const filesMax = 20;

/** A file that the job has already, byte for byte, is not added twice. */
export function addFile(
  { file, at }: Extract<JobCommand, { type: 'addFile' }>,
  state: Job,
): readonly JobEvent[] {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such job.');
  if (state.status === 'merged')
    throw new Rejection('wrong_state', 'The job is merged into another; add the file to that one.', {
      status: state.status,
      duplicateOf: state.duplicateOf,
    });
  const files = state.files ?? [];
  if (files.some(({ sha256 }) => sha256 === file.sha256)) return [];
  if (files.length >= filesMax)
    throw new Rejection(
      'too_many_files',
      `The job has ${filesMax} files, which is the most; remove one first.`,
    );
  return [{ type: 'JobFileAdded', data: { ...file, addedAt: at } }];
}

/** Throws `not_found` for a file that the job hasn't, or no longer has. */
export function removeFile(
  { fileId, reason }: Extract<JobCommand, { type: 'removeFile' }>,
  state: Job,
): readonly JobEvent[] {
  if (state.status === 'none' || !state.files?.some((file) => file.fileId === fileId))
    throw new Rejection('not_found', 'There is no such file.');
  return [{ type: 'JobFileRemoved', data: { fileId, reason } }];
}
