import { contractReactions } from './contracts.ts';
import { orderReactions } from './orders.ts';
import { procurementReactions } from './procurements.ts';

/** What projects does when others tell of orders, procurements and contracts. */
export const reactions = { ...orderReactions, ...procurementReactions, ...contractReactions };
