import { openSource, relayOf } from './counters.ts';

// Publishes until it is killed.
const { MONGO = '', KAFKA = '', NAMESPACE = '' } = process.env;
const store = await openSource(MONGO);
await relayOf(store, { brokers: KAFKA.split(','), namespace: NAMESPACE }, `child ${process.pid}`);
process.stdout.write('runs\n');
