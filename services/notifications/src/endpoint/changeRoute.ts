import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import { expectVersion, type Store } from '@tiltak/store';
import type { Config } from '../config.ts';
import { shownEndpoint } from '../views/answers.ts';
import { firmOf, mustSee } from '../views/visibility.ts';
import { type Contractor, noContractor, withSubscription } from './contractor.ts';
import { endpoints } from './endpoint.ts';
import { fullTypes } from './eventTypes.ts';
import { mustBeAllowed } from './urlRule.ts';

/**
 * The handler of `changeEndpoint`. What is under way goes on as it was; what is queued goes to the new address, at once
 * where it failed at the old one, and what comes from now on is looked at with the new types and filter.
 */
export function changeOf(
  store: Store,
  config: Pick<Config, 'WEBHOOK_ALLOW_LOOPBACK'>,
): Handlers<Pick<typeof notificationsOperations, 'changeEndpoint'>>['changeEndpoint'] {
  return async ({ params: { endpointId }, body, actor, idempotency, ifMatch }) => {
    const sight = { organisationNumber: firmOf(actor) };
    const { url, eventTypes, filter, asymmetricSignature, maintenanceWindows, limits } = body;
    if (url !== undefined) mustBeAllowed(url, config);
    const changes = {
      ...(url !== undefined && { url }),
      ...(eventTypes !== undefined && { eventTypes: fullTypes(eventTypes) }),
      ...(filter !== undefined && { filter }),
      ...(asymmetricSignature !== undefined && { asymmetricSignature }),
      ...(maintenanceWindows !== undefined && { maintenanceWindows }),
      ...(limits !== undefined && { limits }),
    };
    const at = store.now().toISOString();
    const { version, ...shown } = await store.transact(
      async (reads) => {
        const [endpoint, contractor] = await Promise.all([
          reads.stream(endpoints, endpointId),
          reads.doc<Contractor>('contractors', sight.organisationNumber),
        ]);
        return (stage) => {
          mustSee(endpoint.state, sight);
          expectVersion(endpoint, ifMatch);
          const events = stage.handle(endpoint, { type: 'change', changes, at });
          const after = mustSee(endpoint.state, sight);
          if (events.length > 0)
            stage.put(contractor, withSubscription(contractor.value ?? noContractor, endpointId, after));
          return { ...shownEndpoint(endpointId, after), version: endpoint.version };
        };
      },
      { actor: actor.subject, idempotency },
    );
    return { body: shown, version };
  };
}
