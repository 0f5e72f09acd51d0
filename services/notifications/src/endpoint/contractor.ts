import { type Condition, type OrderFacts, passes } from '../filter/filter.ts';

/**
 * A contractor as the reactions see it: where its feed has come to, and who subscribes. It is written with every one
 * of its events and with every change of its endpoints, so that the store puts the two into one order: an event
 * either sees an endpoint as enabled, or comes before that.
 */
export type Contractor = {
  /** The position of the feed's last entry; 0: there is none. */
  readonly position: number;
  readonly endpoints: readonly Subscription[];
  /** Its urgent orders that go on, the latest {@link urgentOrdersMax}. */
  readonly urgentOrders?: readonly string[];
};

/** Urgent orders of a contractor that are kept in mind: more than that are not urgent, but many. */
const urgentOrdersMax = 100;

export type Subscription = {
  readonly endpointId: string;
  readonly enabled: boolean;
  /** Full types; empty: all. */
  readonly eventTypes: readonly string[];
  /** All must hold; left out or empty: every order. */
  readonly filter?: readonly Condition[];
};

/** Contractors by organisation number. */
export const contractorsCollection = { name: 'contractors' } as const;

export const noContractor: Contractor = { position: 0, endpoints: [] };

/** Whether an endpoint gets an event of this type, and of the order that was offered with these facts. */
export const isSubscribed = (
  { eventTypes, filter = [] }: Pick<Subscription, 'eventTypes' | 'filter'>,
  { type, facts }: { readonly type: string; readonly facts?: OrderFacts | undefined },
): boolean => (eventTypes.length === 0 || eventTypes.includes(type)) && passes(filter, facts);

/** The contractor after one of its endpoints was changed. */
export function withSubscription(
  contractor: Contractor,
  endpointId: string,
  { eventTypes, filter = [] }: Pick<Subscription, 'eventTypes' | 'filter'>,
): Contractor {
  return {
    ...contractor,
    endpoints: contractor.endpoints.map((one) =>
      one.endpointId === endpointId ? { ...one, eventTypes, filter } : one,
    ),
  };
}

/** Whether anything can be posted to it. */
export const hasEnabledEndpoint = ({ endpoints }: Pick<Contractor, 'endpoints'>): boolean =>
  endpoints.some(({ enabled }) => enabled);

/** The contractor after one of its endpoints was switched on or off. */
export function withEnabled(contractor: Contractor, endpointId: string, enabled: boolean): Contractor {
  return {
    ...contractor,
    endpoints: contractor.endpoints.map((one) => (one.endpointId === endpointId ? { ...one, enabled } : one)),
  };
}

/** The contractor after an event of one of its orders: an offer says whether the order is urgent, an end forgets it. */
export function withUrgency(
  contractor: Contractor,
  orderId: string,
  { urgent, isLast }: { readonly urgent: boolean | undefined; readonly isLast: boolean },
): Contractor {
  const { urgentOrders = [] } = contractor;
  const isKnown = urgentOrders.includes(orderId);
  if (isLast || urgent === false)
    return isKnown
      ? { ...contractor, urgentOrders: urgentOrders.filter((one) => one !== orderId) }
      : contractor;
  return urgent && !isKnown
    ? { ...contractor, urgentOrders: [...urgentOrders, orderId].slice(-urgentOrdersMax) }
    : contractor;
}
