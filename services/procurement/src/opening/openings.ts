import { createHash } from 'node:crypto';
import { Rejection } from '@tiltak/decider';
import { pause, type Store } from '@tiltak/store';
import { type Bid, bids, type EnvelopeKind } from '../bid/bid.ts';
import { openEnvelopeStorage, type UnnamedContent, unnamedContents } from '../bid/envelopes.ts';
import { type Evaluation, evaluationIdOf, evaluations } from '../evaluation/evaluation.ts';
import { procurements } from '../procurement/procurement.ts';
import { type Competition, type OpeningKeys, openEnvelope } from './openEnvelope.ts';
import { sealingOf, sealings } from './sealing.ts';
import { openUnsealer, type Unsealer } from './unsealer.ts';

/** One kind of envelope of a round. */
export type OpeningId = {
  readonly procurementId: string;
  readonly round: number;
  readonly envelope: EnvelopeKind;
};
type Task = OpeningId & {
  readonly competition: Competition;
  readonly keys: OpeningKeys;
  /** Not before: until then a bid that was received in time may still be on its way to the disk. */
  readonly notBefore: Date;
  readonly by: string;
};
type Row = { readonly _id: string; readonly state: Bid };

/** Envelopes that are opened at once, each in a thread of its own. */
const atOnce = 2;
/** Bids that are looked for at once. */
const batchSize = 50;
/** A database that is away for a moment does not end an opening: the keys would have to be put together anew. */
const attemptsMax = 10;
const retryMs = 1000;

/**
 * The openings that this process is at. The keys are in its memory only; when the process ends, the shares are given
 * again, and the opening goes on with the bids that are not opened yet.
 */
export function runOpenings(
  store: Store,
  { stopping, onError }: { readonly stopping: AbortSignal; readonly onError: (error: unknown) => void },
) {
  const running = new Set<string>();
  const nameOf = ({ procurementId, round, envelope }: OpeningId) => `${procurementId}/${round}/${envelope}`;

  async function run(task: Task): Promise<void> {
    const waitMs = task.notBefore.getTime() - store.now().getTime();
    if (waitMs > 0) await pause(waitMs, stopping);
    for (let attempt = 1; !stopping.aborted; attempt++) {
      try {
        await openAll(store, task, stopping);
        if (!stopping.aborted) await finish(store, task);
        return;
      } catch (error) {
        if (attempt === attemptsMax) throw error;
        onError(error);
        await pause(retryMs, stopping);
      }
    }
  }

  return {
    isRunning: (id: OpeningId): boolean => running.has(nameOf(id)),
    /** Goes on with it in the background, if it isn't under way here. */
    start(task: Task): void {
      const name = nameOf(task);
      if (running.has(name)) return;
      running.add(name);
      void run(task)
        .catch(onError)
        .finally(() => running.delete(name));
    },
  };
}
export type Openings = ReturnType<typeof runOpenings>;

/** The bids whose envelope is to be opened, or has been: those that were neither withdrawn nor rejected before. */
export async function openable(store: Store, { procurementId, round, envelope }: OpeningId): Promise<object> {
  const ofRound = { 'state.procurementId': procurementId, 'state.round': round };
  const standing = { ...ofRound, 'state.status': { $ne: 'withdrawn' }, 'state.envelopes.envelope': envelope };
  const _id = evaluationIdOf(procurementId);
  const evaluation = (await store.states<Evaluation>(evaluations).findOne({ _id }))?.state;
  const rejected =
    !evaluation || evaluation.status === 'none'
      ? []
      : evaluation.bids.filter(({ status }) => status === 'rejected').map(({ bidId }) => bidId);
  const outcome = { [`state.outcomes.${envelope}`]: { $exists: true } };
  // What was opened before it was rejected stays opened.
  return { ...standing, $or: [{ _id: { $nin: rejected } }, outcome] };
}

async function openAll(store: Store, task: Task, stopping: AbortSignal): Promise<void> {
  const unsealers = Array.from({ length: atOnce }, openUnsealer);
  try {
    await openWith(store, task, { stopping, unsealers });
  } finally {
    await Promise.all(unsealers.map((one) => one.close()));
  }
}

async function openWith(
  store: Store,
  task: Task,
  { stopping, unsealers }: { readonly stopping: AbortSignal; readonly unsealers: readonly Unsealer[] },
): Promise<void> {
  const sealed = {
    ...(await openable(store, task)),
    [`state.outcomes.${task.envelope}`]: { $exists: false },
  };
  let after = '';
  while (!stopping.aborted) {
    const due = (await store
      .states<Bid>(bids)
      .find({ ...sealed, _id: { $gt: after } } as object)
      .sort({ _id: 1 })
      .limit(batchSize)
      .toArray()) as unknown as readonly Row[];
    const waiting = [...due];
    const work = async (unsealer: Unsealer) => {
      for (let row = waiting.shift(); row && !stopping.aborted; row = waiting.shift())
        await openOne(store, row, { ...task, unsealer });
    };
    await Promise.all(unsealers.map(work));
    const last = due.at(-1);
    if (!last) return;
    after = last._id;
  }
}

/** Opens a bid's envelope; the fact and that its content is named are one transaction. */
async function openOne(
  store: Store,
  { _id, state }: Row,
  task: Task & { readonly unsealer: Unsealer },
): Promise<void> {
  const outcome = await openEnvelope(openEnvelopeStorage(store), state, task);
  await store.transact(
    async (reads) => {
      const bid = await reads.stream(bids, _id);
      const note =
        'fileId' in outcome
          ? await reads.doc<UnnamedContent>(unnamedContents.name, outcome.fileId)
          : undefined;
      return (stage) => {
        const events = stage.handle(bid, {
          type: 'openEnvelope',
          envelope: task.envelope,
          outcome,
          at: stage.at,
        });
        // Opened elsewhere meanwhile: that content counts, and this one is swept away.
        if (note && events.length > 0) stage.put(note, undefined);
      };
    },
    { actor: task.by },
  );
}

/** The protocol of hashes: one line for each bid, in the order of their ids (docs/sealed-bids.md). */
async function protocolOf(store: Store, task: OpeningId) {
  const protocol = createHash('sha256');
  const counts = { openedCount: 0, failedCount: 0 };
  const opened = {
    ...(await openable(store, task)),
    [`state.outcomes.${task.envelope}`]: { $exists: true },
  };
  const rows = store
    .states<Bid>(bids)
    .find(opened as object)
    .sort({ _id: 1 });
  for await (const { _id, state } of rows) {
    const outcome = state.outcomes[task.envelope];
    const sealed = state.envelopes.find(({ envelope }) => envelope === task.envelope);
    if (!outcome || !sealed) continue;
    const isOpened = outcome.result === 'opened';
    const end = isOpened ? outcome.plaintextSha256 : outcome.code;
    protocol.update(`${_id} ${state.organisationNumber} ${state.receivedAt} ${sealed.sha256} ${end}\n`);
    counts[isOpened ? 'openedCount' : 'failedCount'] += 1;
  }
  return { ...counts, protocolSha256: protocol.digest('hex') };
}

/** The opening ends; with the first kind of envelope the case goes on. */
async function finish(store: Store, task: Task): Promise<void> {
  const { procurementId, round, envelope, competition, by } = task;
  const protocol = await protocolOf(store, task);
  await store.transact(
    async (reads) => {
      const [sealing, found] = await Promise.all([
        reads.stream(sealings, sealingOf(procurementId, round)),
        reads.stream(procurements, procurementId),
      ]);
      return (stage) => {
        stage.handle(sealing, { type: 'finish', envelope, ...protocol, at: stage.at });
        const { state } = found;
        if (state.status === 'cancelled')
          throw new Rejection('wrong_step', 'The procurement was cancelled during its opening.');
        if (envelope === competition.asked[0] && state.status === 'closed_for_bids')
          stage.handle(found, { type: 'advance', to: 'opened', at: stage.at });
      };
    },
    { actor: by },
  );
}
