import sharp from 'sharp';

/** A JPEG of a colour, so that different colours are different photos. */
export const jpegOf = (background: string) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer();

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A file as operations take it, by default said to be a JPEG. */
export const upload = (bytes: Uint8Array, mediaType = 'image/jpeg') => ({ upload: { bytes, mediaType } });
