import type { documentationOperations, maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { isBoundTo } from '../order/boundTo.ts';
import type { KnownOrder, Order } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { documentationAnswer, documentationOf } from '../views/documentation.ts';
import { withDuplicates } from '../views/jobFiles.ts';
import { mustSeeOrder } from '../views/seenOrder.ts';
import { type DocumentationCommand, documentationIdOf, documentations } from './documentation.ts';

type Ops = typeof maintenanceOperations;
type OfOrder = Pick<Call<Ops['getDocumentation']>, 'params' | 'actor' | 'idempotency'>;

/** In these a contractor is bound, and has not been told that it is too late. */
const deliverable: readonly Order['status'][] = [
  'placed',
  'in_execution',
  'delivered',
  'rework',
  'accepted',
  'settled',
];

/**
 * Whether a document is said to be a file that none of the order's jobs has: one that isn't there, or another order's,
 * which would show to whoever may see this order's documentation.
 */
async function isFileMissing(store: Store, command: DocumentationCommand, order: Order): Promise<boolean> {
  if (command.type !== 'deliver' || command.source.type !== 'file' || order.status === 'none') return false;
  const { value: fileId } = command.source;
  const jobs = await withDuplicates(
    store,
    order.terms.jobs.map(({ jobId }) => jobId),
  );
  return !jobs.some(({ state }) => state.files?.some((file) => file.fileId === fileId));
}

/** The operations on an order's documentation (FDV). */
export function documentationRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof documentationOperations> {
  const change = (
    call: OfOrder,
    {
      command,
      mayKnow,
    }: { readonly command: DocumentationCommand; readonly mayKnow: (order: Order) => boolean },
  ) => {
    const { orderId } = call.params;
    return runCommand(store, call, async (reads) => {
      const [order, documentation] = await Promise.all([
        reads.stream(orders, orderId),
        reads.stream(documentations, documentationIdOf(orderId)),
      ]);
      const refused = mayKnow(order.state) && (await isFileMissing(store, command, order.state));
      return (stage) => {
        const { state } = order;
        if (state.status === 'none' || !mayKnow(state))
          throw new Rejection('not_found', 'There is no such order.');
        if (!deliverable.includes(state.status))
          throw new Rejection('wrong_state', `The order is ${state.status}; nothing is documented now.`);
        if (refused)
          throw new Rejection(
            'file_not_found',
            'source.value: no job of this order has such a file. Give the fileId of one that has, or a reference.',
          );
        stage.handle(documentation, command);
        return {
          body: documentationAnswer(state as KnownOrder, documentation.state),
          version: documentation.version,
        };
      };
    });
  };
  const anybody = () => true;

  return {
    deliverDocument: (call) =>
      change(call, {
        command: { type: 'deliver', ...call.body },
        mayKnow: (order) => isBoundTo(call.actor.organisationNumber, order),
      }),
    approveDocument: (call) =>
      change(call, {
        command: { type: 'approve', documentId: call.params.documentId },
        mayKnow: anybody,
      }),
    returnDocument: (call) =>
      change(call, {
        command: { type: 'return', documentId: call.params.documentId, reason: call.body.reason },
        mayKnow: anybody,
      }),
    async getDocumentation({ params: { orderId }, actor }) {
      const order = await mustSeeOrder(store, orderId, actor);
      return { body: documentationAnswer(order, await documentationOf(store, orderId)) };
    },
  };
}
