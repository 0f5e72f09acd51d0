import { workerData } from 'node:worker_threads';
import { consumerOf, openSink, type Place } from './counters.ts';

// Passes everything by, until it is ended, in as much memory as the test allows it.
const { uri, place } = workerData as { readonly uri: string; readonly place: Place };
await consumerOf(await openSink(uri), place, {});
