/** The images that `testcontainers` mode runs; they are never pulled, only used when they are there. */
export const images = { kafka: 'apache/kafka:4.2.1', mongo: 'mongo:8' } as const;
