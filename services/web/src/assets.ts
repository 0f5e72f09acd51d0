import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Express } from 'express';
import type { AssetUrls } from './html/layout.ts';
import { bundleSealing } from './sealing/bundle.ts';

const maxAgeSeconds = 365 * 24 * 60 * 60;

const files = {
  style: { name: 'console.css', type: 'text/css; charset=utf-8' },
  script: { name: 'console.js', type: 'text/javascript; charset=utf-8' },
  sealing: { name: 'sealing.js', type: 'text/javascript; charset=utf-8' },
  icon: { name: 'icon.svg', type: 'image/svg+xml' },
} as const;

/**
 * Serves the style sheet, the scripts and the icon from memory; browsers keep them until their content changes. The
 * script that seals is bundled first.
 */
export async function addAssets(app: Express): Promise<AssetUrls> {
  const urls = await Promise.all(
    Object.entries(files).map(async ([asset, { name, type }]) => {
      const content =
        asset === 'sealing'
          ? await bundleSealing()
          : await readFile(new URL(`./assets/${name}`, import.meta.url));
      app.get(`/assets/${name}`, (_request, response) => {
        response.set('Cache-Control', `public, max-age=${maxAgeSeconds}, immutable`).type(type).send(content);
      });
      return [asset, `/assets/${name}?${hash('sha256', content, 'hex').slice(0, 12)}`] as const;
    }),
  );
  return Object.fromEntries(urls) as AssetUrls;
}
