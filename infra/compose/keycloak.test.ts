import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { roles } from '@tiltak/contracts';
import { clientIdentities } from '../local/issuer/demoPeople.ts';
import { WEB_CLIENT_ID } from '../local/issuer/issuerState.ts';

/** What is asked of the realm file, of all that Keycloak's RealmRepresentation may hold. */
interface Realm {
  readonly realm: string;
  readonly roles: { readonly realm: readonly { readonly name: string }[] };
  readonly scopeMappings: readonly { readonly clientScope: string; readonly roles: readonly string[] }[];
  readonly clients: readonly Client[];
  readonly users: readonly {
    readonly id: string;
    readonly firstName: string;
    readonly serviceAccountClientId: string;
    readonly realmRoles: readonly string[];
  }[];
}

interface Client {
  readonly clientId: string;
  readonly publicClient: boolean;
  readonly serviceAccountsEnabled: boolean;
  readonly fullScopeAllowed: boolean;
  readonly directAccessGrantsEnabled: boolean;
  readonly defaultClientScopes: readonly string[];
  readonly protocolMappers?: readonly { readonly config: Readonly<Record<string, string>> }[];
}

const file = readFileSync(join(import.meta.dirname, 'keycloak/tiltak-realm.json'), 'utf8');
const realm: Realm = JSON.parse(file);

/** Every key of the file, at any depth. */
function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}

test('the realm has exactly the roles of the contracts, and lets tokens carry them', () => {
  expect(realm.realm).toBe('tiltak');
  expect(realm.roles.realm.map(({ name }) => name)).toEqual([...roles]);
  expect(realm.scopeMappings).toEqual([{ clientScope: 'tiltak', roles: [...roles] }]);
});

test('the clients are those of the local issuer: the same ids, names, roles and organisation numbers', () => {
  const machines = realm.clients.filter(({ clientId }) => clientId !== WEB_CLIENT_ID);
  const found = machines.map(({ clientId, protocolMappers }) => {
    const account = realm.users.find(({ serviceAccountClientId }) => serviceAccountClientId === clientId);
    const number = protocolMappers?.[0]?.config['claim.value'];
    const identity = { name: account?.firstName, roles: account?.realmRoles };
    return [account?.id, { ...identity, ...(number !== undefined && { organisation_number: number }) }];
  });
  expect(Object.fromEntries(found)).toEqual(clientIdentities);
  expect(machines.every(({ serviceAccountsEnabled }) => serviceAccountsEnabled)).toBe(true);
  expect(realm.clients).toHaveLength(machines.length + 1);
});

test('every client needs a secret, and no token carries more than the scope `tiltak` lets it', () => {
  for (const client of realm.clients) {
    expect(client).toMatchObject({
      publicClient: false,
      fullScopeAllowed: false,
      directAccessGrantsEnabled: false,
      defaultClientScopes: ['basic', 'profile', 'tiltak'],
    });
  }
});

test('the realm file holds no secret, password or key: Keycloak makes them', () => {
  const keys = keysIn(realm);
  expect(keys).toContain('serviceAccountClientId');
  expect(keys.filter((key) => /secret|password|credential|private|certificate/i.test(key))).toEqual([]);
  expect(realm.users.every((user) => user.serviceAccountClientId !== undefined)).toBe(true);
});
