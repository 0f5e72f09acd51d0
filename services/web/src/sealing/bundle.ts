import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** Browsers that have what age needs (X25519 by itself, streams, `crypto.subtle`); older ones use the command line tool. */
const target = 'es2022';

/**
 * Bundles the script that seals, deals and opens in the browser, with `packages/sealing` in it. Done when the console
 * starts and kept in memory, so that there is no built file that could be another than the source.
 *
 * Throws where the source can't be bundled.
 */
export async function bundleSealing(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./browser.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target,
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  // Its process would stay, and take 56 MiB for as long as the console runs.
  await stop();
  const [script] = outputFiles;
  if (!script) throw new Error('the bundle of the script that seals is empty');
  return script.contents;
}
