/** The settings of the services' consumers (packages/messaging/src/consumer.ts), for floors that must not differ in them. */
export const consumerSettings = {
  sessionTimeout: 6000,
  heartbeatInterval: 1000,
  rebalanceTimeout: 10_000,
  maxWaitTimeInMs: 100,
  maxBytesPerPartition: 1024 * 1024,
} as const;

/** How the services read. */
export const consumeSettings = {
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: 12,
  autoCommitInterval: 1000,
} as const;
