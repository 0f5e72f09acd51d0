import type { FormErrors } from '../form.ts';
import { attempted, noErrors } from '../form.ts';
import type { Services } from '../services.ts';
import type { SentFile, SentFiles, UploadLimits } from '../upload/multipart.ts';

/** What one form may hold: so many files, of the size that maintenance takes. */
export const jobUpload: UploadLimits = { filesMax: 5, bytesMax: 15 * 1024 * 1024 };

/** All files of a form, whichever of its fields they were chosen in. */
export const filesIn = (files: SentFiles): readonly SentFile[] => [...files.values()].flat();

export const tooLargeText = (name: string): string =>
  `«${name}» er for stor. En fil kan være på høyst 15 MB.`;

/**
 * Adds files to a job, one after the other; each under a key of its own, made of the form's, so that a form that is
 * sent twice adds them once. What is refused is said, and doesn't keep the others from being added.
 */
export async function addFiles(
  maintenance: Services['maintenance'],
  given: { readonly jobId: string; readonly files: readonly SentFile[]; readonly key: string | undefined },
): Promise<FormErrors> {
  const refused: string[] = [];
  for (const [index, { bytes, isTooLarge, name }] of given.files.entries()) {
    if (isTooLarge) {
      refused.push(tooLargeText(name));
      continue;
    }
    const added = await attempted(() =>
      maintenance.addJobFile(
        {
          params: { jobId: given.jobId },
          query: { ...(name.trim() && { name: name.trim().slice(0, 200) }) },
          upload: { bytes, mediaType: 'application/octet-stream' },
        },
        given.key === undefined ? {} : { idempotencyKey: `${given.key}-${index}` },
      ),
    );
    if (!added.ok) refused.push(...Object.values(added.errors.fields), ...added.errors.general);
  }
  if (refused.length === 0) return noErrors;
  return { fields: { file: refused.join(' ') }, general: [] };
}
