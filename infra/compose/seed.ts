// Loads the demo data into the containers' system once, and writes run.json, where everything is: as seen from
// the host, and in `inside/` as seen from a container.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clientIdentities } from '../local/issuer/demoPeople.ts';
import { loadIssuerState } from '../local/issuer/issuerState.ts';
import { adminUri } from '../local/mongoAccess.ts';
import { type RunClient, type RunFile, runFilePath, writeRunFile } from '../local/runFile.ts';
import { seed } from '../local/seed.ts';
import { loadSecrets } from '../local/services.ts';
import { composeServices, secretsDir } from './services.ts';

const target = secretsDir('seed');
if (!existsSync(runFilePath(target))) {
  const { clientSecrets } = loadIssuerState(secretsDir('issuer'));
  const issuer = process.env.OIDC_ISSUER ?? '';
  const internalUrl = process.env.OIDC_INTERNAL_URL;
  const clients: Record<string, RunClient> = Object.fromEntries(
    Object.keys(clientIdentities).map((clientId) => [
      clientId,
      { clientId, clientSecret: clientSecrets[clientId] ?? '' },
    ]),
  );
  const urls = (host: (name: string) => string) =>
    Object.fromEntries(
      composeServices.map(
        ({ name, port }) => [name, { url: `http://${host(name)}:${port}`, pid: 0 }] as const,
      ),
    );
  const inside = urls((name) => name);
  await seed({ services: inside, issuer, clients, ...(internalUrl && { internalUrl }) });
  const run: RunFile = {
    services: urls(() => '127.0.0.1'),
    issuer,
    kafka: '127.0.0.1:7092',
    mongo: `${adminUri('127.0.0.1:7017', loadSecrets(secretsDir('all'), composeServices).mongod)}&directConnection=true`,
    mail: { smtp: 'mail:7025', url: 'http://127.0.0.1:7026' },
    clients,
  };
  const insideDir = join(target, 'inside');
  mkdirSync(insideDir, { recursive: true });
  writeRunFile(insideDir, {
    ...{ ...run, services: inside, kafka: 'kafka:9092' },
    mail: { smtp: 'mail:7025', url: 'http://mail:7026' },
  });
  writeRunFile(target, run);
}
console.log('the demo data are loaded');
