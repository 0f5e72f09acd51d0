import type { checklist, documentation } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { type Template, type TemplateChoice, templateSearch } from '../checklist/templateChoice.ts';
import { selectField, textArea } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, statusTag, table } from '../html/parts.ts';
import { hasRole, type SignedInVisit } from '../visit.ts';
import { documentWords, itemResultWords } from '../words/followUp.ts';
import { buildingPartText, type Job } from '../words/job.ts';
import { type About, actionForm, filledFor, folded, type Shown } from './actionForm.ts';

type Checklist = z.output<typeof checklist>;
type Item = Checklist['items'][number];
type Document = z.output<typeof documentation>['documents'][number];

/** What shows that the work is done as agreed: checklists, and documentation (FDV). */
export type Proof = {
  readonly checklists: readonly Checklist[];
  /** To choose from where a checklist can be attached; none where it can't. */
  readonly templates: TemplateChoice;
  readonly documentation: z.output<typeof documentation> | undefined;
};

type ShownProof = Shown & { readonly proof: Proof; readonly jobs: readonly Job[] };

/** Whether a checklist can still be attached to the order: the contractor is bound, and has not reported it as done. */
export const takesChecklists = (status: Shown['order']['status']): boolean =>
  status === 'placed' || status === 'in_execution' || status === 'rework';

/** The order's checklists and documentation, with what an officer decides about them. */
export function proofSections(visit: SignedInVisit, shown: ShownProof): readonly (Html | undefined)[] {
  return [checklistSection(visit, shown), documentSection(visit, shown)];
}

const isOfficer = (visit: SignedInVisit) => hasRole(visit, 'property.officer', 'property.approver');

function checklistSection(visit: SignedInVisit, shown: ShownProof): Html | undefined {
  const { order, proof } = shown;
  const attach = isOfficer(visit) && takesChecklists(order.status) && attachForm(visit, shown);
  if (proof.checklists.length === 0 && !attach) return undefined;
  const lists = proof.checklists.map(({ items, openItems, title }) => {
    const state = openItems === 0 ? 'Ferdig utfylt' : `${openItems} av ${items.length} punkter gjenstår`;
    return html`<h3>${title}</h3><p>${state}.</p>${table(items, { caption: `Sjekkliste: ${title}`, columns: itemColumns, empty: 'Sjekklisten har ingen punkter.' })}`;
  });
  return html`<section><h2>Sjekklister</h2>${lists}${attach}</section>`;
}

const itemColumns: readonly Column<Item>[] = [
  { head: 'Punkt', cell: ({ text }) => text },
  { head: 'Funn', cell: ({ result }) => (result ? statusTag(itemResultWords[result]) : 'Ikke besvart') },
  {
    head: 'Merknad',
    cell: ({ jobId, remark }) =>
      html`<span class="lines">${remark ?? '–'}</span>${jobId && html`<span class="under"><a href="/arbeid/${encodeURIComponent(jobId)}">Se arbeidet det ble</a></span>`}`,
  },
];

/** Attaching a copy of a template; those for the building parts of the order's jobs come first. */
function attachForm(visit: SignedInVisit, shown: ShownProof): Html {
  const { jobs, proof } = shown;
  const parts = new Set(jobs.map(({ buildingPart }) => buildingPart));
  const fits = ({ buildingPart }: Template) => buildingPart === null || parts.has(buildingPart);
  const { items } = proof.templates;
  const choices = [...items.filter(fits), ...items.filter((one) => !fits(one))].map(
    ({ buildingPart, templateId, title }) => ({
      value: templateId,
      text: buildingPart === null ? title : `${title} (${buildingPartText(buildingPart)})`,
    }),
  );
  const search = templateSearch(`/bestillinger/${encodeURIComponent(shown.order.orderId)}`, proof.templates);
  const make = html`<p class="hint">Malene ligger under <a href="/sjekklister">Sjekklister</a>.</p>`;
  if (choices.length === 0) return html`${search}${make}`;
  const name = 'sjekkliste';
  const content = html`${selectField({ filled: filledFor(name, shown), name: 'templateId', label: 'Mal', empty: 'Velg mal', choices })}
${make}<button>Legg ved</button>`;
  return html`${search}${folded('Legg ved en sjekkliste', shown, {
    name,
    form: actionForm(visit, shown, { name, content }),
  })}`;
}

function documentSection(visit: SignedInVisit, shown: ShownProof): Html | undefined {
  const { documentationBlocksSettlement: blocks, documentationRequired: required } = shown.order;
  const documents = shown.proof.documentation?.documents ?? [];
  const missing = shown.proof.documentation?.missing ?? required;
  if (required.length === 0 && documents.length === 0) return undefined;
  const why = blocks && missing.length > 0 && ' Bestillingen kan ikke gjøres opp før alt er godkjent.';
  const columns: readonly Column<Document>[] = [
    { head: 'Dokumentasjon', cell: ({ kind }) => kind },
    {
      head: 'Levert',
      cell: ({ source, title }) => html`${title}<span class="under">${source.value}</span>`,
    },
    {
      head: 'Status',
      cell: ({ reason, status }) =>
        html`${statusTag(documentWords[status])}${reason && html`<span class="under lines">${reason}</span>`}`,
    },
  ];
  return html`<section><h2>Dokumentasjon (FDV)</h2>
<p>${missing.length === 0 ? 'Alt som kreves, er godkjent.' : `Mangler: ${missing.join(', ')}.`}${why}</p>
${documents.length > 0 && table(documents, { caption: 'Dokumentasjon', columns, empty: '' })}
${isOfficer(visit) && documentForms(visit, shown, documents)}</section>`;
}

/** An officer's yes or no to each document that was delivered and not looked at. */
const documentForms = (visit: SignedInVisit, shown: Shown, documents: readonly Document[]) =>
  documents.flatMap(({ documentId, kind, status, title }, at) => {
    if (status !== 'delivered') return [];
    const about = (name: string): About => ({ id: documentId, instance: `${name}-${at + 1}` });
    const back = about('dokument-tilbake');
    const reason = textArea({
      ...{ filled: filledFor(back.instance, shown), name: 'reason', label: 'Hva må rettes?' },
      hint: 'Entreprenøren får begrunnelsen og leverer et nytt dokument.',
    });
    return [
      html`<h3>${kind}: ${title}</h3>
${actionForm(visit, shown, { name: 'dokument-godkjenn', about: about('dokument-godkjenn'), content: html`<button class="primary">Godkjenn dokumentet</button>` })}
${folded('Send tilbake', shown, {
  name: back.instance,
  form: actionForm(visit, shown, {
    name: 'dokument-tilbake',
    about: back,
    content: html`${reason}<button>Send tilbake</button>`,
  }),
})}`,
    ];
  });
