export { answerCallOff, type CallOffAnswer, type Hours, reportWorkDone, startWork } from './answer.ts';
export { NoAnswer, TiltakError, UnreadableEvent, VerificationError } from './errors.ts';
export { type ContractorEvent, parseEvent, type TiltakEvent, type UnknownEvent } from './event.ts';
export { type FeedEntry, type FeedOptions, readFeed } from './feed.ts';
export type { Tiltak } from './tiltak.ts';
export { type Credentials, clientCredentials } from './token.ts';
export { readPublicKeys, verify, type WebhookHeaders } from './verify.ts';
