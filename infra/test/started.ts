/** What `globalSetup` started in this process, for `globalTeardown` to stop. */
export const started: { stop(): Promise<void> }[] = [];
