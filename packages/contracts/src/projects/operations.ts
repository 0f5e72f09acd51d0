import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, line, list, ore, page, text } from '../values.ts';

const frameParams = z.object({ frameId: id });
const measureParams = z.object({ measureId: id });
/** The state as it was at this instant (or at the end of this day, Norwegian time); left out: now. */
const asOf = z.object({ asOf: z.union([instant, date]).optional() });

/** The parts of the package (Bærumspakken). */
export const parts = ['strakstiltak', 'stimuleringstiltak', 'opptrappingstiltak'] as const;
export const part = z.enum(parts);
const point = z.int().min(1).max(10);

/** A political decision (vedtak). A field is null where the source gives no value: a gap is shown, never guessed. */
const decision = z.object({
  body: line.nullable(),
  date: date.nullable(),
  caseNumber: line.nullable(),
  /** The date as the source writes it, where it is not a full date. */
  dateText: line.nullable().default(null),
});

const amounts = z.object({
  amountOre: ore,
  reservedOre: ore,
  committedOre: ore,
  invoicedOre: ore,
  /** The part of `invoicedOre` that is paid. */
  paidOre: ore,
  /** `amountOre - reservedOre - committedOre - invoicedOre`; never below 0. */
  availableOre: ore,
});
const use = amounts.pick({ reservedOre: true, committedOre: true, invoicedOre: true, paidOre: true });

const frameFields = z.object({
  name: line,
  amountOre: ore,
  amountQualifier: z.enum(['exact', 'approximate', 'upTo']).default('exact'),
  /** Only a decided frame lends money; a proposed one is shown, and refuses. */
  standing: z.enum(['decided', 'proposed']).default('decided'),
  decision,
  part: part.nullable().default(null),
  category: line.nullable().default(null),
  periodText: line.nullable().default(null),
  source: line.nullable().default(null),
});
export const frame = frameFields.extend({ frameId: id, ...amounts.shape });

const effects = z.object({
  personWeeks: z.number().min(0).max(1_000_000).nullable().default(null),
  apprentices: z.int().min(0).max(100_000).nullable().default(null),
  tonnesCo2e: z.number().min(-10_000_000).max(10_000_000).nullable().default(null),
});

const measureFields = z.object({
  name: line,
  part: part.nullable(),
  points: z.array(point).max(10),
  frameId: id.nullable(),
  category: line.nullable().default(null),
  areaId: line.nullable().default(null),
  owner: line.nullable().default(null),
  plannedEffects: effects.nullable().default(null),
  description: text.nullable().default(null),
  source: line.nullable().default(null),
});
export const measure = measureFields.extend({
  measureId: id,
  ...use.shape,
  /** Reported by contractors so far: hours of persons and, of those, of apprentices. */
  personHours: z.number(),
  apprenticeHours: z.number(),
});

const measureProcurement = z.object({
  procurementId: id,
  title: z.string(),
  /** Null while only a contract of it is known. */
  procedure: z.string().nullable(),
  /** In procurement's words. */
  status: z.string(),
  estimatedValueOre: ore.nullable(),
  contracts: z.array(
    z.object({
      contractId: id,
      title: z.string(),
      type: z.enum(['contract', 'framework_agreement', 'partnership']),
      supplierNames: z.array(z.string()),
      /** With the changes that hold; 0 in a framework agreement, whose call-offs cost. */
      valueOre: ore,
      ceilingOre: ore,
      startsOn: date,
      endsOn: date.nullable(),
      signedAt: instant,
      status: z.enum(['signed', 'completed']),
    }),
  ),
});
/** A measure's procurements by how far they have come, the newest first; at most 200, and none that was cancelled. */
export const measureProcurements = z.object({
  planned: z.array(measureProcurement),
  running: z.array(measureProcurement),
  signed: z.array(measureProcurement),
});

/** One line of a roll-up: the sums of the measures that share a part, point, category or area. */
const rollUp = z.object({
  key: z.string(),
  name: z.string(),
  measures: z.int(),
  /** How many procurements of its measures have come how far; those that were cancelled count nowhere. */
  procurements: z.object({ planned: z.int(), running: z.int(), signed: z.int() }),
  ...use.shape,
  personHours: z.number(),
  apprenticeHours: z.number(),
});

/** The operations of projects: portfolio, frames and ledger. */
export const projectsOperations = {
  decideFrame: {
    method: 'post',
    path: '/frames',
    summary: 'Registers a frame (ramme): an amount decided for a period, part, category or fund',
    allow: ['portfolio.controller', 'admin'],
    body: frameFields,
    answer: { status: 201, body: frame },
  },
  getFrame: {
    method: 'get',
    path: '/frames/{frameId}',
    summary: 'A frame with what is reserved, committed, invoiced, paid and left',
    allow: staff,
    params: frameParams,
    query: asOf,
    answer: { status: 200, body: frame },
  },
  listFrames: {
    method: 'get',
    path: '/frames',
    summary: 'The frames, in the order they were registered',
    allow: staff,
    query: page,
    answer: { status: 200, body: list(frame) },
  },
  createMeasure: {
    method: 'post',
    path: '/measures',
    summary: 'Registers a measure (tiltak) under a part, points and a frame',
    allow: ['project.owner', 'portfolio.controller', 'admin'],
    body: measureFields,
    answer: { status: 201, body: measure },
    rejections: { frame_not_found: 422 },
  },
  getMeasure: {
    method: 'get',
    path: '/measures/{measureId}',
    summary: 'A measure with the money it uses, the work it gave, and its procurements',
    allow: staff,
    params: measureParams,
    query: asOf,
    answer: { status: 200, body: measure.extend({ procurements: measureProcurements }) },
  },
  listMeasures: {
    method: 'get',
    path: '/measures',
    summary: 'The measures, filtered by words, part, point, category or area',
    allow: staff,
    query: page.extend({
      /** Words of the name: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      part: part.optional(),
      point: z.coerce.number().int().min(1).max(10).optional(),
      category: line.optional(),
      areaId: line.optional(),
      asOf: z.union([instant, date]).optional(),
    }),
    answer: { status: 200, body: list(measure) },
  },
  getPortfolio: {
    method: 'get',
    path: '/portfolio',
    summary: 'The package on one page: frames, and measures rolled up by part, point, category and area',
    allow: staff,
    query: asOf,
    answer: {
      status: 200,
      body: z.object({
        asOf: instant,
        total: amounts,
        frames: z.array(frame),
        byPart: z.array(rollUp),
        byPoint: z.array(rollUp),
        byCategory: z.array(rollUp),
        byArea: z.array(rollUp),
      }),
    },
  },
} as const satisfies Operations;
