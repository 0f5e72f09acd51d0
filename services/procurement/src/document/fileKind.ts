import { Rejection } from '@tiltak/decider';
import type { Entry, ZipFile } from 'yauzl';

const ooxml = 'application/vnd.openxmlformats-officedocument';
const odf = 'application/vnd.oasis.opendocument';

/** What a document may be, and the ending of its name. */
export const endings = {
  'application/pdf': 'pdf',
  [`${ooxml}.wordprocessingml.document`]: 'docx',
  [`${ooxml}.spreadsheetml.sheet`]: 'xlsx',
  [`${ooxml}.presentationml.presentation`]: 'pptx',
  [`${odf}.text`]: 'odt',
  [`${odf}.spreadsheet`]: 'ods',
  'image/png': 'png',
  'image/jpeg': 'jpg',
} as const satisfies Readonly<Record<string, string>>;

/** The part by which an office document shows what it is (ECMA-376). */
const mainParts = {
  'word/document.xml': `${ooxml}.wordprocessingml.document`,
  'xl/workbook.xml': `${ooxml}.spreadsheetml.sheet`,
  'ppt/presentation.xml': `${ooxml}.presentationml.presentation`,
} as const;
/** An OpenDocument file has its media type as its first part, uncompressed, so that it stands at this place. */
const odfTypeAt = 38;
/** Programs inside a document are run by those who open it. */
const macros = /(^|\/)(vbaProject\.bin|Basic\/.+|Scripts\/.+)$/i;
/** An office document has some dozens of parts; pictures may add many. */
const partsMax = 10_000;
/** How far from its end a whole PDF says that it ends (ISO 32000-1, annex H). */
const pdfTailBytes = 1024;

/** What a document is by its bytes, whatever its sender calls it. Throws `document_type_not_allowed`, `file_damaged`. */
export async function documentTypeOf(bytes: Uint8Array): Promise<keyof typeof endings> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.subarray(0, 8).toString('latin1');
  if (head.startsWith('%PDF-')) {
    if (!buffer.subarray(-pdfTailBytes).includes('%%EOF')) throw damaged();
    return 'application/pdf';
  }
  if (head === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('PK\x03\x04')) return await officeTypeOf(buffer);
  throw notAllowed();
}

async function officeTypeOf(buffer: Buffer): Promise<keyof typeof endings> {
  const parts = await partsOf(buffer);
  if (parts.some((part) => macros.test(part)))
    throw new Rejection('document_type_not_allowed', 'The document holds macros; send one without.');
  for (const [part, type] of Object.entries(mainParts))
    if (parts.includes(part) && parts.includes('[Content_Types].xml')) return type;
  for (const type of [`${odf}.text`, `${odf}.spreadsheet`] as const) {
    const said = buffer.subarray(odfTypeAt, odfTypeAt + type.length + 2).toString('latin1');
    if (parts[0] === 'mimetype' && said === `${type}PK` && parts.includes('content.xml')) return type;
  }
  throw notAllowed();
}

/** The names of an archive's parts, in their order; nothing is unpacked. */
async function partsOf(buffer: Buffer): Promise<readonly string[]> {
  const { default: yauzl } = await import('yauzl');
  const file = await new Promise<ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, opened) =>
      error ? reject(damaged()) : resolve(opened),
    ),
  );
  const parts: string[] = [];
  return await new Promise((resolve, reject) => {
    file.on('entry', ({ fileName }: Entry) => {
      parts.push(fileName);
      if (parts.length > partsMax) reject(notAllowed());
      else file.readEntry();
    });
    file.on('end', () => resolve(parts));
    file.on('error', () => reject(damaged()));
    file.readEntry();
  });
}

const damaged = () =>
  new Rejection('file_damaged', 'The document is damaged or not all there; send it again.');
const notAllowed = () =>
  new Rejection(
    'document_type_not_allowed',
    `By its bytes this is none of ${Object.values(endings).join(', ')}, whatever its name says; send one of these.`,
  );
