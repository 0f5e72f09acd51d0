import { randomUUID } from 'node:crypto';
import { type FormErrors, noErrors } from '../form.ts';
import { csrfField } from '../session/csrf.ts';
import type { Entered, Visit } from '../visit.ts';
import { attributes, type Content, type Html, html } from './html.ts';

/** The hidden field by which a form that is sent twice is carried out once. */
export const idempotencyField = '_key';
/** The hidden field with the version that the person saw. */
export const versionField = '_version';

/**
 * A form that is sent to the console: with the session's CSRF token and an idempotency key of its own. After a refusal
 * the page shows a new form with a new key; only sending the very same form again is the same request.
 */
export function form(
  visit: Visit,
  shown: {
    readonly action: string;
    readonly content: Content;
    readonly version?: string | undefined;
    readonly className?: string;
    /** The form holds files. */
    readonly hasFiles?: boolean;
  },
): Html {
  const enctype = shown.hasFiles && 'multipart/form-data';
  return html`<form method="post" action="${shown.action}" novalidate${attributes({ class: shown.className, enctype })}>
${visit.csrf && html`<input type="hidden" name="${csrfField}" value="${visit.csrf}">`}
<input type="hidden" name="${idempotencyField}" value="${randomUUID()}">
${shown.version && html`<input type="hidden" name="${versionField}" value="${shown.version}">`}
${shown.content}
</form>`;
}

/** The idempotency key and the version that came back with a form, as options of the call that it asks for. */
export function callOptions(entered: Entered): {
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
} {
  const key = entered.get(idempotencyField);
  const version = entered.get(versionField);
  return {
    ...(key && /^[\w-]{1,100}$/.test(key) && { idempotencyKey: key }),
    ...(version && { ifMatch: version }),
  };
}

/** What a form was sent with and what was wrong with it, to show it again. */
export type Filled = {
  /** Tells apart the forms of one page: their fields' ids begin with it. */
  readonly form: string;
  readonly entered: Entered;
  readonly errors: FormErrors;
};

/** A form that nobody has filled in yet. */
export const blank = (form: string): Filled => ({ form, entered: new Map(), errors: noErrors });

type FieldOptions = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly filled: Filled;
  /** What stands there at first. */
  readonly value?: string;
  readonly optional?: boolean;
  readonly className?: string;
};

/** A one-line field; `inputMode` brings up the right keyboard on a phone. */
export function textField(
  options: FieldOptions & {
    readonly type?: 'text' | 'date';
    readonly inputMode?: 'decimal';
    readonly suffix?: string;
    readonly min?: string;
    readonly max?: string;
  },
): Html {
  const { inputMode: inputmode, max, min, name, suffix, type = 'text' } = options;
  const input = html`<input${attributes({ type, name, value: shownValue(options), inputmode, min, max, autocomplete: 'off', ...described(options) })}>`;
  return field(options, suffix ? html`<span class="suffixed">${input}<span>${suffix}</span></span>` : input);
}

/** Several lines of text. */
export function textArea(options: FieldOptions & { readonly rows?: number }): Html {
  const { name, rows = 3 } = options;
  return field(
    options,
    html`<textarea${attributes({ name, rows, ...described(options) })}>${shownValue(options)}</textarea>`,
  );
}

/** One or more files to send; `capture` brings up the camera on a phone. */
export function fileField(
  options: FieldOptions & {
    /** Media types and endings, as `accept` has them. */
    readonly accept: string;
    readonly isMany?: boolean;
    readonly usesCamera?: boolean;
  },
): Html {
  const { accept, isMany: multiple, name, usesCamera } = options;
  const capture = usesCamera && 'environment';
  return field(
    options,
    html`<input${attributes({ type: 'file', name, accept, multiple, capture, ...described(options) })}>`,
  );
}

export type Choice = { readonly value: string; readonly text: string; readonly disabled?: boolean };

/** A list to choose one from; `empty` is the text of the choice that is none. */
export function selectField(
  options: FieldOptions & { readonly choices: readonly Choice[]; readonly empty?: string },
): Html {
  const selected = shownValue(options);
  const choices = options.choices.map(
    ({ value, text, disabled }) =>
      html`<option${attributes({ value, selected: value === selected, disabled })}>${text}</option>`,
  );
  const empty = options.empty !== undefined && html`<option value="">${options.empty}</option>`;
  return field(
    options,
    html`<select${attributes({ name: options.name, ...described(options) })}>${empty}${choices}</select>`,
  );
}

/** A yes or no. */
export function checkboxField(options: FieldOptions): Html {
  const { name, label } = options;
  const id = idOf(options);
  const checked = shownValue(options) !== '';
  return html`<div class="field check"><input${attributes({ type: 'checkbox', value: 'ja', name, id, checked })}><label for="${id}">${label}</label></div>`;
}

/**
 * What was wrong with a form that was sent, at the top of the page: each text a link to its field (WCAG 3.3.1). The
 * script moves the focus to it.
 */
export function errorSummary({ errors, form }: Filled): Html | undefined {
  const fields = Object.entries(errors.fields);
  if (fields.length + errors.general.length === 0) return undefined;
  return html`<div class="errors" role="alert" tabindex="-1">
<h2>${fields.length > 0 ? 'Se over skjemaet' : 'Dette gikk ikke'}</h2>
<ul>
${errors.general.map((text) => html`<li>${text}</li>`)}
${fields.map(([name, text]) => html`<li><a href="#${form}-${name}">${text}</a></li>`)}
</ul>
</div>`;
}

const idOf = ({ filled, name }: FieldOptions) => `${filled.form}-${name}`;
const errorOf = ({ filled, name }: FieldOptions) => filled.errors.fields[name];
const shownValue = ({ filled, name, value = '' }: FieldOptions) =>
  filled.entered.size > 0 ? (filled.entered.get(name) ?? '') : value;

function described(options: FieldOptions) {
  const id = idOf(options);
  const error = errorOf(options) !== undefined;
  const about = [options.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': about || undefined,
    'aria-invalid': error ? 'true' : undefined,
    'aria-required': options.optional ? undefined : 'true',
  };
}

function field(options: FieldOptions, control: Html): Html {
  const id = idOf(options);
  const error = errorOf(options);
  const classes = ['field', error && 'wrong', options.className].filter(Boolean).join(' ');
  return html`<div class="${classes}">
<label for="${id}">${options.label}${options.optional && html` <span class="optional">(valgfritt)</span>`}</label>
${options.hint && html`<p class="hint" id="${id}-hint">${options.hint}</p>`}
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${control}
</div>`;
}
