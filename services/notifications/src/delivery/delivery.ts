/** What is delivered, and where. */
export type DeliveryFacts = {
  readonly endpointId: string;
  readonly organisationNumber: string;
  readonly eventId: string;
  readonly eventType: string;
  /** Null for a test event. */
  readonly orderId: string | null;
  readonly callOffId: string | null;
  /** The competition that it tells of, where it is about one and not about an order. */
  readonly procurementId?: string;
  /** The event's number in its stream: what is delivered first within an order. */
  readonly sequence: number;
  /** Of an urgent order: it goes before others. */
  readonly urgent?: true;
};

/** One attempt's facts, together with those of the delivery: what is published needs nothing else. */
export type AttemptFacts = DeliveryFacts & {
  readonly attempt: number;
  /** When the answer was there, or the attempt given up. */
  readonly at: string;
  readonly durationMs: number;
  /** Null where there was no answer. */
  readonly statusCode: number | null;
};

export type DeliveryEvent =
  | {
      readonly type: 'DeliveryQueued';
      readonly data: DeliveryFacts & { readonly traceparent: string | null; readonly parked: boolean };
    }
  | { readonly type: 'DeliveryDelivered'; readonly data: AttemptFacts }
  | {
      readonly type: 'DeliveryFailed';
      readonly data: AttemptFacts & { readonly error: string; readonly nextAttemptAt: string };
    }
  | { readonly type: 'DeliveryExhausted'; readonly data: AttemptFacts & { readonly error: string } }
  | { readonly type: 'DeliveryParked'; readonly data: Record<string, never> }
  | { readonly type: 'DeliveryResumed'; readonly data: Record<string, never> }
  | { readonly type: 'DeliverySuperseded'; readonly data: Superseding }
  | { readonly type: 'SupersedingNoted'; readonly data: { readonly eventIds: readonly string[] } };

/** A later event of the order has taken its place, after an outage. */
export type Superseding = DeliveryFacts & {
  readonly attempt: number;
  readonly at: string;
  /** The later event. */
  readonly by: string;
};

/** An attempt as it is kept with its delivery. */
export type LoggedAttempt = Pick<AttemptFacts, 'attempt' | 'at' | 'durationMs' | 'statusCode'> & {
  readonly error: string | null;
};

/** The latest attempts that are kept: more than there are within five days. */
export const attemptsKeptMax = 50;

/** Events that a delivery may take the place of, as far as the receiver is told. */
const supersedesMax = 50;

/** Whatever has not arrived and is not superseded: open, parked or given up. The index over the queues holds just that. */
export const undelivered = { 'state.queue': { $gt: '' } } as const;

/** An event that ends an attempt. */
export type AttemptEvent = Extract<DeliveryEvent, { readonly data: AttemptFacts }>;
export const isAttempt = (event: DeliveryEvent): event is AttemptEvent => 'durationMs' in event.data;

type Tried = {
  readonly traceparent: string | null;
  readonly attempts: number;
  readonly firstAttemptAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly deliveredAt: string | null;
  /** Oldest first. */
  readonly log: readonly LoggedAttempt[];
  /** It was parked. */
  readonly wasHeld?: true;
  /** Events whose place it has taken: the receiver is told of them. */
  readonly supersedes?: readonly string[];
};

/** One event on its way to one endpoint. */
export type Delivery =
  | { readonly status: 'none' }
  | (DeliveryFacts &
      Tried & {
        readonly status: 'pending' | 'failed' | 'parked';
        /** The queue that it stands in, see {@link queueOf}. */
        readonly queue: string;
      })
  | (DeliveryFacts & Tried & { readonly status: 'delivered'; readonly queue: null })
  /** Not sent, because the event `supersededBy` of the same order says all that is still true of it. */
  | (DeliveryFacts &
      Tried & { readonly status: 'superseded'; readonly queue: null; readonly supersededBy: string })
  /** Its queue is one of those with the prefix `exhausted/`: nobody works on them, but they are found by it. */
  | (DeliveryFacts & Tried & { readonly status: 'exhausted'; readonly queue: string });
export type ExistingDelivery = Exclude<Delivery, { status: 'none' }>;
export type OpenDelivery = Extract<Delivery, { status: 'pending' | 'failed' | 'parked' }>;

/** Deliveries of an order, or a competition, to an endpoint go one after the other; those of different queues side by side. */
const queueOf = (facts: Pick<DeliveryFacts, 'endpointId' | 'orderId' | 'procurementId'>): string =>
  `${facts.endpointId}/${facts.orderId ?? facts.procurementId ?? 'test'}`;

/** Whether it is still to be delivered. */
export const isOpen = (state: Delivery): state is OpenDelivery =>
  state.status === 'pending' || state.status === 'failed' || state.status === 'parked';

/**
 * A filter by status. What is not delivered is little, and in the index over the queues; what is delivered is nearly
 * everything, and found without one.
 */
export function withStatus(status: ExistingDelivery['status']): object {
  if (status === 'delivered' || status === 'superseded') return { 'state.status': status };
  const queue = status === 'exhausted' ? { $gt: '', $gte: 'exhausted/', $lt: 'exhausted0' } : { $gt: '' };
  return { 'state.queue': queue, 'state.status': status };
}

export function evolve(state: Delivery, event: DeliveryEvent): Delivery {
  if (event.type === 'DeliveryQueued') {
    const { parked, ...data } = event.data;
    const untried = { attempts: 0, firstAttemptAt: null, nextAttemptAt: null, deliveredAt: null, log: [] };
    const held = parked ? ({ status: 'parked', wasHeld: true } as const) : ({ status: 'pending' } as const);
    return { ...data, ...untried, ...held, queue: queueOf(data) };
  }
  if (!isOpen(state)) return state;
  switch (event.type) {
    case 'DeliveryDelivered':
      return { ...tried(state, event.data), status: 'delivered', deliveredAt: event.data.at, queue: null };
    case 'DeliveryFailed':
      return { ...tried(state, event.data), status: 'failed', nextAttemptAt: event.data.nextAttemptAt };
    case 'DeliveryExhausted':
      return { ...tried(state, event.data), status: 'exhausted', queue: `exhausted/${state.queue}` };
    case 'DeliveryParked':
      return { ...state, status: 'parked', nextAttemptAt: null, wasHeld: true };
    case 'DeliveryResumed':
      return { ...state, status: 'pending' };
    case 'DeliverySuperseded':
      return {
        ...state,
        ...{ status: 'superseded', queue: null, nextAttemptAt: null, supersededBy: event.data.by },
      };
    case 'SupersedingNoted':
      return {
        ...state,
        supersedes: [...(state.supersedes ?? []), ...event.data.eventIds].slice(-supersedesMax),
      };
  }
}

function tried(
  state: OpenDelivery,
  { attempt, at, durationMs, statusCode, error }: AttemptFacts & { readonly error?: string },
): OpenDelivery {
  const entry: LoggedAttempt = { attempt, at, durationMs, statusCode, error: error ?? null };
  return {
    ...state,
    attempts: attempt,
    firstAttemptAt: state.firstAttemptAt ?? at,
    nextAttemptAt: null,
    log: [...state.log, entry].slice(-attemptsKeptMax),
  };
}
