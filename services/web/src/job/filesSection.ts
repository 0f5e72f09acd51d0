import { blank, type Filled, fileField, form, textArea } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { hasRole, type SignedInVisit } from '../visit.ts';
import type { Job } from '../words/job.ts';
import { acceptedFiles, acceptedPhotos, fileList, type JobFile } from './fileList.ts';

/** A job's photos and documents, with those of its duplicates, and the forms to add and remove. */
export function filesSection(
  visit: SignedInVisit,
  { filled, files, job }: { readonly job: Job; readonly files: readonly JobFile[]; readonly filled: Filled },
): Html {
  const mayChange = hasRole(visit, 'property.officer', 'property.approver');
  const addressOf = ({ fileId, jobId }: JobFile) =>
    `/arbeid/${encodeURIComponent(jobId)}/filer/${encodeURIComponent(fileId)}`;
  const below = (
    file: JobFile,
  ) => html`${file.jobId !== job.jobId && html`<span class="under">Fra <a href="/arbeid/${encodeURIComponent(file.jobId)}">arbeid som er slått sammen med dette</a></span>`}
${mayChange && removal(visit, { file, address: `${addressOf(file)}/fjern`, filled })}`;
  return html`<section><h2>Bilder og dokumenter</h2>
${files.length === 0 ? html`<p class="empty">Ingen bilder eller dokumenter.</p>` : fileList(files, { addressOf, below })}
${mayChange && job.status !== 'merged' && addition(visit, { job, filled })}
</section>`;
}

function addition(
  visit: SignedInVisit,
  { filled, job }: { readonly job: Job; readonly filled: Filled },
): Html {
  const own = filled.form === 'filer' ? filled : blank('filer');
  return html`<details${attributes({ open: filled.form === 'filer' })}><summary>Legg til bilder eller dokumenter</summary>
${form(visit, {
  action: `/arbeid/${encodeURIComponent(job.jobId)}/filer`,
  hasFiles: true,
  content: html`${photoFields(own, acceptedFiles)}
<button>Legg til</button>`,
})}</details>`;
}

/** On a phone the first brings up the camera; the other lets people choose what they have. */
export function photoFields(filled: Filled, accept: string): Html {
  return html`<div class="grid">
${fileField({ filled, name: 'photo', label: 'Ta bilde', accept: acceptedPhotos, usesCamera: true, optional: true })}
${fileField({ filled, name: 'file', label: accept === acceptedPhotos ? 'Eller velg bilder' : 'Eller velg filer', hint: accept === acceptedPhotos ? 'JPEG eller PNG, høyst 15 MB hver.' : 'JPEG, PNG eller PDF, høyst 15 MB hver.', accept, isMany: true, optional: true })}
</div>`;
}

function removal(
  visit: SignedInVisit,
  { address, file, filled }: { readonly file: JobFile; readonly address: string; readonly filled: Filled },
): Html {
  const name = `fjern-${file.fileId}`;
  const own = filled.form === name ? filled : blank(name);
  return html`<details${attributes({ open: filled.form === name })}><summary>Fjern</summary>
${form(visit, {
  action: address,
  content: html`${textArea({ filled: own, name: 'reason', label: 'Hvorfor fjernes filen?', rows: 2 })}
<button class="danger">Fjern filen</button>`,
})}</details>`;
}
