import type { order } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { blank, type Filled, form } from '../html/form.ts';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';
import type { ActionName } from './actions.ts';

export type Order = z.output<typeof order>;

/** An order as its page shows it, with the form that was just refused, if one was. */
export type Shown = { readonly order: Order; readonly version: string | undefined; readonly filled: Filled };

/** The form of an action on the order, with the version that the person saw. */
export function actionForm(
  visit: SignedInVisit,
  { order, version }: Shown,
  { content, name }: { readonly name: ActionName; readonly content: Content },
): Html {
  return form(visit, {
    action: `/bestillinger/${encodeURIComponent(order.orderId)}/${name}`,
    version,
    content,
  });
}

/** Open where it was just refused, so that the field that is wrong can be seen. */
export function folded(
  summary: string,
  { filled }: Shown,
  { form: content, name }: { readonly name: ActionName; readonly form: Html },
): Html {
  return html`<details${attributes({ open: filled.form === name })}><summary>${summary}</summary>${content}</details>`;
}

/** What was entered into the form, if it is the one that was refused. */
export const filledFor = (name: ActionName, { filled }: Shown): Filled =>
  filled.form === name ? filled : blank(name);
