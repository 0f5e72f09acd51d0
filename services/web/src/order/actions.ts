import * as z from 'zod';
import { type Action, action } from '../action.ts';
import * as f from '../form.ts';
import { followUpActions } from './followUpActions.ts';
import { proofActions } from './proofActions.ts';

const nothing = z.object({});
const decide = (approved: boolean, done: string) =>
  action(
    nothing,
    () => (maintenance, orderId, options) =>
      maintenance.decideOnChanges({ params: { orderId }, body: { approved } }, options),
    done,
  );

/** The actions on an order, by the last part of the address that their forms are sent to. */
export const orderActions = {
  'send-paa-nytt': action(
    z.object({ amount: f.amount }),
    ({ amount }) =>
      (maintenance, orderId, options) =>
        maintenance.resubmitOrder({ params: { orderId }, body: { amountOre: amount } }, options),
    'Bestillingen er sendt på nytt.',
  ),
  godkjenn: action(
    nothing,
    () => (maintenance, orderId, options) => maintenance.approveOrder({ params: { orderId } }, options),
    'Bestillingen er godkjent.',
  ),
  avslaa: action(
    z.object({ reason: f.requiredText('Skriv hvorfor bestillingen ikke godkjennes.') }),
    (body) => (maintenance, orderId, options) =>
      maintenance.refuseOrder({ params: { orderId }, body }, options),
    'Bestillingen er ikke godkjent, og pengene er frigitt.',
  ),
  'trekk-tilbake': action(
    z.object({
      callOffId: f.requiredLine('Velg hvilken forespørsel som skal trekkes tilbake.'),
      reason: f.requiredText('Skriv hvorfor forespørselen trekkes tilbake.'),
    }),
    ({ callOffId, reason }) =>
      (maintenance, _orderId, options) =>
        maintenance.withdrawCallOff({ params: { callOffId }, body: { reason } }, options),
    'Forespørselen er trukket tilbake, og neste entreprenør blir spurt.',
  ),
  'foreslaa-endring': action(
    z.object({
      what: f.requiredText('Skriv hva som skal endres.'),
      why: f.optionalText,
      dueOn: f.optional(f.day),
    }),
    (body) => (maintenance, orderId, options) =>
      maintenance.proposeChange({ params: { orderId }, body }, options),
    'Endringen er meldt, og entreprenøren må gi pris.',
  ),
  'godkjenn-endring': action(
    z.object({ changeId: f.requiredLine('Velg hvilken endring som godkjennes.') }),
    ({ changeId }) =>
      (maintenance, orderId, options) =>
        maintenance.approveChange({ params: { orderId, changeId } }, options),
    'Endringen er godkjent. Koster den mer, gjelder den når pengene er reservert.',
  ),
  'avvis-endring': action(
    z.object({
      changeId: f.requiredLine('Velg hvilken endring som avvises.'),
      reason: f.requiredText('Skriv hvorfor endringen avvises.'),
    }),
    ({ changeId, reason }) =>
      (maintenance, orderId, options) =>
        maintenance.rejectChange({ params: { orderId, changeId }, body: { reason } }, options),
    'Endringen er avvist.',
  ),
  'godta-endringer': decide(true, 'Endringene er godtatt, og bestillingen er bindende.'),
  'avvis-endringer': decide(false, 'Endringene er avvist, og neste entreprenør blir spurt.'),
  'godkjenn-arbeid': action(
    nothing,
    () => (maintenance, orderId, options) => maintenance.acceptWork({ params: { orderId } }, options),
    'Arbeidet er godkjent.',
  ),
  'avvis-arbeid': action(
    z.object({ reason: f.requiredText('Skriv hva som må utbedres.') }),
    (body) => (maintenance, orderId, options) =>
      maintenance.rejectWork({ params: { orderId }, body }, options),
    'Arbeidet er avvist, og entreprenøren har fått beskjed.',
  ),
  faktura: action(
    z.object({
      invoiceNumber: f.requiredLine('Skriv fakturanummeret.'),
      amount: f.amount,
      organisationNumber: f.optional(f.organisationNumber),
      personHours: f.optional(f.hours),
    }),
    ({ amount, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.registerInvoice({ params: { orderId }, body: { ...body, amountOre: amount } }, options),
    'Fakturaen er registrert.',
  ),
  'gjoer-opp': action(
    nothing,
    () => (maintenance, orderId, options) => maintenance.settleOrder({ params: { orderId } }, options),
    'Bestillingen er gjort opp.',
  ),
  avbestill: action(
    z.object({ reason: f.optionalText }),
    (body) => (maintenance, orderId, options) =>
      maintenance.cancelOrder({ params: { orderId }, body }, options),
    'Bestillingen er avbestilt.',
  ),
  ...followUpActions,
  ...proofActions,
} as const satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof orderActions;
