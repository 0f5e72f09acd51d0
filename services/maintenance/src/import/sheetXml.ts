import sax, { type QualifiedTag, type Tag } from 'sax';
import { cellLengthMax, columnsMax, isBlank, notReadable, type Row } from './table.ts';

/** So many different texts may a workbook have. */
const stringsMax = 1_000_000;

type Attributes = Readonly<Record<string, string>>;
type Handler = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/**
 * An XML parser that is fed piece by piece and holds on to nothing. Names come without their prefix. No workbook has a
 * document type, by which entities could be declared that grow. Throws `file_not_readable`.
 */
function openXml({ open, close, text }: Handler) {
  const parser = sax.parser(true, { position: false });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  let fault: Error | undefined;
  parser.onopentag = (tag: Tag | QualifiedTag) => open?.(local(tag.name), tag.attributes as Attributes);
  parser.onclosetag = (name) => close?.(local(name));
  parser.ontext = (value) => text?.(value);
  parser.oncdata = (value) => text?.(value);
  parser.ondoctype = () => {
    fault ??= new Error('a document type');
  };
  parser.onerror = (error) => {
    fault ??= error;
  };
  const guarded = (step: () => void) => {
    try {
      step();
    } catch (error) {
      fault ??= error as Error;
    }
    if (fault) throw notReadable('its XML is damaged.');
  };
  return {
    write: (piece: string) => guarded(() => parser.write(piece)),
    end: () => guarded(() => parser.close()),
  };
}

/** Where the first sheet and the shared texts are. */
export function partsOf(
  workbook: string,
  relations: string,
): { readonly sheet: string; readonly strings: string | undefined } {
  let first: string | undefined;
  const book = openXml({
    open(name, attributes) {
      if (name === 'sheet') first ??= Object.entries(attributes).find(([key]) => /^\w+:id$/.test(key))?.[1];
    },
  });
  book.write(workbook);
  const targets = new Map<string, string>();
  let strings: string | undefined;
  const rels = openXml({
    open(name, { Id = '', Target = '', Type = '' }) {
      if (name !== 'Relationship') return;
      const part = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      targets.set(Id, part);
      if (Type.endsWith('/sharedStrings')) strings = part;
    },
  });
  rels.write(relations);
  const sheet = first === undefined ? undefined : targets.get(first);
  if (sheet === undefined) throw notReadable('the workbook has no sheet.');
  return { sheet, strings };
}

/** Excel writes what XML can't hold as `_x000D_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** Collects the text of `<t>` and `<v>`, but not that of the readings that Japanese cells have beside theirs. */
function openText() {
  let text = '';
  let isOpen = false;
  let isReading = false;
  return {
    open(name: string) {
      if (name === 'rPh') isReading = true;
      isOpen = !isReading && (name === 't' || name === 'v');
    },
    close(name: string) {
      if (name === 'rPh') isReading = false;
      isOpen = false;
    },
    add(more: string) {
      if (isOpen && text.length < cellLengthMax) text = (text + more).slice(0, cellLengthMax);
    },
    taken() {
      const whole = text;
      text = '';
      return whole;
    },
  };
}

/** The texts that a workbook's cells share. */
export function readStrings() {
  const strings: string[] = [];
  const content = openText();
  const xml = openXml({
    open: content.open,
    close(name) {
      content.close(name);
      if (name !== 'si') return;
      if (strings.length >= stringsMax) throw new Error('too many texts');
      strings.push(unescaped(content.taken()));
    },
    text: content.add,
  });
  return { strings: strings as readonly string[], take: xml.write };
}

/** Reads a sheet's rows from its XML, piece by piece. */
export function readRows(shared: readonly string[]) {
  let rows: Row[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = 0;
  let type: string | undefined;
  const content = openText();
  const xml = openXml({
    open(name, attributes) {
      content.open(name);
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1);
        cells = [];
        column = 0;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t;
      }
    },
    close(name) {
      content.close(name);
      if (name === 'c') {
        const text = content.taken();
        if (column > columnsMax || text === '') return;
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = cellText(text, type, shared);
      } else if (name === 'row' && !isBlank(cells)) rows.push({ line, cells });
    },
    text: content.add,
  });
  return {
    /** The rows that ended in this piece. */
    take(piece: string): readonly Row[] {
      xml.write(piece);
      const read = rows;
      rows = [];
      return read;
    },
    /** Throws `file_not_readable` where the sheet ended too early. */
    end: xml.end,
  };
}

/** `B7` -> 2 */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** A cell's text (ECMA-376, ST_CellType); a number as short as it can be written. */
function cellText(text: string, type: string | undefined, shared: readonly string[]): string {
  switch (type) {
    case 's':
      return shared[Number(text)] ?? '';
    case 'str':
    case 'inlineStr':
      return unescaped(text);
    case undefined:
    case 'n':
      return Number.isFinite(Number(text)) ? String(Number(text)) : text;
    default:
      return text;
  }
}
