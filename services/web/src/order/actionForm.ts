import type { order } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { blank, type Filled, form } from '../html/form.ts';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';
import type { ActionName } from './actions.ts';

export type Order = z.output<typeof order>;

/** The order as it is shown, with the form that was just refused, if one was. */
export type Shown = { readonly order: Order; readonly version: string | undefined; readonly filled: Filled };

/** Which of several things of the order a form is about: `instance` tells the forms of one page apart. */
export type About = { readonly id: string; readonly instance: string };

/** A form that asks for one of the order's actions. */
export function actionForm(
  visit: SignedInVisit,
  { order, version }: Shown,
  { about, content, name }: { readonly name: ActionName; readonly content: Content; readonly about?: About },
): Html {
  const hidden =
    about &&
    html`<input type="hidden" name="about" value="${about.id}"><input type="hidden" name="form" value="${about.instance}">`;
  return form(visit, {
    action: `/bestillinger/${encodeURIComponent(order.orderId)}/${name}`,
    version,
    content: html`${hidden}${content}`,
  });
}

/** Open where it was just refused, so that the field that is wrong can be seen. */
export function folded(
  summary: string,
  { filled }: Shown,
  { form: content, name }: { readonly name: string; readonly form: Html },
): Html {
  return html`<details${attributes({ open: filled.form === name })}><summary>${summary}</summary>${content}</details>`;
}

export const filledFor = (name: string, { filled }: Pick<Shown, 'filled'>): Filled =>
  filled.form === name ? filled : blank(name);
