import type { jobFile } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { quantity } from '../format/quantity.ts';
import { dayOf } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';

export type JobFile = z.output<typeof jobFile>;

/** What a form for photos and documents lets people choose; of a JPEG a phone makes its HEIC by itself. */
export const acceptedFiles = 'image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf';
export const acceptedPhotos = 'image/jpeg,image/png,.jpg,.jpeg,.png';

const bytesInMegabyte = 1024 * 1024;

/** Photos as small pictures, and documents by their names; each leads to the file. `below` is said of each. */
export function fileList(
  files: readonly JobFile[],
  {
    addressOf,
    below,
  }: {
    readonly addressOf: (file: JobFile) => string;
    readonly below?: (file: JobFile) => Html | undefined;
  },
): Html {
  const items = files.map((file) => {
    const address = addressOf(file);
    const picture = file.hasPreview
      ? html`<img src="${address}?size=preview" alt="${file.name}" loading="lazy">`
      : html`<span class="document">PDF</span>`;
    return html`<li><a href="${address}">${picture}<span>${file.name}</span></a>
<span class="under">${dayOf(file.addedAt)}, ${sizeText(file.bytes)}</span>${below?.(file)}</li>`;
  });
  return html`<ul class="files">${items}</ul>`;
}

const sizeText = (bytes: number): string =>
  bytes < bytesInMegabyte / 10
    ? `${Math.ceil(bytes / 1024)} kB`
    : `${quantity(Math.round((bytes / bytesInMegabyte) * 10) / 10)} MB`;
