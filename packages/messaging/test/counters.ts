import { type EventSchemas, position, topicOf } from '@tiltak/contracts';
import { type Aggregate, openStore, type Store } from '@tiltak/store';
import * as z from 'zod';
import {
  connectBroker,
  ensureTopics,
  parkedCollection,
  type Reactions,
  react,
  runConsumer,
  runRelay,
} from '../src/index.ts';

type Event = { readonly type: 'Counted'; readonly data: { readonly by: number; readonly note?: string } };

/** What the messaging tests publish: a counter that goes up. */
export const counters: Aggregate<Event['data'], Event, { readonly sum: number }> = {
  kind: 'counters',
  initial: { sum: 0 },
  decide: (data) => [{ type: 'Counted', data }],
  evolve: ({ sum }, { data }) => ({ sum: sum + data.by }),
};

export const countedType = 'no.tiltak.projects.counter.counted.v1';
export const counted = {
  [countedType]: z.object({ ...position, by: z.int(), note: z.string().optional() }),
} satisfies EventSchemas;

/** The service that counts. */
export const openSource = (uri: string): Promise<Store> =>
  openStore({ uri, aggregates: [counters], publish: ({ data }) => ({ type: countedType, data }) });

/** Counts in a stream; gives the event's version. */
export const count = (store: Store, id: string, by = 1, note?: string): Promise<number> =>
  store.transact(
    async (reads) => {
      const counter = await reads.stream(counters, id);
      return (stage) => {
        stage.handle(counter, { by, ...(note !== undefined && { note }) });
        return counter.version;
      };
    },
    { actor: 'test' },
  );

/** The service that listens: it keeps, per counter, the numbers in the order in which they came. */
export const openSink = (uri: string): Promise<Store> =>
  openStore({
    uri,
    aggregates: [],
    collections: [{ name: 'copies' }, parkedCollection],
    publish: () => undefined,
  });

export type Copy = { readonly sequences: readonly number[]; readonly sum: number };

/** Notes every event; `check` may throw, to refuse or to fail. */
export const noting = (
  check: (data: { by: number; note?: string | undefined }) => void = () => {},
  how: Parameters<typeof react>[2] = {},
): Reactions =>
  react(
    counted,
    {
      [countedType]: (event) => async (reads) => {
        const copy = await reads.doc<Copy>('copies', event.subject);
        return (stage) => {
          check(event.data);
          const { sequences, sum } = copy.value ?? { sequences: [], sum: 0 };
          stage.put(copy, { sequences: [...sequences, event.data.sequence], sum: sum + event.data.by });
        };
      },
    },
    how,
  );

export const copies = async (sink: Store): Promise<Record<string, Copy>> =>
  Object.fromEntries(await sink.documents<Copy>('copies'));

export type Place = { readonly brokers: readonly string[]; readonly namespace: string };

export const kafkaOf = ({ brokers, namespace }: Place) => connectBroker({ brokers, clientId: namespace });
export const topicIn = ({ namespace }: Place) => topicOf('projects', namespace);
export const makeTopic = (place: Place) => ensureTopics(kafkaOf(place), [topicIn(place)]);

export const relayOf = (
  store: Store,
  place: Place,
  holder: string,
  onError: (error: unknown) => void = () => {},
) =>
  runRelay(store, {
    kafka: kafkaOf(place),
    service: 'projects',
    namespace: place.namespace,
    holder,
    onError,
  });

export const consumerOf = (
  store: Store,
  place: Place,
  reactions: Reactions,
  told: Partial<Pick<Parameters<typeof runConsumer>[1], 'onError' | 'onRejected' | 'onCrash'>> = {},
) =>
  runConsumer(store, {
    kafka: kafkaOf(place),
    groupId: `${place.namespace}.sink`,
    topics: [topicIn(place)],
    reactions,
    onError: () => {},
    onCrash: () => {},
    ...told,
  });

/** The numbers 1 to n. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index + 1);
