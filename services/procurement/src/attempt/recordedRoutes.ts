import type { Operation, Operations } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { procurements } from '../procurement/procurement.ts';
import { attempts, attemptsOf } from './attempt.ts';

type AnyHandler = (call: Call<Operation>) => Promise<unknown>;

/**
 * The handlers, each refusal on a procurement being put into the audit trail before it is answered: of what would have
 * changed something, and of looking at a part of it (a bid, a question) that is not there for the caller. Where the
 * trail can't be written the call fails like any other that the database can't keep: no refusal goes unrecorded.
 */
export function recorded<Ops extends Operations>(
  store: Store,
  operations: Ops,
  handlers: Handlers<Ops>,
): Handlers<Ops> {
  const wrap = (name: string, handler: AnyHandler): AnyHandler => {
    const { method, path } = operations[name] ?? { method: 'get', path: '' };
    if (!path.includes('{procurementId}')) return handler;
    const namesPart = path.replace('{procurementId}', '').includes('{');
    const isRemarkable = ({ code }: Rejection) =>
      code === 'not_found' ? namesPart : method !== 'get' && !unremarkable.has(code);
    return async (call) => {
      try {
        return await handler(call);
      } catch (error) {
        if (error instanceof Rejection && isRemarkable(error)) await record(store, name, { call, error });
        throw error;
      }
    };
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, wrap(name, handler as AnyHandler)]),
  ) as unknown as Handlers<Ops>;
}

/** Refusals that say nothing of the procurement. */
const unremarkable = new Set(['too_busy', 'stale_version', 'idempotency_key_reused']);

async function record(
  store: Store,
  operation: string,
  { call, error }: { readonly call: Call<Operation>; readonly error: Rejection },
): Promise<void> {
  const { procurementId } = call.params as unknown as { readonly procurementId: string };
  const { code, message: detail } = error;
  const { subject: actor } = call.actor;
  await store.transact(
    async (reads) => {
      const [found, trail] = await Promise.all([
        reads.stream(procurements, procurementId),
        reads.stream(attempts, attemptsOf(procurementId)),
      ]);
      return (stage) => {
        // Nobody fills the trails of procurements that there are not.
        if (found.version > 0) stage.handle(trail, { actor, operation, code, detail, at: stage.at });
      };
    },
    { actor },
  );
}
