import type { newsKind } from '@tiltak/contracts/notifications';
import type * as z from 'zod';
import type { Tone } from './order.ts';

export type NewsKind = z.output<typeof newsKind>;

/** What news is about, in words. */
export const newsWords: Readonly<Record<NewsKind, { readonly label: string; readonly tone: Tone }>> = {
  order_held: { label: 'Bestilling på vent', tone: 'stopped' },
  calloff_declined: { label: 'Avrop avslått', tone: 'waiting' },
  calloff_expired: { label: 'Svarfrist gikk ut', tone: 'waiting' },
  contractor_unreachable: { label: 'Entreprenør kan ikke nås', tone: 'stopped' },
  delivery_exhausted: { label: 'Melding ikke levert', tone: 'stopped' },
  endpoint_failing: { label: 'System svarer ikke', tone: 'waiting' },
  endpoint_disabled: { label: 'System slått av', tone: 'stopped' },
  clock_about_to_break: { label: 'Frist nærmer seg', tone: 'waiting' },
  clock_broken: { label: 'Frist brutt', tone: 'stopped' },
  awaiting_inspection: { label: 'Venter på befaring', tone: 'waiting' },
  change_proposed: { label: 'Endring til avgjørelse', tone: 'waiting' },
  defect_overdue: { label: 'Mangel ikke utbedret', tone: 'stopped' },
  claim_overdue: { label: 'Reklamasjon ikke avsluttet', tone: 'stopped' },
  claim_period_ending: { label: 'Reklamasjonsfrist går ut', tone: 'stopped' },
};
