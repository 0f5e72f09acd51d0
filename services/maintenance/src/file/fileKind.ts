export type FileKind = 'image/jpeg' | 'image/png' | 'application/pdf' | 'heic' | 'unknown';

const jpeg = [0xff, 0xd8, 0xff];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pdf = [...Buffer.from('%PDF-', 'latin1')];
/** The brands of HEIF files with HEVC or still images, which phones make (ISO/IEC 23008-12, annex B; `ftyp` box). */
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];
/** How far from its end a whole PDF says that it ends (ISO 32000-1, annex H). */
const pdfTailBytes = 1024;

/** What a file is by its first bytes; its name and declared type are the sender's words and don't count. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, jpeg)) return 'image/jpeg';
  if (startsWith(bytes, png)) return 'image/png';
  if (startsWith(bytes, pdf)) return 'application/pdf';
  const head = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return head.startsWith('ftyp') && heicBrands.includes(head.slice(4)) ? 'heic' : 'unknown';
}

/** Whether a PDF has its end: one that broke off on its way hasn't. */
export const isWholePdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(-pdfTailBytes)).includes('%%EOF');

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);
