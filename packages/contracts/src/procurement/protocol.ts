import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';

/** The sections of a procurement protocol, in their order. */
export const protocolSection = z.enum([
  'value',
  'procedure',
  'market_dialogue',
  'lots',
  'competition',
  'receipts',
  'qualification',
  'selection',
  'admissions',
  'rejections',
  'clarifications',
  'dialogue',
  'evaluation',
  'award',
  'standstill',
  'complaints',
  'contract',
  'partnership',
  'impartiality',
  'rules',
]);

const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), text: z.string() }),
  /** What the sources don't say, and should. */
  z.object({ type: z.literal('gap'), text: z.string() }),
  z.object({ type: z.literal('entry'), title: z.string(), lines: z.array(z.string()) }),
  z.object({
    type: z.literal('table'),
    caption: z.string(),
    heads: z.array(z.string()),
    /** The first cell names the row. */
    rows: z.array(z.array(z.string())),
  }),
  /** A person's, who is named. */
  z.object({ type: z.literal('reason'), text: z.string(), by: z.string(), at: z.string() }),
]);

export const protocol = z.object({
  procurementId: id,
  /** As of when it was read from the case's events. */
  asOf: instant,
  title: z.string(),
  lead: z.array(z.string()),
  sections: z.array(z.object({ key: protocolSection, heading: z.string(), blocks: z.array(block) })),
});

const answersProtocol = { status: 200, body: protocol } as const;
const asOf = z.object({ asOf: instant.optional() });
/** As what a document is read; both hold the same. */
export const documentFormat = z.enum(['html', 'pdf']).default('html');
export const writtenDocument = { status: 200, file: ['text/html', 'application/pdf'] } as const;

/** The operations on the procurement protocol (anskaffelsesprotokoll), which the case's events write by themselves. */
export const protocolOperations = {
  getProtocol: {
    method: 'get',
    path: '/procurements/{procurementId}/protocol',
    summary: 'The protocol of a procurement in Norwegian, section by section; with `asOf` as it was then',
    allow: staff,
    params: procurementParams,
    query: asOf,
    answer: answersProtocol,
  },
  getProtocolFile: {
    method: 'get',
    path: '/procurements/{procurementId}/protocol/file',
    summary: 'The protocol of a procurement as a page (HTML) or as a tagged PDF',
    allow: staff,
    params: procurementParams,
    query: asOf.extend({ format: documentFormat }),
    answer: writtenDocument,
  },
  addProtocolReason: {
    method: 'post',
    path: '/procurements/{procurementId}/protocol/reasons',
    summary:
      'Adds a reason to a section of the protocol, with the name of who gave it; facts can’t be changed',
    allow: officers,
    params: procurementParams,
    body: z.object({ section: protocolSection, text: reason }),
    answer: answersProtocol,
  },
} as const satisfies Operations;
