import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, line, list, page } from '../values.ts';
import { matrikkel, matrikkelText, reference, registrars } from './shared.ts';

/** A cadastral id and the days, both included, from and to which it held; null where that isn't known or hasn't ended. */
export const datedMatrikkel = matrikkel.extend({
  validFrom: date.nullable().default(null),
  validTo: date.nullable().default(null),
});

/** The most cadastral ids of a property, those of all its time. */
export const matrikkelIdsMax = 100;

export const propertyFields = z.object({
  name: line,
  reference,
  /**
   * Every cadastral id that it has or had: municipality numbers change (Bærum: 0219 until 2019, 3024 until 2023, then
   * 3201), and documents keep the old ones. Where a number's own days are known, they are filled in.
   */
  matrikkelIds: z.array(datedMatrikkel).max(matrikkelIdsMax).default([]),
});

export const property = propertyFields.extend({
  propertyId: id,
  matrikkelIds: z.array(
    datedMatrikkel.extend({
      validFrom: date.nullable(),
      validTo: date.nullable(),
      /** As it is written: `3201-94/12`. */
      text: z.string(),
    }),
  ),
});

const propertyParams = z.object({ propertyId: id });
const propertyRejections = {
  reference_taken: 409,
  matrikkel_period_reversed: 422,
  matrikkel_periods_overlap: 422,
  municipality_number_not_valid: 422,
} as const;

/** The operations on the property register: properties (eiendommer). */
export const propertyOperations = {
  addProperty: {
    method: 'post',
    path: '/properties',
    summary: 'Adds a property (eiendom) to the property register',
    allow: registrars,
    body: propertyFields,
    answer: { status: 201, body: property },
    rejections: propertyRejections,
  },
  changeProperty: {
    method: 'put',
    path: '/properties/{propertyId}',
    summary: 'Changes a property: what is sent takes the place of all that it had',
    allow: registrars,
    params: propertyParams,
    body: propertyFields,
    answer: { status: 200, body: property },
    rejections: propertyRejections,
  },
  getProperty: {
    method: 'get',
    path: '/properties/{propertyId}',
    summary: 'A property',
    allow: staff,
    params: propertyParams,
    answer: { status: 200, body: property },
  },
  listProperties: {
    method: 'get',
    path: '/properties',
    summary: 'The properties by name',
    allow: staff,
    query: page.extend({
      /** Words of the name, or the reference: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      /** Any cadastral id that it has or had; with `on` one that it had on that day. */
      matrikkel: matrikkelText.optional(),
      on: date.optional(),
      reference: line.optional(),
    }),
    answer: { status: 200, body: list(property) },
  },
} as const satisfies Operations;
