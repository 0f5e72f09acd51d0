import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Store } from '@tiltak/store';
import {
  type Documentation,
  documentationIdOf,
  documentations,
  missingOf,
} from '../documentation/documentation.ts';
import type { KnownOrder } from '../order/order.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['getDocumentation']>;

/** What an order must be documented by, what was delivered, and what is missing. */
export function documentationAnswer(order: KnownOrder, documentation: Documentation): Answer {
  const required = order.terms.documentationRequired ?? [];
  return {
    required: [...required],
    missing: [...missingOf(required, documentation)],
    blocksSettlement: order.terms.documentationBlocksSettlement ?? false,
    documents: [...documentation.documents],
  };
}

/** The documentation of an order as it is now. */
export async function documentationOf(store: Store, orderId: string): Promise<Documentation> {
  const found = await store
    .states<Documentation>(documentations)
    .findOne({ _id: documentationIdOf(orderId) });
  return found?.state ?? documentations.initial;
}

/** Kinds of documents that the order must be documented by and is not; most orders ask for none. */
export async function missingDocumentation(store: Store, order: KnownOrder): Promise<string[]> {
  const required = order.terms.documentationRequired ?? [];
  return required.length === 0 ? [] : [...missingOf(required, await documentationOf(store, order.orderId))];
}
