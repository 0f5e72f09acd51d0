import {
  type Delivery,
  type DeliveryEvent,
  type DeliveryFacts,
  isOpen,
  type OpenDelivery,
} from './delivery.ts';

export type DeliveryCommand =
  | {
      readonly type: 'queue';
      readonly facts: DeliveryFacts;
      readonly traceparent: string | null;
      /** The endpoint is disabled: it waits until that is enabled. */
      readonly parked: boolean;
    }
  | {
      readonly type: 'record';
      /** From 1. */
      readonly attempt: number;
      readonly at: string;
      readonly durationMs: number;
      readonly outcome: Outcome;
    }
  /** A later event of its order, which waits too, takes its place. */
  | { readonly type: 'supersede'; readonly by: string; readonly at: string }
  /** These events were superseded by this one. */
  | { readonly type: 'noteSuperseding'; readonly eventIds: readonly string[] }
  | { readonly type: 'park' }
  | { readonly type: 'resume' };

/** How an attempt ended, and, where it failed, when the next one is: null where the schedule has come to its end. */
export type Outcome =
  | { readonly delivered: true; readonly statusCode: number }
  | {
      readonly delivered: false;
      readonly statusCode: number | null;
      readonly error: string;
      readonly nextAttemptAt: string | null;
    };

export function decide(command: DeliveryCommand, state: Delivery): readonly DeliveryEvent[] {
  if (command.type === 'queue') {
    const { facts, traceparent, parked } = command;
    return state.status === 'none'
      ? [{ type: 'DeliveryQueued', data: { ...facts, traceparent, parked } }]
      : [];
  }
  if (!isOpen(state)) return [];
  switch (command.type) {
    case 'record':
      // Two engines may overlap for a moment: an attempt that is recorded already stays as it is.
      return command.attempt === state.attempts + 1 ? [recorded(command, state)] : [];
    case 'supersede': {
      const { by, at } = command;
      return [{ type: 'DeliverySuperseded', data: { ...factsOf(state), attempt: state.attempts, at, by } }];
    }
    case 'noteSuperseding':
      return [{ type: 'SupersedingNoted', data: { eventIds: command.eventIds } }];
    case 'park':
      return state.status === 'parked' ? [] : [{ type: 'DeliveryParked', data: {} }];
    case 'resume':
      return state.status === 'parked' ? [{ type: 'DeliveryResumed', data: {} }] : [];
  }
}

function recorded(
  { attempt, at, durationMs, outcome }: Extract<DeliveryCommand, { type: 'record' }>,
  state: OpenDelivery,
): DeliveryEvent {
  const facts = { ...factsOf(state), attempt, at, durationMs, statusCode: outcome.statusCode };
  if (outcome.delivered) return { type: 'DeliveryDelivered', data: facts };
  const { error, nextAttemptAt } = outcome;
  return nextAttemptAt === null
    ? { type: 'DeliveryExhausted', data: { ...facts, error } }
    : { type: 'DeliveryFailed', data: { ...facts, error, nextAttemptAt } };
}

function factsOf(state: OpenDelivery): DeliveryFacts {
  const { endpointId, organisationNumber, eventId, eventType, orderId, callOffId, sequence } = state;
  return { endpointId, organisationNumber, eventId, eventType, orderId, callOffId, sequence };
}
