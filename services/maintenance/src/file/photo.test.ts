import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import sharp from 'sharp';
import { fileKindOf } from './fileKind.ts';
import { cleanPhoto } from './photo.ts';

const bytesMax = 15 * 1024 * 1024;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });
/** A photo held sideways, with a position and a camera in it. */
const sideways = () =>
  picture(60, 40)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Kameramerke' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 53/1 0/1' },
    })
    .jpeg()
    .toBuffer();

async function refusalOf(bytes: Uint8Array, mediaType: 'image/jpeg' | 'image/png' = 'image/jpeg') {
  const outcome = await cleanPhoto(bytes, { mediaType, bytesMax }).catch((error: unknown) => error);
  if (!(outcome instanceof Rejection)) throw new Error('it was taken');
  return outcome.code;
}

test('a photo is kept upright, without its position, its camera and what hangs behind its end', async () => {
  const sent = await sideways();
  expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('Kameramerke');
  const { bytes, preview } = await cleanPhoto(Buffer.concat([sent, Buffer.from('SKJULT')]), {
    mediaType: 'image/jpeg',
    bytesMax,
  });
  for (const kept of [bytes, preview]) {
    const { exif, height, orientation, width } = await sharp(kept).metadata();
    expect([width, height, orientation, exif]).toEqual([40, 60, undefined, undefined]);
    expect(Buffer.from(kept).toString('latin1')).not.toMatch(/Kameramerke|SKJULT/);
  }
});

test('a large photo is made smaller, its preview much smaller, and a small one is left as large as it is', async () => {
  const large = await cleanPhoto(await picture(5000, 2500).png().toBuffer(), {
    mediaType: 'image/png',
    bytesMax,
  });
  expect(await sharp(large.bytes).metadata()).toMatchObject({ format: 'png', width: 4096, height: 2048 });
  expect(await sharp(large.preview).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 240 });
});

test('a PNG that would be larger than a file may be becomes a JPEG', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const sent = await sharp({
    create: { width: 300, height: 300, channels: 3, background: '#888', noise },
  })
    .png()
    .toBuffer();
  const kept = await cleanPhoto(sent, { mediaType: 'image/png', bytesMax: sent.length / 2 });
  expect(kept.mediaType).toBe('image/jpeg');
  expect(fileKindOf(kept.bytes)).toBe('image/jpeg');
});

describe('a photo is refused', () => {
  test('that ends too early', async () => {
    const sent = await sideways();
    expect(await refusalOf(sent.subarray(0, sent.length / 2))).toBe('file_damaged');
  });

  test('that only begins like one', async () => {
    expect(await refusalOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toBe('file_damaged');
  });

  test('that unpacks to far more than it seems', async () => {
    const bomb = await picture(16_000, 16_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await refusalOf(bomb, 'image/png')).toBe('photo_too_large');
  });
});

test.each([
  ['a JPEG', [0xff, 0xd8, 0xff, 0xdb], 'image/jpeg'],
  ['a PNG', [0x89, ...Buffer.from('PNG\r\n\x1a\n', 'latin1')], 'image/png'],
  ['a PDF', [...Buffer.from('%PDF-1.7')], 'application/pdf'],
  ['a HEIC', [0, 0, 0, 24, ...Buffer.from('ftypheic')], 'heic'],
  ['a film', [0, 0, 0, 24, ...Buffer.from('ftypmp42')], 'unknown'],
  ['a zip', [...Buffer.from('PK\x03\x04')], 'unknown'],
  ['an SVG', [...Buffer.from('<svg onload="x()">')], 'unknown'],
  ['a web page', [...Buffer.from('<!doctype html>')], 'unknown'],
  ['nothing', [], 'unknown'],
])('%s is known by its first bytes', (_name, bytes, kind) => {
  expect(fileKindOf(Uint8Array.from(bytes))).toBe(kind);
});
