import { Rejection } from '@tiltak/decider';
import type { OrderEvent } from './events.ts';
import { isOpenDefect } from './followUp/defect.ts';
import { followUpOf } from './followUp/followUp.ts';
import { statusOfInvoice } from './invoice.ts';
import { invoicedOreOf, type KnownOrder, type Order, paidOreOf, retainedOreOf } from './order.ts';
import { wrongState } from './wrongState.ts';

/** Money that is withheld until defects are fixed, and why. */
export type Retention = { readonly amountOre: number; readonly reason: string };

export type SettlementCommand =
  | {
      readonly type: 'settle';
      readonly retained?: Retention | null | undefined;
      /** What the order must be documented by and is not yet. */
      readonly missingDocumentation?: readonly string[] | undefined;
    }
  | { readonly type: 'payRetained' }
  | { readonly type: 'keepRetained'; readonly reason: string };

type Command<Type> = Extract<SettlementCommand, { type: Type }>;

/** Throws `not_found`, `wrong_state` or the command's own rule. */
export function decideSettlement(command: SettlementCommand, state: Order): readonly OrderEvent[] {
  if (command.type === 'settle') return settle(command, state);
  if (state.status !== 'settled') throw wrongState(state, 'freed of what is retained', ['settled']);
  const amountOre = retainedOreOf(state);
  if (amountOre === 0) throw new Rejection('nothing_retained', 'No money of the order is retained.');
  const { contractor } = state;
  if (command.type === 'keepRetained')
    return [{ type: 'RetentionKept', data: { contractor, amountOre, reason: command.reason } }];
  if (followUpOf(state).defects.some(isOpenDefect))
    throw new Rejection('defects_open', 'Money is retained until the defects are approved as fixed.');
  return [{ type: 'RetentionPaid', data: { contractor, amountOre } }];
}

/**
 * All invoices are paid, except for what is retained because of open defects, and what is left of the order's money is
 * released. Throws `nothing_invoiced`, `invoice_deviating`, `defects_open`, `no_open_defects`,
 * `exceeds_unpaid` or `documentation_missing`.
 */
function settle(command: Command<'settle'>, state: Order): readonly OrderEvent[] {
  if (state.status !== 'accepted') throw wrongState(state, 'settled', ['accepted']);
  const invoicedOre = invoicedOreOf(state);
  if (invoicedOre === 0)
    throw new Rejection('nothing_invoiced', 'Register the invoice first; an order without one is cancelled.');
  const deviating = state.invoices.find((invoice) => statusOfInvoice(invoice) === 'deviating');
  if (deviating)
    throw new Rejection(
      'invoice_deviating',
      `The invoice ${deviating.invoiceNumber} deviates: approve or reject it first.`,
      { invoiceNumber: deviating.invoiceNumber },
    );
  const retained = retainedBy(command, state);
  const missing = command.missingDocumentation ?? [];
  if (state.terms.documentationBlocksSettlement && missing.length > 0)
    throw new Rejection('documentation_missing', `These documents are missing: ${missing.join(', ')}.`, {
      missing,
    });
  const paidOre = invoicedOre - (retained?.amountOre ?? 0);
  const { contractor } = state;
  return [{ type: 'OrderSettled', data: { contractor, paidOre, ...(retained && { retained }) } }];
}

function retainedBy({ retained = null }: Command<'settle'>, state: KnownOrder): Retention | null {
  const isOpen = followUpOf(state).defects.some(isOpenDefect);
  if (isOpen && retained === null)
    throw new Rejection(
      'defects_open',
      'Approve the defects as fixed first, or say how much is retained for them (retained).',
    );
  if (retained === null) return null;
  if (!isOpen) throw new Rejection('no_open_defects', 'retained: there are no open defects to retain for.');
  const unpaidOre = invoicedOreOf(state) - paidOreOf(state);
  if (retained.amountOre > unpaidOre)
    throw new Rejection('exceeds_unpaid', `retained.amountOre: at most ${unpaidOre}, which is not paid.`, {
      unpaidOre,
    });
  return retained;
}
