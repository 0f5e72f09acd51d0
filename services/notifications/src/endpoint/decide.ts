import { Rejection } from '@tiltak/decider';
import type { Endpoint, EndpointChanges, EndpointEvent, FeedRange, Limits, Sealed } from './endpoint.ts';
import type { MaintenanceWindow } from './window.ts';

export type EndpointCommand =
  | {
      readonly type: 'create';
      readonly organisationNumber: string;
      readonly url: string;
      readonly eventTypes: readonly string[];
      readonly filter: EndpointChanges['filter'];
      readonly asymmetricSignature: boolean;
      readonly maintenanceWindows?: readonly MaintenanceWindow[];
      readonly limits?: Limits;
      readonly secret: Sealed;
      readonly at: string;
    }
  | { readonly type: 'change'; readonly changes: EndpointChanges; readonly at: string }
  | { readonly type: 'rotate'; readonly secret: Sealed; readonly at: string }
  | { readonly type: 'disable'; readonly reason: string }
  | { readonly type: 'enable' }
  | { readonly type: 'test'; readonly eventId: string }
  | { readonly type: 'replay'; readonly range: FeedRange; readonly since: string }
  | { readonly type: 'replayOne'; readonly eventId: string }
  /** The replay has come to this position of the feed; `from`: where it stood when that was decided. */
  | { readonly type: 'advanceReplay'; readonly from: number; readonly to: number };

/** How long the old secret signs beside the new one. */
const overlapMs = 24 * 60 * 60 * 1000;

export function decide(command: EndpointCommand, state: Endpoint): readonly EndpointEvent[] {
  if (command.type === 'create') {
    const { type: _, ...data } = command;
    return state.status === 'none' ? [{ type: 'EndpointCreated', data }] : [];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such endpoint.');
  switch (command.type) {
    case 'change': {
      const { changes, at } = command;
      if (!isChange(changes, state)) return [];
      const isMoved = changes.url !== undefined && changes.url !== state.url;
      return [{ type: 'EndpointChanged', data: { ...changes, ...(isMoved && { movedAt: at }) } }];
    }
    case 'rotate': {
      const oldSecretUntil = new Date(Date.parse(command.at) + overlapMs).toISOString();
      return [{ type: 'SecretRotated', data: { secret: command.secret, oldSecretUntil } }];
    }
    case 'disable':
      return state.status === 'disabled'
        ? []
        : [{ type: 'EndpointDisabled', data: { reason: command.reason } }];
    case 'enable':
      return state.status === 'enabled' ? [] : [{ type: 'EndpointEnabled', data: {} }];
    case 'test':
      mustBeEnabled(state.status);
      return [{ type: 'TestSent', data: { eventId: command.eventId } }];
    case 'replay':
      mustBeEnabled(state.status);
      return command.range.after >= command.range.until
        ? []
        : [{ type: 'ReplayRequested', data: { ...command.range, since: command.since } }];
    case 'replayOne':
      mustBeEnabled(state.status);
      return [{ type: 'EventReplayed', data: { eventId: command.eventId } }];
    case 'advanceReplay':
      // Another instance, or a newer request, was faster: what this one has read is not what is to be done.
      return state.replay?.after === command.from
        ? [{ type: 'ReplayAdvanced', data: { to: command.to } }]
        : [];
  }
}

const isChange = (changes: EndpointChanges, state: object): boolean =>
  JSON.stringify({ ...state, ...changes }) !== JSON.stringify(state);

function mustBeEnabled(status: 'enabled' | 'disabled'): void {
  if (status === 'disabled')
    throw new Rejection('endpoint_disabled', 'The endpoint is disabled: enable it first.');
}
