import { Rejection } from '@tiltak/decider';

/** The most pixels of a photo that is decoded (8160 x 6120 is what phones make): decoded it takes four bytes each. */
const pixelsMax = 50_000_000;
/** A larger photo is made smaller: a crack in a wall is still to be seen, and it can be sent to a phone. */
const sideMaxPixels = 4096;
const previewSideMaxPixels = 480;
/** How long one photo may take: more is no photo from a camera. */
const photoSeconds = 30;
/** Photos are worked on one at a time, because of the memory that each takes; so many may wait. */
const waitingMax = 8;

export type CleanPhoto = {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** A JPEG. */
  readonly preview: Uint8Array;
};

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * A photo as it is kept: upright, at most 4096 pixels a side, and drawn anew, so that nothing but its pixels is left of
 * what was sent: no position, no camera, no thumbnail, nothing behind its end. A PNG that would be larger than
 * `bytesMax` becomes a JPEG. Throws `file_damaged`, `photo_too_large` or `too_busy`.
 */
export function cleanPhoto(
  bytes: Uint8Array,
  options: { readonly mediaType: CleanPhoto['mediaType']; readonly bytesMax: number },
): Promise<CleanPhoto> {
  if (waiting >= waitingMax)
    throw new Rejection('too_busy', 'Many photos are being read right now; try again in a second.');
  waiting += 1;
  const photo = last
    .then(() => draw(bytes, options))
    .finally(() => {
      waiting -= 1;
    });
  last = photo.catch(() => {});
  return photo;
}

async function draw(
  bytes: Uint8Array,
  { bytesMax, mediaType }: { readonly mediaType: CleanPhoto['mediaType']; readonly bytesMax: number },
): Promise<CleanPhoto> {
  // Loaded with the first photo: a service that never sees one does without its 30 MB.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  // Its size is looked at before anything is decoded, and a file that ends too early is none.
  const open = () =>
    sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
      .timeout({ seconds: photoSeconds })
      .autoOrient();
  const within = (side: number) =>
    open().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  try {
    const asJpeg = () =>
      within(sideMaxPixels).flatten({ background: '#fff' }).jpeg({ quality: 85 }).toBuffer();
    const drawn = mediaType === 'image/png' ? await within(sideMaxPixels).png().toBuffer() : await asJpeg();
    const isTooLarge = drawn.length > bytesMax;
    const preview = await within(previewSideMaxPixels)
      .flatten({ background: '#fff' })
      .jpeg({ quality: 70 })
      .toBuffer();
    return {
      bytes: isTooLarge ? await asJpeg() : drawn,
      mediaType: isTooLarge ? 'image/jpeg' : mediaType,
      preview,
    };
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): Rejection {
  if (error instanceof Error && /pixel limit/i.test(error.message))
    return new Rejection(
      'photo_too_large',
      `The photo has more than ${pixelsMax} pixels; send one with fewer.`,
      { pixelsMax },
    );
  return new Rejection('file_damaged', 'The photo is damaged or not all there; send it again.');
}
