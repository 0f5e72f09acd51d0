import * as z from 'zod';
import { type Action, action } from '../action.ts';
import * as f from '../form.ts';

const about = z.string();

/** What officers do about an order's checklists and documentation, by the last part of their address. */
export const proofActions = {
  sjekkliste: action(
    z.object({ templateId: f.requiredLine('Velg hvilken sjekkliste som skal legges ved.') }),
    (body) => (maintenance, orderId, options) =>
      maintenance.attachChecklist({ params: { orderId }, body }, options),
    'Sjekklisten er lagt ved, og entreprenøren må svare på alle punktene.',
  ),
  'dokument-godkjenn': action(
    z.object({ about }),
    ({ about: documentId }) =>
      (maintenance, orderId, options) =>
        maintenance.approveDocument({ params: { orderId, documentId } }, options),
    'Dokumentet er godkjent.',
  ),
  'dokument-tilbake': action(
    z.object({ about, reason: f.requiredText('Skriv hva som må rettes.') }),
    ({ about: documentId, reason }) =>
      (maintenance, orderId, options) =>
        maintenance.returnDocument({ params: { orderId, documentId }, body: { reason } }, options),
    'Dokumentet er sendt tilbake til entreprenøren.',
  ),
} as const satisfies Readonly<Record<string, Action>>;
