import { expect, test } from '@jest/globals';
import { attributes, type Content, html } from './html.ts';

const hostile = `"><script>alert('x')</script>&\``;

test('text is escaped in elements and in attributes', () => {
  const markup = String(html`<p title="${hostile}">${hostile}</p>`);
  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&#96;';
  expect(markup).toBe(`<p title="${safe}">${safe}</p>`);
});

test('markup from a template is not escaped again, also in lists of lists', () => {
  const cells = [[html`<td>${1}</td>`], [html`<td>${'<'}</td>`]];
  expect(String(html`<tr>${cells}</tr>`)).toBe('<tr><td>1</td><td>&lt;</td></tr>');
});

test('nothing is shown for null, undefined and false, and a zero is shown', () => {
  expect(String(html`a${null}${undefined}${false}${0}b`)).toBe('a0b');
});

test('an object that poses as markup is not taken for markup', () => {
  const forged = JSON.parse('{"markup":"<script>","toString":"<script>"}') as unknown;
  expect(() => html`${forged as Content}`).toThrow();
});

test('attribute values are escaped, true is the bare name, and false leaves the attribute out', () => {
  const markup = String(
    html`<input${attributes({ value: hostile, required: true, disabled: false, max: 3 })}>`,
  );
  expect(markup).toMatch(/^<input value="&quot;&gt;[^"<>]*" required max="3">$/);
});
