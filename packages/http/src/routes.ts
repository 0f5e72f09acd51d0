import type { Operation, Operations } from '@tiltak/contracts';

export type Route = {
  /** As Express writes it: `/orders/:orderId`. */
  readonly path: string;
  readonly operations: readonly (readonly [operationId: string, Operation])[];
};

/**
 * The operations gathered by path, in an order in which a fixed path is tried before one with a parameter in the same
 * place (`/orders/mine` before `/orders/{orderId}`), whatever the order in the table. Throws on two operations that
 * claim the same method and path.
 */
export function byPath(operations: Operations): readonly Route[] {
  const shapes = Map.groupBy(Object.entries(operations), ([, { path }]) => path.replaceAll(/\{\w+\}/g, '{}'));
  return [...shapes]
    .sort(([a], [b]) => (a < b ? -1 : 1)) // `{` comes after every letter and digit
    .flatMap(([shape, sharing]) => {
      const methods = sharing.map(([, { method }]) => method);
      if (new Set(methods).size < methods.length)
        throw new Error(`two operations claim the same method of ${shape}`);
      return routesOf(sharing);
    });
}

/** One route, named by the first operation's parameters; the others' must be called the same. */
function routesOf(sharing: Route['operations']): readonly Route[] {
  const [path = '', ...others] = new Set(sharing.map(([, operation]) => operation.path));
  if (others.length > 0) throw new Error(`${path} and ${others.join()} differ only in a parameter's name`);
  return [{ path: path.replaceAll(/\{(\w+)\}/g, ':$1'), operations: sharing }];
}
