import { resolve } from 'node:path';

const rootDir = resolve(import.meta.dirname, '..');

/** What all three kinds of test share: ES modules as they are, types stripped by Node itself. */
const shared = {
  rootDir,
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
  modulePathIgnorePatterns: ['/\\.data/', '/\\.cache/'],
  haste: { forceNodeFilesystemAPI: true },
};

/** Jest runs these once for the projects that name them, and only if one of their tests is in the run. */
const onRealInfrastructure = {
  globalSetup: '<rootDir>/infra/test/globalSetup.ts',
  globalTeardown: '<rootDir>/infra/test/globalTeardown.ts',
  slowTestThreshold: 30,
};

export default {
  rootDir,
  maxWorkers: 2,
  testTimeout: 60_000,
  testSequencer: '<rootDir>/infra/test/longestFirst.ts',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        '\\.int\\.test\\.ts$',
        '\\.e2e\\.test\\.ts$',
      ],
    },
    { ...shared, ...onRealInfrastructure, displayName: 'integration', testMatch: ['**/*.int.test.ts'] },
    { ...shared, ...onRealInfrastructure, displayName: 'e2e', testMatch: ['**/*.e2e.test.ts'] },
  ],
};
