import { holdLease, type JournalRow, pause, type Store, type Work } from '@tiltak/store';
import { counter, gauge, withSpan } from '@tiltak/telemetry';
import { nextAttempt, type RetryPolicy } from '../delivery/schedule.ts';
import { createAlarm } from '../engine/alarm.ts';
import { type Subscription, subscriptionsCollection } from '../news/subscription.ts';
import { openWarning } from '../warning/warning.ts';
import { compose } from './compose.ts';
import { type Contact, contactsCollection } from './contact.ts';
import type { MailOutcome } from './decide.ts';
import type { OpenMail } from './mail.ts';
import { mails } from './mails.ts';
import type { Handed, MailTransport } from './transport.ts';

export type OutboxOptions = {
  readonly holder: string;
  /** Undefined: no mail server is configured, and letters wait. */
  readonly transport: MailTransport | undefined;
  /** The property department's mailbox, where it has one. */
  readonly departmentEmail: string | undefined;
  /** Where people find the console. */
  readonly consoleUrl: string;
  readonly retry: RetryPolicy;
  readonly onError: (error: unknown) => void;
  /** From 0 to 1. */
  readonly random?: () => number;
};

/** Letters that are handed in at once. */
const sendingMax = 5;
/** Letters that are due and read ahead, so that what waits is not looked through for each that is sent. */
const aheadMax = 100;
/** How long the outbox sleeps when nothing wakes it: also how exactly repetitions come. */
const idleMs = 1000;
const recordAgainMs = 500;
/** How long a stop waits for letters under way. */
const drainMs = 5000;

const attempts = counter('mail_attempts_total', 'Attempts to hand a letter in at the mail server', [
  'outcome',
]);

/** The head of a queue that is due. */
type Due = { readonly mailId: string; readonly state: OpenMail };

/**
 * Sends what stands in the outbox: of each order one letter at a time, in order, of several orders a few side by side.
 * A letter is recorded before the next of its order starts. One process at a time works, the one with the lease; a kill
 * between the handing in and the record leads to the same letter again, under the same Message-ID.
 */
export function runOutbox(store: Store, options: OutboxOptions) {
  measure(store, options.transport !== undefined);
  const { transport, ...rest } = options;
  if (!transport) return { stop: async () => {} };
  return holdLease(store, {
    name: 'outbox',
    holder: options.holder,
    onError: options.onError,
    work: (signal) => hold(store, { ...rest, transport }, signal),
  });
}

type Working = OutboxOptions & { readonly transport: MailTransport };

async function hold(store: Store, options: Working, signal: AbortSignal): Promise<void> {
  const alarm = createAlarm();
  const sending = new Map<string, Promise<void>>();
  let ahead: Due[] = [];
  let readAt = 0;
  const broken = new AbortController();
  const stopListening = store.onCommit((rows: readonly JournalRow[]) => {
    if (rows.some(({ kind }) => kind === mails.kind)) alarm.ring();
  });
  signal.addEventListener('abort', alarm.ring, { once: true });

  while (!signal.aborted) {
    // What has come meanwhile is not kept waiting for long by what was read ahead.
    if (ahead.length === 0 || performance.now() - readAt > idleMs) {
      readAt = performance.now();
      ahead = await dueHeads(store, [...sending.keys()]).catch((error): Due[] => {
        options.onError(error);
        return [];
      });
    }
    for (let one = ahead[0]; one && sending.size < sendingMax; one = ahead[0]) {
      ahead.shift();
      const { queue } = one.state;
      const done = send(store, options, one, broken.signal)
        .catch(async (error) => {
          options.onError(error);
          await pause(idleMs, broken.signal);
        })
        .finally(() => {
          sending.delete(queue);
          alarm.ring();
        });
      sending.set(queue, done);
    }
    if (!signal.aborted) await alarm.sleep(idleMs);
  }
  stopListening();
  const drained = new AbortController();
  const draining = Promise.allSettled(sending.values()).then(() => drained.abort());
  await Promise.race([draining, pause(drainMs, drained.signal)]);
  broken.abort();
}

/** The first letter of each order's queue, if it is due: those without a time, and those whose time has come. */
const dueHeads = (store: Store, busy: readonly string[]): Promise<Due[]> =>
  store
    .states<OpenMail>(mails)
    .aggregate<Due>(dueHeadsQuery({ busy, now: store.now() }))
    .toArray();

/**
 * How the due heads are found: by the index, which jumps from queue to queue, so that letters behind a head cost nothing
 * (https://www.mongodb.com/docs/manual/core/aggregation-pipeline-optimization/, `DISTINCT_SCAN`).
 */
export const dueHeadsQuery = ({ busy, now }: { readonly busy: readonly string[]; readonly now: Date }) => [
  { $match: { 'state.queue': { $gt: '' } } },
  { $sort: { 'state.queue': 1, 'state.sequence': 1 } },
  { $group: { _id: '$state.queue', mailId: { $first: '$_id' }, state: { $first: '$state' } } },
  { $match: { _id: { $nin: [...busy] }, 'state.dueAt': { $lte: now.toISOString() } } },
  { $sort: { 'state.dueAt': 1, mailId: 1 } },
  { $limit: aheadMax },
];

async function send(
  store: Store,
  options: Working,
  { mailId, state }: Due,
  broken: AbortSignal,
): Promise<void> {
  const { eventId, traceparent } = state;
  const to = await addressOf(store, state, options.departmentEmail);
  const handed =
    to === null
      ? undefined
      : await withSpan(
          `mail ${state.eventType}`,
          { kind: 'client', parent: traceparent ?? undefined },
          async () =>
            options.transport(await compose(store, state, options.consoleUrl), {
              to,
              id: eventId,
              thread: threadName(state),
              date: store.now(),
            }),
        );
  const outcome = handed
    ? outcomeOf(handed, state, store.now(), options)
    : withoutAddress(state, store.now(), options.retry);
  attempts.inc({ outcome: outcome.delivered ? 'delivered' : 'failed' });
  const at = store.now().toISOString();
  await record(store, { mailId, state, at, outcome, hasAddress: to !== null }, options.onError, broken);
}

/** What a mail program shows as one conversation. */
const threadName = ({ orderId, procurementId, eventId }: OpenMail): string => {
  if (orderId !== null) return `order-${orderId}`;
  return procurementId === undefined ? `notice-${eventId}` : `procurement-${procurementId}`;
};

/** Makes an attempt's result durable; keeps trying while the database is away, until it is told to give up. */
async function record(
  store: Store,
  result: Due & { readonly at: string; readonly outcome: MailOutcome; readonly hasAddress: boolean },
  onError: (error: unknown) => void,
  broken: AbortSignal,
): Promise<void> {
  const { mailId, state, at, outcome, hasAddress } = result;
  const { eventId, orderId, traceparent } = state;
  const firm = state.organisationNumber ?? '';
  // The first time that a firm has no mailbox for an order, and when its mailbox is none.
  const isUnreachable =
    !state.notice &&
    orderId !== null &&
    !outcome.delivered &&
    (hasAddress ? outcome.nextAttemptAt === null : state.attempts === 0);
  const work: Work<void> = async (reads) => {
    const [mail, contact, warn] = await Promise.all([
      reads.stream(mails, mailId),
      reads.doc<Contact>(contactsCollection.name, firm),
      isUnreachable ? openWarning(reads, `${orderId}.${firm}.unreachable`, firm) : undefined,
    ]);
    return (stage) => {
      stage.handle(mail, { type: 'record', attempt: state.attempts + 1, at, outcome });
      // The address came while this was under way: whoever brought it saw nothing yet that waited for it.
      if (!hasAddress && contact.value?.email) stage.handle(mail, { type: 'hasten', at });
      else warn?.(stage, { kind: 'unreachable', hasAddress }, orderId);
    };
  };
  while (!broken.aborted) {
    try {
      return await store.transact(work, { actor: 'outbox', cause: eventId, traceparent });
    } catch (error) {
      onError(error);
      await pause(recordAgainMs, broken);
    }
  }
}

/** Where the letter goes now; null: nowhere yet. */
async function addressOf(
  store: Store,
  { addressee, organisationNumber }: OpenMail,
  departmentEmail: string | undefined,
): Promise<string | null> {
  if (addressee?.kind === 'department') return departmentEmail ?? null;
  if (addressee?.kind === 'subscriber') {
    const { subject } = addressee;
    const known = await store.documents<Subscription>(subscriptionsCollection.name, [subject]);
    return known.get(subject)?.email ?? null;
  }
  const id = organisationNumber ?? '';
  return (await store.documents<Contact>(contactsCollection.name, [id])).get(id)?.email ?? null;
}

/** What the server's word means for the letter. */
function outcomeOf(
  handed: Handed,
  { attempts: before, firstAttemptAt }: OpenMail,
  now: Date,
  { retry, random = Math.random }: Pick<OutboxOptions, 'retry' | 'random'>,
): MailOutcome {
  if (handed.taken) return { delivered: true, replyCode: handed.replyCode };
  const { replyCode, error, isFinal } = handed;
  const next = isFinal
    ? null
    : nextAttempt(retry, {
        ...{ attempts: before + 1, now, statusCode: null, retryAfter: undefined, random: random() },
        firstAttemptAt: firstAttemptAt === null ? now : new Date(firstAttemptAt),
      });
  return { delivered: false, replyCode, error, nextAttemptAt: next?.toISOString() ?? null };
}

/** Without an address nothing helps but one: it is waited for as long as for anything else, and that wakes the letter. */
function withoutAddress(
  { firstAttemptAt, notice }: OpenMail,
  now: Date,
  { forSeconds }: RetryPolicy,
): MailOutcome {
  const end = new Date(
    (firstAttemptAt === null ? now.getTime() : Date.parse(firstAttemptAt)) + forSeconds * 1000,
  );
  // A notice that nobody gets is of no use later: the news have it.
  const nextAttemptAt = end > now && !notice ? end.toISOString() : null;
  return { delivered: false, replyCode: null, error: 'no e-mail address is registered', nextAttemptAt };
}

/** What an operator sees of it: also that letters wait because no mail server is configured. */
function measure(store: Store, isConfigured: boolean): void {
  gauge(
    'mail_server_configured',
    '1 where SMTP_URL names a mail server; without one, letters wait',
    [],
    (it) => it.set(isConfigured ? 1 : 0),
  );
  gauge('mail_waiting', 'Letters that are to be sent, or sent again', [], async (it) =>
    it.set(await store.states<OpenMail>(mails).countDocuments({ 'state.queue': { $gt: '' } } as object)),
  );
}
