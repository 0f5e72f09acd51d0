import { Rejection } from '@tiltak/decider';
import type { Contract } from './contract.ts';
import type { ContractEvent } from './events.ts';
import { expectRoom, toldOf } from './guards.ts';
import { addedOf, currentValueOf, invoicedOf } from './value.ts';

export type InvoiceCommand =
  | {
      readonly type: 'registerInvoice';
      readonly invoiceNumber: string;
      readonly amountOre: number;
      readonly at: string;
    }
  /** An instalment for a phase of a partnership, which two persons have confirmed there. */
  | {
      readonly type: 'payInstalment';
      readonly phase: number;
      readonly amountOre: number;
      readonly at: string;
    };

/** The most that a contract has. */
const invoicesMax = 1000;

/**
 * What goes from the contract's commitment to what is invoiced. The development of a partnership is paid by its
 * instalments; by hand only what changes have added is invoiced there, as the purchase, so that no krone counts twice.
 * Throws `no_own_invoices`, `too_many_parts`, `invoice_twice`, `exceeds_contract`, `paid_by_instalments`.
 */
export function decideInvoice(command: InvoiceCommand, contract: Contract): readonly ContractEvent[] {
  const { amountOre, at } = command;
  if (contract.type === 'framework_agreement')
    throw new Rejection('no_own_invoices', 'A framework agreement is invoiced by its orders.');
  expectRoom(contract.invoices, { what: 'invoices', max: invoicesMax });
  const leftOre = currentValueOf(contract) - invoicedOf(contract);
  if (amountOre > leftOre)
    throw new Rejection('exceeds_contract', `amountOre: ${leftOre} øre are left of the contract.`, {
      leftOre,
    });
  const common = { ...toldOf(contract), amountOre, at };
  if (command.type === 'payInstalment') {
    const number = contract.invoices.filter(({ isPaid }) => isPaid).length + 1;
    const invoiceNumber = `Delbetaling ${number}, fase ${command.phase}`;
    return [{ type: 'ContractInvoiced', data: { ...common, invoiceNumber, isPaid: true } }];
  }
  const { invoiceNumber } = command;
  if (contract.invoices.some((one) => one.invoiceNumber === invoiceNumber))
    throw new Rejection('invoice_twice', `invoiceNumber: ${invoiceNumber} is registered already.`);
  if (contract.type === 'partnership') expectAdded(amountOre, contract);
  return [{ type: 'ContractInvoiced', data: { ...common, invoiceNumber } }];
}

function expectAdded(amountOre: number, contract: Contract): void {
  const byHand = contract.invoices.filter(({ isPaid }) => !isPaid);
  const leftOre = addedOf(contract) - invoicedOf({ invoices: byHand });
  if (amountOre > leftOre)
    throw new Rejection(
      'paid_by_instalments',
      `amountOre: a partner's development is paid by its instalments; of what changes have added ${leftOre} øre are left.`,
      { leftOre },
    );
}
