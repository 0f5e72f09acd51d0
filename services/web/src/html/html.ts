/** Markup that is safe to send: only {@link html} makes it, so nothing that came from outside can pose as it. */
export class Html {
  readonly #markup: string;

  constructor(strings: TemplateStringsArray, values: readonly Content[]) {
    this.#markup = strings.reduce((markup, string, at) => markup + escaped(values[at - 1]) + string);
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: markup as it is, text escaped, a list one after the other, the empty as nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/**
 * A tagged template that escapes every value. Attribute values must be in double quotes, and a value must never stand
 * where the browser expects code or a URL of someone else's making (`on...`, `style`, `<script>`, a whole `href`).
 *
 * Written here instead of taken from a template library: these few lines are all that server-rendered pages need, the
 * compiler checks what goes into a page, and there is no way around the escaping since there is no "raw".
 *
 * @example html`<p title="${title}">${lines.map((line) => html`<b>${line}</b>`)}</p>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings, values);
}

/** Attributes by name: `true` is the bare name, `false` and undefined are left out. */
export function attributes(
  given: Readonly<Record<string, string | number | boolean | undefined>>,
): readonly Html[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return [value === true ? html` ${name}` : html` ${name}="${value}"`];
  });
}

function escaped(value: Content): string {
  if (value instanceof Html) return value.toString();
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'object') return value.map(escaped).join('');
  return String(value).replace(/[&<>"'`]/g, (character) => entities[character]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};
