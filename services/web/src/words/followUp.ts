import type {
  checklist,
  claim,
  defect,
  documentation,
  invoice,
  pauseReason,
} from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { quantity } from '../format/quantity.ts';
import type { Tone } from './order.ts';

type Label = { readonly label: string; readonly tone: Tone };
type Invoice = z.output<typeof invoice>;

/** A defect's statuses in words. */
export const defectWords: Readonly<Record<z.output<typeof defect>['status'], Label>> = {
  open: { label: 'Må utbedres', tone: 'stopped' },
  fixed: { label: 'Meldt utbedret', tone: 'waiting' },
  approved: { label: 'Godkjent', tone: 'done' },
};

/** A claim's statuses in words. */
export const claimWords: Readonly<Record<z.output<typeof claim>['status'], Label>> = {
  raised: { label: 'Sendt', tone: 'waiting' },
  acknowledged: { label: 'Godtatt', tone: 'active' },
  disputed: { label: 'Bestridt', tone: 'stopped' },
  fixed: { label: 'Meldt utbedret', tone: 'waiting' },
  closed: { label: 'Avsluttet', tone: 'done' },
};

/** What was found at an item of a checklist, in words. */
export const itemResultWords: Readonly<
  Record<NonNullable<z.output<typeof checklist>['items'][number]['result']>, Label>
> = {
  ok: { label: 'I orden', tone: 'done' },
  not_applicable: { label: 'Ikke aktuelt', tone: 'quiet' },
  failed: { label: 'Feil', tone: 'stopped' },
};

/** The statuses of a document (FDV) in words. */
export const documentWords: Readonly<
  Record<z.output<typeof documentation>['documents'][number]['status'], Label>
> = {
  delivered: { label: 'Levert, ikke kontrollert', tone: 'waiting' },
  approved: { label: 'Godkjent', tone: 'done' },
  returned: { label: 'Sendt tilbake', tone: 'stopped' },
};

/** An invoice's statuses in words. */
export const invoiceWords: Readonly<Record<Invoice['status'], Label>> = {
  matched: { label: 'Stemmer', tone: 'active' },
  deviating: { label: 'Avviker', tone: 'stopped' },
  approved: { label: 'Godkjent', tone: 'active' },
  rejected: { label: 'Avvist, kreditert', tone: 'quiet' },
  paid: { label: 'Betalt', tone: 'done' },
};

/** In what an invoice differs from what was agreed. */
export function deviationText(deviation: Invoice['deviations'][number]): string {
  switch (deviation.code) {
    case 'number_used_before':
      return 'Entreprenøren har brukt fakturanummeret på en annen bestilling.';
    case 'other_sender':
      return `Fakturaen er sendt av et annet foretak (${deviation.organisationNumber}).`;
    case 'more_hours_than_reported':
      return `Det er fakturert flere timer enn de ${quantity(deviation.reportedHours)} som er meldt.`;
  }
}

/** Why work stands still. */
export const pauseWords: Readonly<Record<z.output<typeof pauseReason>, string>> = {
  weather: 'Været',
  materials: 'Mangler materialer',
  access: 'Får ikke adgang',
  other_trades: 'Venter på andre fag',
  waiting_for_client: 'Venter på avklaring fra kommunen',
  unforeseen_condition: 'Uforutsette forhold på stedet',
  safety: 'Sikkerheten',
  other: 'Annet',
};
