import * as z from 'zod';
import { type Action, action } from '../action.ts';
import * as f from '../form.ts';

const about = z.string();
const nothing = z.object({});
const reason = f.requiredText('Skriv en begrunnelse.');

/** One defect a line, all with the same deadline. */
const foundDefects = z.object({
  defects: f.requiredText('Skriv hvilke mangler arbeidet har.').transform((lines) =>
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
  dueOn: f.day,
});

/** The actions on an order from its inspection to its end, by the last part of their address. */
export const followUpActions = {
  'godkjenn-med-mangler': action(
    foundDefects,
    ({ defects, dueOn }) =>
      (maintenance, orderId, options) =>
        maintenance.acceptWork(
          {
            params: { orderId },
            body: { defects: defects.map((description) => ({ description, dueOn })) },
          },
          options,
        ),
    'Arbeidet er godkjent med mangler, og entreprenøren har fått beskjed.',
  ),
  'mangel-godkjenn': action(
    z.object({ about }),
    ({ about: defectId }) =>
      (maintenance, orderId, options) =>
        maintenance.approveDefect({ params: { orderId, defectId } }, options),
    'Utbedringen er godkjent.',
  ),
  'mangel-tilbake': action(
    z.object({ about, reason, dueOn: f.day }),
    ({ about: defectId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.returnDefect({ params: { orderId, defectId }, body }, options),
    'Mangelen er sendt tilbake med ny frist.',
  ),
  'faktura-godkjenn': action(
    z.object({ about, reason }),
    ({ about: invoiceNumber, reason: why }) =>
      (maintenance, orderId, options) =>
        maintenance.approveInvoice({ params: { orderId }, body: { invoiceNumber, reason: why } }, options),
    'Fakturaen er godkjent.',
  ),
  'faktura-avvis': action(
    z.object({ about, reason }),
    ({ about: invoiceNumber, reason: why }) =>
      (maintenance, orderId, options) =>
        maintenance.rejectInvoice({ params: { orderId }, body: { invoiceNumber, reason: why } }, options),
    'Fakturaen er avvist og beløpet frigjort.',
  ),
  'gjoer-opp-tilbakehold': action(
    z.object({ retained: f.amount, reason }),
    ({ retained, reason: why }) =>
      (maintenance, orderId, options) =>
        maintenance.settleOrder(
          { params: { orderId }, body: { retained: { amountOre: retained, reason: why } } },
          options,
        ),
    'Bestillingen er gjort opp, og beløpet er holdt tilbake.',
  ),
  'tilbakehold-betal': action(
    nothing,
    () => (maintenance, orderId, options) => maintenance.payRetained({ params: { orderId } }, options),
    'Det tilbakeholdte beløpet er betalt.',
  ),
  'tilbakehold-behold': action(
    z.object({ reason }),
    (body) => (maintenance, orderId, options) =>
      maintenance.keepRetained({ params: { orderId }, body }, options),
    'Det tilbakeholdte beløpet blir ikke betalt.',
  ),
  reklamer: action(
    z.object({ description: f.requiredText('Skriv hva som er feil.'), dueOn: f.day }),
    (body) => (maintenance, orderId, options) =>
      maintenance.raiseClaim({ params: { orderId }, body }, options),
    'Reklamasjonen er sendt til entreprenøren.',
  ),
  'reklamasjon-tilbake': action(
    z.object({ about, reason, dueOn: f.day }),
    ({ about: claimId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.returnClaim({ params: { orderId, claimId }, body }, options),
    'Reklamasjonen er sendt tilbake med ny frist.',
  ),
  'reklamasjon-avslutt': action(
    z.object({ about, reason: f.optionalText }),
    ({ about: claimId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.closeClaim({ params: { orderId, claimId }, body }, options),
    'Reklamasjonen er avsluttet.',
  ),
  avslutt: action(
    nothing,
    () => (maintenance, orderId, options) =>
      maintenance.closeOrder({ params: { orderId }, body: {} }, options),
    'Bestillingen er avsluttet.',
  ),
} as const satisfies Readonly<Record<string, Action>>;
