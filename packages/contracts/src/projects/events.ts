import * as z from 'zod';
import { journalCheckpointed, position } from '../event.ts';
import { id, ore, positiveOre } from '../values.ts';

const funds = {
  ...position,
  /** What asked for the money: the order's (or contract's) id. Also the event's subject. */
  allocationId: id,
  /** Which of the asker's requests this answers, from 1: a held order may ask again. */
  request: z.int().min(1),
  measureId: id,
  amountOre: positiveOre,
};

/** What projects publishes. */
export const projectsEvents = {
  'no.tiltak.projects.journal.checkpointed.v1': journalCheckpointed,
  'no.tiltak.projects.frame.decided.v1': z.object({
    ...position,
    frameId: id,
    name: z.string(),
    amountOre: ore,
    standing: z.enum(['decided', 'proposed']),
  }),
  'no.tiltak.projects.measure.created.v1': z.object({
    ...position,
    measureId: id,
    name: z.string(),
    part: z.string().nullable(),
    points: z.array(z.int()),
    frameId: id.nullable(),
    areaId: z.string().nullable(),
  }),
  'no.tiltak.projects.funds.reserved.v1': z.object({ ...funds, frameId: id, availableOre: ore }),
  /** A change of a placed order has its money. */
  'no.tiltak.projects.funds.adjusted.v1': z.object({
    ...position,
    allocationId: id,
    /** The change that asked. */
    changeId: id,
    measureId: id,
    frameId: id,
    addedOre: positiveOre,
    availableOre: ore,
  }),
  'no.tiltak.projects.funds.refused.v1': z.object({
    ...funds,
    /** The change of a placed order that asked for `amountOre` more; null: the order itself asked. */
    changeId: id.nullable().default(null),
    frameId: id.nullable(),
    reason: z.enum(['exceeds_available', 'unknown_measure', 'measure_without_frame', 'frame_not_decided']),
    /** What is left in the frame; null where there is no frame to have anything left. */
    availableOre: ore.nullable(),
  }),
} as const;
