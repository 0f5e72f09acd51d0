import type { TimerHandler } from '@tiltak/store';
import { type Failing, type FailingPayload, failingCollection } from '../endpoint/failing.ts';
import { openSwitch } from '../endpoint/switch.ts';
import { openWarning } from './warning.ts';

/** Warns, if the endpoint has not taken anything since, and is still on. */
export const onEndpointFailing: TimerHandler =
  ({ payload }) =>
  async (reads) => {
    const { endpointId, since, percent, disabledAt } = payload as FailingPayload;
    const [one, failing] = await Promise.all([
      openSwitch(reads, endpointId),
      reads.doc<Failing>(failingCollection.name, endpointId),
    ]);
    const { state } = one.stream;
    if (state.status === 'none') return () => {};
    const warn = await openWarning(
      reads,
      `${endpointId}.${Date.parse(since)}.${percent}`,
      state.organisationNumber,
    );
    return (stage) => {
      const now = one.stream.state;
      if (failing.value?.since !== since || now.status !== 'enabled') return;
      warn(stage, { kind: 'failing', percent, since, disabledAt }, null);
    };
  };
