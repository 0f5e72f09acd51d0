import { randomBytes } from 'node:crypto';

const suffix = () => randomBytes(5).toString('hex');

/** A URI of the test run's MongoDB with a database that nobody else uses. */
export function freshDatabase(name: string): string {
  const uri = new URL(fromSetup('TILTAK_TEST_MONGO'));
  uri.pathname = `/${name}-${suffix()}`;
  if (uri.username && !uri.searchParams.has('authSource')) uri.searchParams.set('authSource', 'admin');
  return uri.href;
}

/** A first part for topics and groups that nobody else uses. */
export const freshNamespace = (): string => `test-${suffix()}`;

/** The brokers of the test run's Kafka. */
export const testKafka = (): readonly string[] => fromSetup('TILTAK_TEST_KAFKA').split(',');

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: only integration and end-to-end tests have it`);
  return value;
}
