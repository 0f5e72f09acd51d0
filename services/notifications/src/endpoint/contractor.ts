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

/**
 * What a contractor must answer or act on by a time, or is told that it need not any more. So are an invitation and a
 * competition that it asked to hear of, whose deadline runs, and how its bid fared, from when on it has some days to
 * complain. It asks for such news by its interests, and ends them there: the types of an endpoint are no answer to that.
 */
const askingTypes: readonly string[] = [
  'no.tiltak.maintenance.calloff.offered.v1',
  'no.tiltak.maintenance.calloff.withdrawn.v1',
  'no.tiltak.maintenance.change.notified.v1',
  'no.tiltak.maintenance.claim.raised.v1',
  'no.tiltak.procurement.competition.announced.v1',
  'no.tiltak.procurement.awardletter.sent.v1',
];

/**
 * Why an event goes by e-mail and not to the contractor's system; undefined: it doesn't. What narrows an endpoint says
 * what that system is for, and not that nobody wants to know: the deadline of an offer runs all the same. So an order
 * that no endpoint's filter lets pass goes by e-mail as a whole, and of the others what asks for something and no
 * endpoint subscribes to. The rest was left out by choice.
 */
export function mailReasonOf(
  { endpoints }: Pick<Contractor, 'endpoints'>,
  message: {
    readonly type: string;
    readonly facts?: OrderFacts | undefined;
  },
): 'no_endpoint' | 'not_subscribed' | undefined {
  const enabled = endpoints.filter((one) => one.enabled);
  if (enabled.length === 0) return 'no_endpoint';
  if (enabled.some((one) => isSubscribed(one, message))) return undefined;
  const isFilteredOut = !enabled.some(({ filter = [] }) => passes(filter, message.facts));
  return isFilteredOut || askingTypes.includes(message.type) ? 'not_subscribed' : undefined;
}

/**
 * Whether an event of this type may have to go by e-mail, whatever its order was offered with: that is known only when
 * the events before it are.
 */
export const mayGoByMail = ({ endpoints }: Pick<Contractor, 'endpoints'>, type: string): boolean =>
  endpoints.every(
    ({ enabled, eventTypes, filter = [] }) =>
      !enabled ||
      filter.length > 0 ||
      (askingTypes.includes(type) && eventTypes.length > 0 && !eventTypes.includes(type)),
  );

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
