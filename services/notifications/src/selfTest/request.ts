import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { endpointTestType } from '@tiltak/contracts/notifications';
import { signatureHeaders } from '../engine/sign.ts';
import { bodyOf } from '../feed/message.ts';
import type { Probe } from './probes.ts';
import type { ExistingSelfTest } from './selfTest.ts';

/** Of the large event's filling: with the rest a body of about 200 KiB, below the 256 KiB that an event may have. */
const largeBytes = 200 * 1024;
const note = 'A test event of the self-test. Nobody is to act on it.';

/** The request that a probe sends, signed as it says. */
export function requestOf(
  probe: Probe,
  run: Pick<ExistingSelfTest, 'selfTestId' | 'endpointId' | 'organisationNumber' | 'startedAt'>,
  { now, keys }: { readonly now: Date; readonly keys: readonly KeyObject[] },
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const { event, ageSeconds = 0, signers = (own) => own } = probe;
  const id = eventIdOf(run.selfTestId, event);
  const signed = bodyOf({
    specversion: '1.0',
    id,
    type: endpointTestType,
    source: '/tiltak/notifications',
    // A stream of its own: no order's sequence, and not that of the endpoint's other test events.
    subject: run.selfTestId,
    time: run.startedAt,
    sequence: String(event),
    datacontenttype: 'application/json',
    data: {
      endpointId: run.endpointId,
      organisationNumber: run.organisationNumber,
      sequence: event,
      previousId: event === 1 ? null : eventIdOf(run.selfTestId, event - 1),
      selfTest: { selfTestId: run.selfTestId, check: probe.check },
      note,
      ...(probe.isLarge && { filling: 'x'.repeat(largeBytes) }),
    },
  });
  const at = new Date(now.getTime() - ageSeconds * 1000);
  const headers = {
    'content-type': 'application/cloudevents+json',
    'user-agent': 'tiltak-webhooks/1',
    ...signatureHeaders({ id, at, body: signed, keys: signers(keys, createSecretKey(randomBytes(32))) }),
  };
  return { headers, body: probe.isChanged ? signed.replace(note, `${note} `) : signed };
}

const eventIdOf = (selfTestId: string, event: number): string => `${selfTestId}.${event}`;
