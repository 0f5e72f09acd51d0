import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Block, Document } from './document.ts';
import { reasonFooter } from './html.ts';

/** Fonts with every letter that Norwegian, Sami and the neighbours' names need; embedded, so that they look the same everywhere. */
const { resolve } = createRequire(import.meta.url);
const fonts = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

const sizes = { title: 18, heading: 13, entry: 10.5, text: 9.5, cell: 8.5, small: 8 } as const;
const margin = 56;
/** A cell that is longer would not fit on a page; the sections keep long texts out of tables. */
const cellMax = 600;

type Pdf = InstanceType<typeof PDFDocument>;
type Tag = 'H1' | 'H2' | 'H3' | 'P' | 'BlockQuote';

/**
 * The document as PDF 1.7, tagged: headings, paragraphs and tables are what they look like to a screen reader too.
 * `createdAt` stands in its properties, so that the same document gives the same bytes.
 */
export async function pdfOf(document: Document, createdAt: Date): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin, pdfVersion: '1.7', tagged: true, lang: 'nb-NO', displayTitle: true },
    ...{ bufferPages: true, font: fonts.regular },
    info: {
      Title: document.title,
      Producer: 'Tiltak',
      Creator: 'Tiltak',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done, fail) => {
    pdf.on('end', done);
    pdf.on('error', fail);
  });
  write(pdf, document);
  numberPages(pdf, document.title);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function write(pdf: Pdf, { title, lead, sections }: Document): void {
  say(pdf, 'H1', title, { size: sizes.title, isBold: true });
  for (const text of lead) say(pdf, 'P', text, { size: sizes.text });
  for (const [at, { heading, blocks }] of sections.entries()) {
    // A heading alone at a page's foot belongs to nothing.
    if (pdf.y > pdf.page.height - margin - 80) pdf.addPage();
    pdf.moveDown(1);
    say(pdf, 'H2', `${at + 1}. ${heading}`, { size: sizes.heading, isBold: true });
    for (const block of blocks) writeBlock(pdf, block);
  }
}

function writeBlock(pdf: Pdf, block: Block): void {
  const { text, small, entry } = sizes;
  switch (block.type) {
    case 'paragraph':
      say(pdf, 'P', block.text, { size: text });
      break;
    case 'gap':
      say(pdf, 'P', `Mangler: ${block.text}`, { size: text, isBold: true });
      break;
    case 'entry':
      say(pdf, 'H3', block.title, { size: entry, isBold: true });
      for (const line of block.lines) say(pdf, 'P', line, { size: text });
      break;
    case 'reason':
      say(pdf, 'BlockQuote', block.text, { size: text });
      say(pdf, 'P', reasonFooter(block), { size: small });
      break;
    case 'table':
      writeTable(pdf, block);
  }
}

function say(
  pdf: Pdf,
  tag: Tag,
  text: string,
  { size, isBold = false }: { readonly size: number; readonly isBold?: boolean },
): void {
  const write = () => {
    pdf.font(isBold ? fonts.bold : fonts.regular).fontSize(size);
    pdf.text(printable(text), margin, pdf.y, { width: widthOf(pdf), paragraphGap: 3 });
  };
  pdf.addStructure(pdf.struct(tag, {}, [write]));
}

function writeTable(pdf: Pdf, { caption, heads, rows }: Extract<Block, { type: 'table' }>): void {
  say(pdf, 'P', caption, { size: sizes.text, isBold: true });
  const cell = (text: string, isHead: boolean) => ({
    text: printable(text.length > cellMax ? `${text.slice(0, cellMax)}…` : text),
    type: isHead ? ('TH' as const) : ('TD' as const),
    font: { src: isHead ? fonts.bold : fonts.regular, size: sizes.cell },
  });
  pdf.font(fonts.regular).fontSize(sizes.cell);
  const table = {
    position: { x: margin, y: pdf.y },
    maxWidth: widthOf(pdf),
    defaultStyle: { border: 0.5, borderColor: '#777777', padding: 3 },
    structParent: pdf,
    data: [
      heads.map((text) => cell(text, true)),
      ...rows.map((row) => row.map((text, at) => cell(text, at === 0))),
    ],
  };
  pdf.table(table);
  pdf.moveDown(0.5);
}

const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * margin;

/** Control characters, which no font has, become spaces; line breaks stay. */
const printable = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ');

/** At the foot of each page: they are no content, but what a printed page is found again by. */
function numberPages(pdf: Pdf, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const { bottom } = pdf.page.margins;
    // Below the margin the text would begin another page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font(fonts.regular).fontSize(sizes.small);
    const text = `${title.slice(0, 70)} – side ${page + 1} av ${count}`;
    pdf.text(text, margin, pdf.page.height - margin / 2 - 8, { width: widthOf(pdf), lineBreak: false });
    pdf.endMarkedContent();
    pdf.page.margins.bottom = bottom;
  }
}
