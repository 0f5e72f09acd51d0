import type { OperationAnswer } from '@tiltak/contracts';
import type {
  complaintOperations,
  documentOperations,
  procurementOperations,
  questionOperations,
} from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

export type Case = OperationAnswer<(typeof procurementOperations)['getProcurement']>;
export type CaseStatus = Case['status'];
export type Question = OperationAnswer<(typeof questionOperations)['listQuestions']>['items'][number];
export type CaseDocument = OperationAnswer<(typeof documentOperations)['listDocuments']>['items'][number];
export type Complaint = OperationAnswer<(typeof complaintOperations)['listComplaints']>['items'][number];
export type Supplier = OperationAnswer<(typeof procurementOperations)['listSuppliers']>['items'][number];

/** A case's statuses in words, in the order that cases come through them. */
export const caseStatusWords: Readonly<
  Record<CaseStatus, { readonly label: string; readonly tone: Tone; readonly meaning: string }>
> = {
  draft: { label: 'Utkast', tone: 'quiet', meaning: 'Behovet er registrert, men ikke planlagt.' },
  planned: { label: 'Planlagt', tone: 'quiet', meaning: 'Anskaffelsen står i anskaffelsesplanen.' },
  market_dialogue: {
    label: 'Markedsdialog',
    tone: 'active',
    meaning: 'Markedet blir spurt om hva som finnes. Alle kan lese referatene når konkurransen er kunngjort.',
  },
  published: {
    label: 'Kunngjort',
    tone: 'active',
    meaning: 'Konkurransen er kunngjort. Leverandørene kan stille spørsmål og svare til fristen går ut.',
  },
  qualification: {
    label: 'Kvalifisering',
    tone: 'waiting',
    meaning: 'Det vurderes hvem som oppfyller kvalifikasjonskravene.',
  },
  invited: {
    label: 'Invitert',
    tone: 'active',
    meaning: 'De som er valgt ut, kan gi tilbud til fristen går ut.',
  },
  closed_for_bids: {
    label: 'Tilbudsfristen er ute',
    tone: 'waiting',
    meaning: 'Tilbudene er forseglet til to personer åpner dem.',
  },
  opened: { label: 'Åpnet', tone: 'waiting', meaning: 'Tilbudene er åpnet.' },
  negotiation: {
    label: 'Forhandling eller dialog',
    tone: 'active',
    meaning: 'Det forhandles med hver deltaker for seg.',
  },
  evaluation: { label: 'Evaluering', tone: 'active', meaning: 'Tilbudene evalueres.' },
  awarded: { label: 'Tildelt', tone: 'active', meaning: 'Valget er gjort.' },
  standstill: {
    label: 'Karens',
    tone: 'waiting',
    meaning: 'Kontrakten kan ikke signeres før karensperioden er ute.',
  },
  contracted: { label: 'Kontrakt', tone: 'done', meaning: 'Kontrakten er inngått og følges opp.' },
  completed: { label: 'Avsluttet', tone: 'done', meaning: 'Kontrakten er oppfylt.' },
  cancelled: { label: 'Avlyst', tone: 'stopped', meaning: 'Anskaffelsen er avlyst.' },
};

export const windowWords = { requests: 'Frist for å be om å delta', bids: 'Tilbudsfrist' } as const;

export const outcomeWords: Readonly<Record<NonNullable<Complaint['outcome']>, string>> = {
  upheld: 'Tatt til følge',
  rejected: 'Ikke tatt til følge',
  withdrawn: 'Trukket',
};

/** The procedures of two stages: suppliers ask to take part, and those who are selected may bid. */
export const asksForRequests: readonly Case['procedure'][] = [
  'restricted',
  'negotiated',
  'competitive_dialogue',
  'innovation_partnership',
];

/** What is taken of suppliers now; undefined where nothing is. */
export function openWindow({ status, deadlines }: Case): 'requests' | 'bids' | undefined {
  if (status === 'invited') return 'bids';
  if (status !== 'published') return undefined;
  return deadlines.requests === null ? 'bids' : 'requests';
}

/** Whether what was published can still be changed: while something is taken, and between two rounds of asking. */
export const isChangeable = (shown: Case): boolean =>
  shown.publishedAt !== null &&
  (openWindow(shown) !== undefined ||
    shown.status === 'negotiation' ||
    (shown.status === 'qualification' && shown.round === 0));
