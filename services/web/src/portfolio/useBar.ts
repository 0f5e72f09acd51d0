import { type Html, html } from '../html/html.ts';

export type Amounts = {
  readonly amountOre: number;
  readonly reservedOre: number;
  readonly committedOre: number;
  readonly invoicedOre: number;
};

/**
 * How much of a frame is used, as a bar: a picture beside the figures that say the same, so hidden from screen
 * readers. Drawn by SVG attributes, since the content security policy allows no inline styles.
 */
export function useBar({ amountOre, reservedOre, committedOre, invoicedOre }: Amounts): Html {
  const percent = (ore: number) => (amountOre === 0 ? 0 : (ore / amountOre) * 100);
  let from = 0;
  const parts = [
    ['invoiced', invoicedOre],
    ['committed', committedOre],
    ['reserved', reservedOre],
  ] as const;
  const rects = parts.map(([name, ore]) => {
    const x = from;
    from += percent(ore);
    return html`<rect class="${name}" x="${x.toFixed(2)}%" width="${percent(ore).toFixed(2)}%" height="100%"/>`;
  });
  return html`<svg class="bar" aria-hidden="true" width="100%" height="10">${rects}</svg>`;
}
