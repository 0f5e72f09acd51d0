import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunFile } from './runFile.ts';
import { readJson, writeSecretJson } from './secretFile.ts';
import type { Say } from './supervisor.ts';

/** What the seed leaves behind when it completed. */
interface SeedMarker {
  readonly completedAt: string;
  /** demo client -> the supplier registered for it */
  readonly supplierIds: Readonly<Record<string, string>>;
}

/**
 * Loads the demo data into a data folder that has none, through `seed(run: RunFile): Promise<void>` of a module. The
 * seed sets `supplierId` of the demo contractors; later starts set it again from the marker. A seed that failed is run
 * again at the next start, so it must stand that.
 */
export async function seedOnce(
  run: RunFile,
  options: { readonly dataDir: string; readonly module: string; readonly say: Say },
): Promise<void> {
  const file = join(options.dataDir, 'seed.json');
  const marker = readJson<SeedMarker>(file);
  if (marker) {
    for (const [name, supplierId] of Object.entries(marker.supplierIds)) {
      const client = run.clients[name];
      if (client) client.supplierId = supplierId;
    }
    return;
  }
  if (!existsSync(options.module)) return;
  options.say('loading the demo data ...');
  const { seed } = (await import(pathToFileURL(options.module).href)) as {
    readonly seed: (run: RunFile) => Promise<void>;
  };
  await seed(run);
  const supplierIds: Record<string, string> = {};
  for (const [name, { supplierId }] of Object.entries(run.clients)) {
    if (supplierId !== undefined) supplierIds[name] = supplierId;
  }
  writeSecretJson(file, { completedAt: new Date().toISOString(), supplierIds } satisfies SeedMarker);
}
