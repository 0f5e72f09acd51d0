import { documentBytesMax } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import { attempted, type FormErrors, optionalText, readForm, requiredLine } from '../../form.ts';
import { quantity } from '../../format/quantity.ts';
import {
  callOptions,
  errorSummary,
  type Filled,
  fileField,
  form,
  selectField,
  textField,
} from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import { type Column, statusTag, table } from '../../html/parts.ts';
import { page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import { type Forms, filledFor, stepForm } from '../evaluation/forms.ts';
import { keyOnly } from '../stepRoutes.ts';
import type { CaseDocument } from './words.ts';

const step = 'dokumenter';
const megabytesMax = documentBytesMax / 1024 / 1024;
const accepted = '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.png,.jpg,.jpeg';
const tooLargeText = `Filen er for stor. Den kan være på høyst ${megabytesMax} MB.`;

/** The documents of the competition with the forms that add one, and take a draft away. */
export function documentsSection(
  forms: Forms,
  documents: readonly CaseDocument[],
  { mayChange }: { readonly mayChange: boolean },
): Html {
  const path = `${forms.path}/filer`;
  const columns: readonly Column<CaseDocument>[] = [
    {
      head: 'Dokument',
      cell: ({ documentId, title }) => html`<a href="${path}/${encodeURIComponent(documentId)}">${title}</a>`,
    },
    { head: 'Versjon', cell: ({ versions }) => quantity(versions.at(-1)?.version ?? 0), kind: 'number' },
    {
      head: 'Status',
      cell: (document) =>
        statusTag(
          isDraft(document) ? { label: 'Utkast', tone: 'quiet' } : { label: 'Publisert', tone: 'done' },
        ),
    },
    { head: 'SHA-256', cell: ({ versions }) => html`<code>${versions.at(-1)?.sha256.slice(0, 16)} …</code>` },
  ];
  const drafts = documents.filter(isDraft);
  return html`<section><h2>Konkurransegrunnlag</h2>
${table(documents, { caption: 'Dokumenter', columns, empty: 'Det er ikke lagt inn dokumenter.' })}
${mayChange && addition(forms, documents)}
${mayChange && drafts.length > 0 && removal(forms, drafts)}
</section>`;
}

/** Whether its newest version is not published. */
export const isDraft = ({ versions }: CaseDocument): boolean => !versions.at(-1)?.publishedAt;

const choicesOf = (documents: readonly CaseDocument[]) =>
  documents.map(({ documentId, title }) => ({ value: documentId, text: title }));

function addition(forms: Forms, documents: readonly CaseDocument[]): Html {
  const filled = filledFor(forms, step);
  return html`<details${attributes({ open: forms.filled.form === step })}><summary>Legg til et dokument</summary>
${form(forms.visit, {
  action: `${forms.path}/${step}`,
  hasFiles: true,
  content: html`${errorSummary(filled)}
${textField({ filled, name: 'title', label: 'Tittel' })}
${documents.length > 0 && selectField({ filled, name: 'documentId', label: 'Ny versjon av', choices: choicesOf(documents), empty: 'Nytt dokument', optional: true })}
${fileField({ filled, name: 'file', label: 'Fil', hint: `PDF, Word, Excel, PowerPoint, OpenDocument, PNG eller JPEG, uten makroer, høyst ${megabytesMax} MB.`, accept: accepted })}
<p>Dokumentet er et utkast til konkurransen kunngjøres eller endres.</p>
<button class="primary">Legg til</button>`,
})}</details>`;
}

const removal = (forms: Forms, drafts: readonly CaseDocument[]): Html =>
  stepForm(forms, {
    step: 'fjernutkast',
    title: 'Fjern et utkast',
    content: (filled) =>
      selectField({
        filled,
        name: 'documentId',
        label: 'Utkast',
        choices: choicesOf(drafts),
        empty: 'Velg utkast',
      }),
    button: 'Fjern utkastet',
    tone: 'danger',
  });

const fields = z.object({
  title: requiredLine('Skriv hva dokumentet heter.'),
  documentId: optionalText,
});

/** The routes of a case's documents; `showCase` is the page that their form stands on. */
export function documentRoutes(
  showCase: (visit: SignedInVisit, filled: Filled) => Promise<Reply>,
): readonly Route[] {
  async function receive(visit: SignedInVisit): Promise<Reply> {
    const refused = (errors: FormErrors) => showCase(visit, { form: step, entered: visit.form, errors });
    const file = visit.files.get('file')?.[0];
    const wrong = file === undefined ? 'Velg en fil først.' : file.isTooLarge ? tooLargeText : undefined;
    const read = readForm(fields, visit.form);
    if (!read.ok || file === undefined || wrong !== undefined) {
      const own = wrong === undefined ? {} : { file: wrong };
      return refused({ fields: { ...(!read.ok && read.errors.fields), ...own }, general: [] });
    }
    const procurementId = visit.params.procurementId!;
    const { documentId, title } = read.value;
    const added = await attempted(() =>
      visit.api.procurement.addDocument(
        {
          params: { procurementId },
          query: { title, ...(documentId !== null && { documentId }) },
          // What it is, its bytes say.
          upload: { bytes: file.bytes, mediaType: 'application/octet-stream' },
        },
        keyOnly(callOptions(visit.form)),
      ),
    );
    if (!added.ok) return refused(added.errors);
    return { redirect: `/anskaffelser/${encodeURIComponent(procurementId)}?utfort=${step}` };
  }

  async function showFile({ api, params }: SignedInVisit): Promise<Reply> {
    const { body: file } = await api.procurement.getDocumentFile({
      params: { procurementId: params.procurementId!, documentId: params.documentId! },
    });
    return { file };
  }

  return [
    page('/anskaffelser/:procurementId/filer/:documentId', showFile),
    receiver(`/anskaffelser/:procurementId/${step}`, receive, { filesMax: 1, bytesMax: documentBytesMax }),
  ];
}
