import type { Operation, Operations } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { attempts, attemptsOf } from './attempt.ts';

type AnyHandler = (call: Call<Operation>) => Promise<unknown>;

/**
 * The handlers, each refusal of an unsafe operation on a procurement being put into the audit trail before it is
 * answered. The caller gets the refusal whether or not that could be written.
 */
export function recorded<Ops extends Operations>(
  store: Store,
  operations: Ops,
  handlers: Handlers<Ops>,
): Handlers<Ops> {
  const wrap = (name: string, handler: AnyHandler): AnyHandler => {
    const operation = operations[name];
    if (operation === undefined || operation.method === 'get' || !operation.path.includes('{procurementId}'))
      return handler;
    return async (call) => {
      try {
        return await handler(call);
      } catch (error) {
        if (error instanceof Rejection) await record(store, name, { call, error });
        throw error;
      }
    };
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, wrap(name, handler as AnyHandler)]),
  ) as unknown as Handlers<Ops>;
}

/** Refusals that say nothing of the procurement. */
const unremarkable = new Set(['not_found', 'too_busy', 'stale_version', 'idempotency_key_reused']);

async function record(
  store: Store,
  operation: string,
  { call, error }: { readonly call: Call<Operation>; readonly error: Rejection },
): Promise<void> {
  if (unremarkable.has(error.code)) return;
  const { procurementId } = call.params as unknown as { readonly procurementId: string };
  const { code, message: detail } = error;
  const { subject: actor } = call.actor;
  await store.transact(
    async (reads) => {
      const trail = await reads.stream(attempts, attemptsOf(procurementId));
      return (stage) => void stage.handle(trail, { actor, operation, code, detail, at: stage.at });
    },
    { actor },
  );
}
