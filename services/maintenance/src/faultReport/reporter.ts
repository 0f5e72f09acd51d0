import type { Reads, Stage, Stream, TimerHandler } from '@tiltak/store';
import type { JobCommand } from '../job/decide.ts';
import type { Job, JobEvent } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';

/** The collection of who reported what: personal data, which is in no event and can be deleted. */
export const reporters = 'reporters';
/** A report by its receipt: what its reporter can follow. */
export const faultReports = 'faultReports';

export type Contact = {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
};
export type Reporter = {
  readonly reportedAt: string;
  /** Null where it was never given, or is deleted. */
  readonly contact: Contact | null;
  readonly erasedAt: string | null;
  /** Since when the case is known to have ended. */
  readonly endedSince: string | null;
  /** By which the case can be followed: kept here and not in the answer, which the journal would keep for ever. */
  readonly receipt?: string;
};
export type FaultReport = {
  readonly jobId: string;
  readonly linkId: string;
  readonly at: string;
  readonly photos: number;
};

type ReporterDue = { readonly jobId: string };
type JobStream = Stream<JobCommand, JobEvent, Job>;

const dayMs = 24 * 3_600_000;
/** The longest way from a job to the one that it was merged into in the end. */
const wayMax = 50;

/** Has it looked at every day whether the case has ended so long ago that its reporter must be forgotten. */
export function scheduleReporter(stage: Stage, jobId: string): void {
  const dueAt = new Date(Date.parse(stage.at) + dayMs);
  const payload: ReporterDue = { jobId };
  stage.schedule({ id: `reporter:${jobId}`, kind: 'reporterDue', dueAt, payload });
}

/** Forgets who reported a job: the contact goes, that there was a report stays. */
export function eraseContact(stage: Stage, reporter: Reporter): Reporter {
  return { ...reporter, contact: null, erasedAt: stage.at };
}

/**
 * Contacts are deleted `keepDays` after the case has ended, at the latest: it is looked at once a day, and so a day
 * early. The case of a job that was merged is that of the job that it was merged into.
 */
export const reporterTimers = (keepDays: number): Readonly<Record<string, TimerHandler>> => ({
  reporterDue: ({ payload }) => {
    const { jobId } = payload as ReporterDue;
    return async (reads) => {
      const [reporter, job, standing] = await Promise.all([
        reads.doc<Reporter>(reporters, jobId),
        reads.stream(jobs, jobId),
        standingStream(reads, jobId),
      ]);
      return (stage) => {
        const known = reporter.value;
        if (!known?.contact) return;
        const hasEnded = ['closed', 'rejected'].includes(standing.state.status);
        const endedSince = hasEnded ? (known.endedSince ?? stage.at) : null;
        if (endedSince && Date.parse(stage.at) >= Date.parse(endedSince) + (keepDays - 1) * dayMs) {
          stage.put(reporter, eraseContact(stage, known));
          stage.handle(job, { type: 'eraseReporter' });
          return;
        }
        if (endedSince !== known.endedSince) stage.put(reporter, { ...known, endedSince });
        scheduleReporter(stage, jobId);
      };
    };
  },
});

async function standingStream(reads: Reads, jobId: string): Promise<JobStream> {
  let job = await reads.stream(jobs, jobId);
  for (let step = 0; step < wayMax && job.state.status === 'merged'; step++)
    job = await reads.stream(jobs, job.state.duplicateOf);
  return job;
}
