import type { Aggregate } from '@tiltak/store';
import type { Condition } from '../filter/filter.ts';
import { decide } from './decide.ts';
import type { MaintenanceWindow } from './window.ts';

/** A secret encrypted with the service's key; see the vault in `@tiltak/service`. */
export type Sealed = string;

/** A part of a contractor's feed, by position: what comes after `after`, up to and with `until`. */
export type FeedRange = { readonly after: number; readonly until: number };

/** What a contractor's system takes at the most: requests under way, and begun in a second (null: any number). */
export type Limits = { readonly inFlightMax: number; readonly perSecondMax: number | null };
export const noLimits: Limits = { inFlightMax: 16, perSecondMax: null };

/** What a contractor may change; what is left out stays. */
export type EndpointChanges = {
  readonly url?: string;
  readonly eventTypes?: readonly string[];
  readonly filter?: readonly Condition[];
  readonly asymmetricSignature?: boolean;
  readonly maintenanceWindows?: readonly MaintenanceWindow[];
  readonly limits?: Limits;
};

export type EndpointEvent =
  | {
      readonly type: 'EndpointCreated';
      readonly data: {
        readonly organisationNumber: string;
        readonly url: string;
        readonly eventTypes: readonly string[];
        readonly filter?: readonly Condition[] | undefined;
        readonly asymmetricSignature?: boolean;
        readonly maintenanceWindows?: readonly MaintenanceWindow[];
        readonly limits?: Limits;
        readonly secret: Sealed;
        readonly at: string;
      };
    }
  | {
      readonly type: 'EndpointChanged';
      /** `movedAt`: where it has another URL from now on. */
      readonly data: EndpointChanges & { readonly movedAt?: string };
    }
  | {
      readonly type: 'SecretRotated';
      readonly data: { readonly secret: Sealed; readonly oldSecretUntil: string };
    }
  | { readonly type: 'EndpointDisabled'; readonly data: { readonly reason: string } }
  | { readonly type: 'EndpointEnabled'; readonly data: Record<string, never> }
  | { readonly type: 'TestSent'; readonly data: { readonly eventId: string } }
  | { readonly type: 'ReplayRequested'; readonly data: FeedRange & { readonly since: string } }
  /** One event is delivered again: its delivery is queued with this. */
  | { readonly type: 'EventReplayed'; readonly data: { readonly eventId: string } }
  | { readonly type: 'ReplayAdvanced'; readonly data: { readonly to: number } };

/** A contractor's webhook endpoint (mottakspunkt). */
export type Endpoint =
  | { readonly status: 'none' }
  | {
      readonly status: 'enabled' | 'disabled';
      readonly disabledReason: string | null;
      readonly organisationNumber: string;
      readonly url: string;
      /** Full event types; empty: all that a contractor may receive. */
      readonly eventTypes: readonly string[];
      /** On the orders that it is told of; left out in endpoints from before there were filters. */
      readonly filter?: readonly Condition[];
      /** Requests are signed with the municipality's own key too; left out in endpoints from before there was one. */
      readonly asymmetricSignature?: boolean;
      /** When its system is closed; left out in endpoints from before there were windows. */
      readonly maintenanceWindows?: readonly MaintenanceWindow[];
      /** Left out in endpoints from before there were limits. */
      readonly limits?: Limits;
      /** When it got another URL: attempts from before say nothing of it. Left out where it never did. */
      readonly movedAt?: string;
      readonly secret: Sealed;
      /** Signs too until then, so that the contractor can change over in peace. */
      readonly oldSecret: { readonly secret: Sealed; readonly until: string } | null;
      readonly createdAt: string;
      /** How many test events were sent, and the last one's id. */
      readonly tests: number;
      readonly lastTestId: string | null;
      /** What of the feed is still to be delivered again. */
      readonly replay: FeedRange | null;
    };
export type ExistingEndpoint = Exclude<Endpoint, { status: 'none' }>;

function evolve(state: Endpoint, event: EndpointEvent): Endpoint {
  if (event.type === 'EndpointCreated') {
    const { at, filter = [], ...data } = event.data;
    const fresh = { disabledReason: null, oldSecret: null, tests: 0, lastTestId: null, replay: null };
    return { status: 'enabled', ...fresh, ...data, filter, createdAt: at };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'EndpointChanged':
      return { ...state, ...event.data };
    case 'SecretRotated': {
      const { secret, oldSecretUntil } = event.data;
      return { ...state, secret, oldSecret: { secret: state.secret, until: oldSecretUntil } };
    }
    case 'EndpointDisabled':
      return { ...state, status: 'disabled', disabledReason: event.data.reason };
    case 'EndpointEnabled':
      return { ...state, status: 'enabled', disabledReason: null };
    case 'TestSent':
      return { ...state, tests: state.tests + 1, lastTestId: event.data.eventId };
    case 'ReplayRequested': {
      const { after, until } = event.data;
      const running = state.replay ?? { after, until };
      return {
        ...state,
        replay: { after: Math.min(running.after, after), until: Math.max(running.until, until) },
      };
    }
    case 'EventReplayed':
      return state;
    case 'ReplayAdvanced': {
      const { to } = event.data;
      const done = state.replay === null || to >= state.replay.until;
      return { ...state, replay: done ? null : { after: to, until: state.replay.until } };
    }
  }
}

/** Endpoints: who may be posted to, where, and signed how. */
export const endpoints: Aggregate<Parameters<typeof decide>[0], EndpointEvent, Endpoint> = {
  kind: 'endpoints',
  indexes: [{ 'state.organisationNumber': 1, _id: -1 }, { 'state.status': 1 }, { 'state.replay.until': 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
