import type { File } from '@tiltak/contracts';
import QRCode from 'qrcode';

/** M: readable with 15 % of it dirty or torn, as a notice in a corridor comes to be (ISO/IEC 18004). */
const options = { errorCorrectionLevel: 'M', margin: 4 } as const;
/** Five centimetres at 300 dots an inch; for larger prints there is the SVG. */
const pngWidthPixels = 600;

/** The QR code of an address, to be shown or printed at any size. */
export async function qrSvg(address: string): Promise<File> {
  const svg = await QRCode.toString(address, { ...options, type: 'svg' });
  return { bytes: Buffer.from(svg), mediaType: 'image/svg+xml' };
}

/** The same for programs that take no SVG. */
export async function qrPng(address: string): Promise<File> {
  const bytes = await QRCode.toBuffer(address, { ...options, type: 'png', width: pngWidthPixels });
  return { bytes, mediaType: 'image/png' };
}
