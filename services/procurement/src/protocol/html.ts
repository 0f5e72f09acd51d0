import type { Block, Document } from './document.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
const lines = (text: string): string => escaped(text).replaceAll(/\r?\n/g, '<br>');

/** Fits on paper as on a screen, in a viewer's own colours; nothing is loaded from elsewhere. */
const style = `
body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { border: 1px solid #777; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
.gap, .reason { border-left: 0.25rem solid; padding-left: 0.75rem; }
.gap::before { content: 'Mangler: '; font-weight: 600; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }`;

/** The document as a page of its own: one that a screen reader finds its way in, and that has no script. */
export function htmlOf({ title, lead, sections }: Document): string {
  const body = sections.map(
    ({ key, heading, blocks }, at) =>
      `<section id="${escaped(key)}" aria-labelledby="${escaped(key)}-h"><h2 id="${escaped(key)}-h">${at + 1}. ${escaped(heading)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`,
  );
  return `<!doctype html>
<html lang="nb">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main>
<h1>${escaped(title)}</h1>
${lead.map((text) => `<p>${lines(text)}</p>`).join('\n')}
${body.join('\n')}
</main></body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${lines(block.text)}</p>`;
    case 'gap':
      return `<p class="gap">${lines(block.text)}</p>`;
    case 'entry':
      return `<h3>${escaped(block.title)}</h3>${block.lines.map((text) => `<p>${lines(text)}</p>`).join('')}`;
    case 'reason':
      return `<blockquote class="reason"><p>${lines(block.text)}</p><footer>${escaped(reasonFooter(block))}</footer></blockquote>`;
    case 'table':
      return tableHtml(block);
  }
}

/** Who added a reason, and when. */
export const reasonFooter = ({ by, at }: { readonly by: string; readonly at: string }): string =>
  `Begrunnelse lagt til av ${by}, ${at}`;

function tableHtml({ caption, heads, rows }: Extract<Block, { type: 'table' }>): string {
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${escaped(first)}</th>${others.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
