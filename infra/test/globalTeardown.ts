import { started } from './started.ts';

/** Stops what `globalSetup` started. Jest asks for a default export. */
export default async function globalTeardown(): Promise<void> {
  await Promise.all(started.splice(0).map((running) => running.stop()));
}
