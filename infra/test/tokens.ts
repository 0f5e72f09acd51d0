import { type DemoClient, fetchToken } from '../local/issuer.ts';

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: only integration and end-to-end tests have an issuer`);
  return value;
}

/** The URL of the test run's issuer, for a service's OIDC_ISSUER. */
export function testIssuer(): string {
  return fromSetup('TILTAK_TEST_ISSUER');
}

/** The demo clients of the test run's issuer by role, and `contractor-1` to `contractor-3`. */
export function testClients(): Readonly<Record<string, DemoClient>> {
  return JSON.parse(fromSetup('TILTAK_TEST_CLIENTS')) as Readonly<Record<string, DemoClient>>;
}

const tokens = new Map<string, Promise<string>>();

/**
 * An access token of the demo client of a role (`property.officer`, ... or `contractor-1`), from the test run's
 * issuer. It is asked for once per test file and is good for an hour.
 */
export function tokenFor(role: string): Promise<string> {
  const client = testClients()[role];
  if (!client)
    throw new Error(
      `there is no demo client for ${role}; there are ${Object.keys(testClients()).join(', ')}`,
    );
  const token = tokens.get(role) ?? fetchToken(testIssuer(), client);
  tokens.set(role, token);
  return token;
}
