import type { Doc, Reads, Stage, TimerHandler } from '@tiltak/store';

/** The collection of names of workers, by firm and reference; a name can be deleted without touching history. */
export const workers = 'workers';
/** `reportedAt`: when hours of the person were last reported. Left out in what was kept before it was noted. */
export type Worker = { readonly name: string; readonly reportedAt?: string };

type WorkerDue = { readonly workerId: string };

const dayMs = 24 * 3_600_000;
const timerIdOf = (workerId: string): string => `worker:${workerId}`;

/** Names by the firm that gave them and its own reference: two firms may use the same one. */
export const workerIdOf = (organisationNumber: string | undefined, worker: string): string =>
  `${organisationNumber}/${worker}`;

/** Keeps the name that came with hours, or notes that there were hours of somebody whose name is known. */
export function keepName(
  stage: Stage,
  doc: Doc<Worker>,
  { name, keepDays }: { readonly name: string | null; readonly keepDays: number },
): void {
  const kept = name ?? doc.value?.name;
  if (kept === undefined) return;
  if (doc.value?.reportedAt === undefined) scheduleWorker(stage, doc.id, stage.at, keepDays);
  stage.put(doc, { name: kept, reportedAt: stage.at });
}

/** Deletes a name. The hours stay, by the firm's reference. */
export function eraseName(stage: Stage, doc: Doc<Worker>): void {
  if (doc.value === undefined) return;
  stage.put(doc, undefined);
  stage.unschedule(timerIdOf(doc.id));
}

function scheduleWorker(stage: Stage, workerId: string, from: string, keepDays: number): void {
  const dueAt = new Date(Date.parse(from) + keepDays * dayMs);
  const payload: WorkerDue = { workerId };
  stage.schedule({ id: timerIdOf(workerId), kind: 'workerDue', dueAt, payload });
}

/** Names are deleted `keepDays` after the last hours of the person were reported. */
export const workerTimers = (keepDays: number): Readonly<Record<string, TimerHandler>> => ({
  workerDue: ({ payload }) => {
    const { workerId } = payload as WorkerDue;
    return async (reads: Reads) => {
      const doc = await reads.doc<Worker>(workers, workerId);
      return (stage) => {
        if (doc.value === undefined) return;
        const { reportedAt = stage.at } = doc.value;
        if (Date.parse(stage.at) < Date.parse(reportedAt) + keepDays * dayMs)
          scheduleWorker(stage, workerId, reportedAt, keepDays);
        else stage.put(doc, undefined);
      };
    };
  },
});
