import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import type { Store } from '@tiltak/store';
import { freshDatabase, freshNamespace, testKafka } from '@tiltak/testing';
import { publicationOf, toMessage } from '../src/index.ts';
import {
  copies,
  count,
  kafkaOf,
  makeTopic,
  openSink,
  openSource,
  type Place,
  topicIn,
  upTo,
} from './counters.ts';

// Processes are started and killed: on a busy machine that takes its time.
jest.setTimeout(240_000);

/** For each test anew: a service that counts, one that listens to it, and where on the broker. */
export let source: Store;
export let sink: Store;
export let sinkUri: string;
export let place: Place;

let running: { stop(): Promise<void> }[];
/** Starts what is stopped at the end of the test. */
export const run = async <One extends { stop(): Promise<void> }>(starting: Promise<One>): Promise<One> => {
  const one = await starting;
  running.push(one);
  return one;
};

beforeEach(async () => {
  running = [];
  sinkUri = freshDatabase('sink');
  place = { brokers: testKafka(), namespace: freshNamespace() };
  [source, sink] = await Promise.all([openSource(freshDatabase('source')), openSink(sinkUri)]);
  await makeTopic(place);
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await Promise.all([source.close(), sink.close()]);
});

/** How long the machine may take, however busy it is. */
export const within = { deadlineMs: 90_000 };

/** Counts `each` times in every one of the streams s0, s1 ... */
export const countMany = (streams: number, each: number) =>
  Promise.all(upTo(streams * each).map((n) => count(source, `s${n % streams}`)));

/** Throws unless the listening service has every one of them, once and in order. */
export async function expectAll(streams: number, each: number, by = sink): Promise<void> {
  const found = await copies(by);
  for (let stream = 0; stream < streams; stream++)
    expect(found[`s${stream}`]).toEqual({ sequences: upTo(each), sum: each });
}

/** Sends events past the relay, as they are given, so many in one request. */
export async function send(
  messages: readonly { key: string; value: string; headers?: Record<string, string> }[],
  atOnce = 1000,
) {
  const producer = kafkaOf(place).producer();
  await producer.connect();
  for (let at = 0; at < messages.length; at += atOnce)
    await producer.send({ topic: topicIn(place), messages: messages.slice(at, at + atOnce) });
  await producer.disconnect();
}

/** A stream's events as the relay sends them. */
export const messagesOf = async (id: string) =>
  (await source.journal.find({ stream: id }).sort({ version: 1 }).toArray()).map((row) =>
    toMessage(publicationOf('projects', source, row)),
  );
