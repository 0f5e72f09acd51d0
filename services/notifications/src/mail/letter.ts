import { oneLine } from './words.ts';

/** What a letter says; how it looks is {@link textOf} and {@link htmlOf}. */
export type Letter = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** The one thing to do. */
  readonly link?: { readonly label: string; readonly url: string; readonly note?: string };
  /** Where such letters are ended, after everything else. */
  readonly end?: { readonly label: string; readonly url: string };
  /** Why this came, in small print. */
  readonly why: string;
};

const subjectMax = 120;
/** The longest single text of a letter: with the bounds of an event's lists, a letter stays far below a megabyte. */
const textMax = 4000;
const factsMax = 60;

/** The subject as a header may hold it: one line, without anything that could begin another header. */
export const subjectOf = ({ subject }: Letter): string => oneLine(subject, subjectMax);

const sender = 'Denne e-posten er sendt automatisk fra Tiltak, kommunens system for bestilling av oppdrag.';

/** The letter as plain text. */
export function textOf(letter: Letter): string {
  const { link } = letter;
  return [
    ...letter.paragraphs.map(clipped),
    ...(letter.facts?.length
      ? [
          factsOf(letter)
            .map(([label, value]) => `${label}: ${value}`)
            .join('\n'),
        ]
      : []),
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    ...(link?.note ? [link.note] : []),
    `-- \n${letter.why}\n${sender}`,
    ...(letter.end ? [`${letter.end.label}:\n${letter.end.url}`] : []),
  ].join('\n\n');
}

/** The letter as HTML that every mail program shows: no script, no picture, nothing that is loaded from elsewhere. */
export function htmlOf(letter: Letter): string {
  const { link } = letter;
  const paragraphs = letter.paragraphs.map((text) => `<p>${linesOf(clipped(text))}</p>`);
  const rows = factsOf(letter).map(
    ([label, value]) =>
      `<tr><th align="left" valign="top" style="padding:2px 16px 2px 0">${escaped(label)}</th><td style="padding:2px 0">${linesOf(value)}</td></tr>`,
  );
  return `<!DOCTYPE html>
<html lang="nb"><head><meta charset="utf-8"><title>${escaped(subjectOf(letter))}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1d1d1f">
${paragraphs.join('\n')}
${rows.length > 0 ? `<table style="border-collapse:collapse">${rows.join('\n')}</table>` : ''}
${link ? `<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>` : ''}
${link?.note ? `<p>${linesOf(link.note)}</p>` : ''}
<p style="font-size:14px;color:#55565a">${escaped(letter.why)}<br>${sender}${
    letter.end ? `<br><a href="${escaped(letter.end.url)}">${escaped(letter.end.label)}</a>` : ''
  }</p>
</body></html>
`;
}

const factsOf = ({ facts = [] }: Letter) =>
  facts.slice(0, factsMax).map(([label, value]) => [label, clipped(value)] as const);

const clipped = (text: string): string => (text.length > textMax ? `${text.slice(0, textMax - 1)}…` : text);

const linesOf = (text: string): string => escaped(text).replaceAll(/\r?\n/g, '<br>');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
