export { fromMessage, toMessage } from './cloudEvent.ts';
export { runConsumer } from './consumer.ts';
export { apply, Gap, streamOf } from './inbox.ts';
export { countParked, listParked, type Parked, parkedCollection, replayParked } from './parking.ts';
export { type BrokerConfig, connectBroker, ensureTopics, openProducer, partitions } from './port.ts';
export { type Reaction, type Reactions, react } from './reaction.ts';
export { oldestUnpublishedSeconds, publicationOf, runRelay } from './relay.ts';
