import { consumerOf, noting, openSink } from './counters.ts';

// Consumes until it is killed.
const { MONGO = '', KAFKA = '', NAMESPACE = '' } = process.env;
const store = await openSink(MONGO);
await consumerOf(store, { brokers: KAFKA.split(','), namespace: NAMESPACE }, noting());
process.stdout.write('runs\n');
