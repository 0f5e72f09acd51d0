// Makes the passwords and keys of the containers at the first start, and gives each its own; later starts change nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadIssuerState, WEB_CLIENT_ID } from '../local/issuer/issuerState.ts';
import { databaseUri } from '../local/mongoAccess.ts';
import { writeSecretJson } from '../local/secretFile.ts';
import { databaseOf, loadSecrets } from '../local/services.ts';
import { composeServices, secretsDir } from './services.ts';

const secrets = loadSecrets(secretsDir('all'), composeServices);
const { clientSecrets } = loadIssuerState(secretsDir('issuer'));

// Read by the database's container, whose user is another one; the volume is what keeps others out.
writeFileSync(join(secretsDir('mongo'), 'replica-set.key'), secrets.mongod.key, { mode: 0o644 });

const own: Readonly<Record<string, object>> = {
  maintenance: { ANSWER_LINK_KEY: secrets.answerLinkKey },
  procurement: { SECRETS_KEY: secrets.bidKey, RECEIPT_KEY: secrets.receiptKey },
  notifications: { SECRETS_KEY: secrets.secretsKey, SIGNING_KEY: secrets.signingKey },
  web: {
    SESSION_KEY: secrets.sessionKey,
    OIDC_CLIENT_ID: WEB_CLIENT_ID,
    OIDC_CLIENT_SECRET: clientSecrets[WEB_CLIENT_ID],
  },
};
for (const { name } of composeServices) {
  writeSecretJson(join(secretsDir(name), 'environment.json'), {
    MONGO_URI: databaseUri('mongo:27017', secrets.mongod, databaseOf(name)),
    ...own[name],
  });
}
