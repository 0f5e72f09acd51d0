import type * as z from 'zod';
import * as f from './form.ts';
import type { callOptions } from './html/form.ts';
import type { Services } from './services.ts';
import type { Entered } from './visit.ts';

/** The call that carries an action on an order out. */
export type OrderCall = (
  maintenance: Services['maintenance'],
  orderId: string,
  options: ReturnType<typeof callOptions>,
) => Promise<unknown>;

/** What a form about an order asks for: `read` takes its fields and gives the call to make. */
export type Action = {
  readonly read: (
    entered: Entered,
  ) =>
    | { readonly ok: true; readonly value: OrderCall }
    | { readonly ok: false; readonly errors: f.FormErrors };
  /** What to tell when it is done. */
  readonly done: string;
};

/** An action whose form has these fields. */
export function action<Schema extends z.ZodObject>(
  schema: Schema,
  call: (value: z.output<Schema>) => OrderCall,
  done: string,
): Action {
  return {
    done,
    read(entered) {
      const outcome = f.readForm(schema, entered);
      return outcome.ok ? { ok: true, value: call(outcome.value) } : outcome;
    },
  };
}
