import * as z from 'zod';
import { date, hours, id, ore } from '../values.ts';

const among = <Field extends string>(field: Field) =>
  z.object({ field: z.literal(field), oneOf: z.array(id).min(1).max(100) });

const between = <Field extends string, Value extends z.ZodType<number | string>>(
  field: Field,
  value: Value,
) =>
  z
    .object({ field: z.literal(field), atLeast: value.optional(), atMost: value.optional() })
    .refine(
      ({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined,
      'give atLeast, atMost or both',
    )
    .refine(
      ({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost,
      'atLeast is more than atMost: nothing would pass',
    );

const conditions = [
  z.object({ field: z.literal('urgent'), equals: z.boolean() }),
  /** Any of the order's places. */
  among('buildingId'),
  among('frameworkAgreementId'),
  /** Integer øre, without VAT. */
  between('amountOre', ore),
  between('plannedPersonHours', hours),
  between('dueOn', date),
] as const;

const fields = conditions.map(({ shape }) => shape.field.value).join(', ');

/**
 * Which orders an endpoint is told of, by what stood in the offer: an order passes when all conditions hold, and then
 * it passes to its end, whatever changes in it. What is filtered out is in the feed all the same.
 */
export const subscriptionFilter = z
  .array(
    z.discriminatedUnion('field', conditions, {
      error: (issue) => (issue.code === 'invalid_union' ? `the fields are ${fields}` : undefined),
    }),
  )
  .max(20);
