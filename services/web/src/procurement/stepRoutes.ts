import * as f from '../form.ts';
import { callOptions, type Filled } from '../html/form.ts';
import type { Services } from '../services.ts';
import { type Page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';

/** What a form of a step leads to: the call that it asks for, or what is wrong with it, by field. */
type Outcome<Params> =
  | {
      readonly ok: true;
      readonly value: (
        api: Services['procurement'],
        params: Params,
        options: ReturnType<typeof callOptions>,
      ) => Promise<unknown>;
    }
  | { readonly ok: false; readonly errors: f.FormErrors };
type Steps<Params> = Readonly<Record<string, (entered: SignedInVisit['form']) => Outcome<Params>>>;

/**
 * Receives the forms of a page, one for each step, at `<path>/<step>`: carries the step out and goes back to the page,
 * or shows what was refused with the form. `paramsOf` gives the ids that the calls are about.
 */
export const stepReceivers = <Params>(
  path: string,
  steps: Steps<Params>,
  page: {
    readonly show: (visit: SignedInVisit, filled: Filled) => Promise<Page>;
    readonly pathOf: (visit: SignedInVisit) => string;
    readonly paramsOf: (visit: SignedInVisit) => Params;
  },
): readonly Route[] =>
  Object.entries(steps).map(([name, read]) =>
    receiver(`${path}/${name}`, async (visit: SignedInVisit): Promise<Reply> => {
      const refused = (errors: f.FormErrors) => page.show(visit, { form: name, entered: visit.form, errors });
      const entered = read(visit.form);
      if (!entered.ok) return refused(entered.errors);
      const done = await f.attempted(() =>
        entered.value(visit.api.procurement, page.paramsOf(visit), callOptions(visit.form)),
      );
      if (!done.ok) return refused(done.errors);
      return { redirect: `${page.pathOf(visit)}?utfort=${name}` };
    }),
  );
