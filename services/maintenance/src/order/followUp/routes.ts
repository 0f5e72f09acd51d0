import type {
  claimOperations,
  defectOperations,
  invoiceOperations,
  maintenanceOperations,
} from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { documentationIdOf, documentations, missingOf } from '../../documentation/documentation.ts';
import { osloDay } from '../../osloTime.ts';
import { orderCommands } from '../commandRoutes.ts';
import { followUpOf } from './followUp.ts';
import type { OrderTimes } from './times.ts';

type Ops = typeof maintenanceOperations;
type Defects = Pick<Handlers<Ops>, keyof typeof defectOperations>;
type Claims = Pick<Handlers<Ops>, keyof typeof claimOperations>;
type Invoices = Pick<Handlers<Ops>, keyof typeof invoiceOperations>;

/** The collection of the invoice numbers of all contractors, and the order that each was first used on. */
export const invoiceNumbers = 'invoiceNumbers';
type UsedNumber = { readonly orderId: string };

/** The operations on defects. */
export function defectRoutes(store: Store, times: OrderTimes): Defects {
  const { onOrder, onOwnOrder } = orderCommands(store, times);
  return {
    reportDefectFixed: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'reportDefectFixed',
        organisationNumber: call.actor.organisationNumber,
        defectId: call.params.defectId,
        remark: call.body.remark,
        at,
      })),
    approveDefect: (call) => onOrder(call, () => ({ type: 'approveDefect', defectId: call.params.defectId })),
    returnDefect: (call) =>
      onOrder(call, ({ at }) => ({
        type: 'returnDefect',
        defectId: call.params.defectId,
        ...call.body,
        today: osloDay(at),
      })),
  };
}

/** The operations on claims, and the end of an order. */
export function claimRoutes(store: Store, times: OrderTimes): Claims {
  const { onOrder, onOrderAnswering, onOwnOrder } = orderCommands(store, times);
  return {
    raiseClaim: (call) =>
      onOrderAnswering(
        call,
        ({ at }) => ({ type: 'raiseClaim', ...call.body, today: osloDay(at) }),
        (state) => ({ claimId: followUpOf(state).claims.at(-1)?.claimId ?? '' }),
      ),
    answerClaim: (call) =>
      onOwnOrder(call, () => ({
        type: 'answerClaim',
        organisationNumber: call.actor.organisationNumber,
        claimId: call.params.claimId,
        ...call.body,
      })),
    reportClaimFixed: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'reportClaimFixed',
        organisationNumber: call.actor.organisationNumber,
        claimId: call.params.claimId,
        remark: call.body.remark,
        at,
      })),
    returnClaim: (call) =>
      onOrder(call, ({ at }) => ({
        type: 'returnClaim',
        claimId: call.params.claimId,
        ...call.body,
        today: osloDay(at),
      })),
    closeClaim: (call) =>
      onOrder(call, () => ({
        type: 'closeClaim',
        claimId: call.params.claimId,
        reason: call.body.reason,
      })),
    closeOrder: (call) => onOrder(call, () => ({ type: 'closeOrder', reason: call.body.reason })),
  };
}

/** The operations from an invoice to the settlement. */
export function invoiceRoutes(store: Store, times: OrderTimes): Invoices {
  const { onOrder, onOrderReading } = orderCommands(store, times);
  return {
    registerInvoice: (call) =>
      onOrderReading(call, async (reads, state) => {
        const contractor = 'contractor' in state ? state.contractor : null;
        // Numbers are a firm's own: two firms may well use the same one.
        const used = contractor
          ? await reads.doc<UsedNumber>(
              invoiceNumbers,
              `${contractor.organisationNumber}/${call.body.invoiceNumber}`,
            )
          : undefined;
        return (stage) => {
          const { orderId } = call.params;
          if (used && !used.value) stage.put(used, { orderId });
          const before = used?.value?.orderId ?? null;
          const usedOnOrder = before === orderId ? null : before;
          return { type: 'registerInvoice', ...call.body, usedOnOrder, at: stage.at };
        };
      }),
    approveInvoice: (call) => onOrder(call, () => ({ type: 'approveInvoice', ...call.body })),
    rejectInvoice: (call) => onOrder(call, () => ({ type: 'rejectInvoice', ...call.body })),
    payInvoice: (call) => onOrder(call, () => ({ type: 'payInvoice', ...call.body })),
    settleOrder: (call) =>
      onOrderReading(call, async (reads, state) => {
        const required = state.status === 'none' ? [] : (state.terms.documentationRequired ?? []);
        const documentation =
          required.length === 0
            ? undefined
            : await reads.stream(documentations, documentationIdOf(call.params.orderId));
        return () => {
          // What is approved stays approved, so that nothing can go missing between this and the settlement.
          const missingDocumentation = documentation ? missingOf(required, documentation.state) : [];
          return { type: 'settle', retained: call.body.retained, missingDocumentation };
        };
      }),
    payRetained: (call) => onOrder(call, () => ({ type: 'payRetained' })),
    keepRetained: (call) => onOrder(call, () => ({ type: 'keepRetained', reason: call.body.reason })),
  };
}
