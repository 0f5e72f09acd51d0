import * as z from 'zod';

export const procurementKind = z.enum(['goods', 'services', 'works']);

export const procedureName = z.enum([
  'direct',
  /** Begrenset tilbudskonkurranse. */
  'limited_tender',
  /** Åpen tilbudskonkurranse. */
  'open_tender',
  'open',
  'restricted',
  'negotiated',
  'competitive_dialogue',
  'innovation_partnership',
  'pre_commercial_procurement',
  'design_contest',
  'dynamic_purchasing_system',
  /** A purchase among those who were admitted to a dynamic purchasing system. */
  'dynamic_purchasing_call',
]);

/** An eight-digit code of the Common Procurement Vocabulary, without its check digit. */
export const cpvCode = z.string().regex(/^\d{8}$/, 'eight digits, e.g. 45261900');
