import type { Reads, Stage } from '@tiltak/store';
import { type Contractor, noContractor, withEnabled } from './contractor.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoint.ts';
import { openFailing } from './failing.ts';

/**
 * Switches an endpoint on or off, in its own stream and where the reactions look; what it failed before no longer
 * counts. The answer: the endpoint after it.
 */
export async function openSwitch(reads: Reads, endpointId: string) {
  const stream = await reads.stream(endpoints, endpointId);
  const { state } = stream;
  const failing = await openFailing(reads, endpointId);
  const contractor =
    state.status === 'none'
      ? undefined
      : await reads.doc<Contractor>('contractors', state.organisationNumber);
  return {
    stream,
    flip(stage: Stage, to: { enabled: true } | { enabled: false; reason: string }): Endpoint {
      const events = stage.handle(
        stream,
        to.enabled ? { type: 'enable' } : { type: 'disable', reason: to.reason },
      );
      if (events.length > 0 && contractor) {
        stage.put(contractor, withEnabled(contractor.value ?? noContractor, endpointId, to.enabled));
        failing.end(stage);
      }
      return stream.state;
    },
  };
}
