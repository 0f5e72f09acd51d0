import type { OperationAnswer } from '@tiltak/contracts';
import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { StateDocument } from '@tiltak/store';
import type { ExistingDelivery } from '../delivery/delivery.ts';
import { type ExistingEndpoint, noLimits } from '../endpoint/endpoint.ts';

type Answers = typeof notificationsOperations;

/** An endpoint as it is shown: without its secrets. */
export function shownEndpoint(
  endpointId: string,
  state: ExistingEndpoint,
): OperationAnswer<Answers['getEndpoint']> {
  const { organisationNumber, url, eventTypes, status, disabledReason, createdAt } = state;
  const { filter = [], asymmetricSignature = false, maintenanceWindows = [], limits = noLimits } = state;
  return {
    endpointId,
    organisationNumber,
    url,
    eventTypes: [...eventTypes],
    filter: [...filter] as OperationAnswer<Answers['getEndpoint']>['filter'],
    status,
    disabledReason,
    asymmetricSignature,
    maintenanceWindows: [...maintenanceWindows],
    limits,
    createdAt,
  };
}

/** A delivery as it is shown in lists. */
export function shownDelivery({
  _id,
  createdAt,
  state,
}: StateDocument<ExistingDelivery>): OperationAnswer<Answers['listDeliveries']>['items'][number] {
  const { endpointId, organisationNumber, eventId, eventType, orderId, callOffId, sequence } = state;
  const { status, attempts, nextAttemptAt, deliveredAt } = state;
  return {
    deliveryId: _id,
    ...{ endpointId, organisationNumber, eventId, eventType, orderId, callOffId, sequence },
    ...{ status, attempts, nextAttemptAt, createdAt, deliveredAt },
    urgent: state.urgent ?? false,
    supersededBy: state.status === 'superseded' ? state.supersededBy : null,
  };
}
