import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { jobs } from '../job/jobs.ts';
import { jobReporters, reporterAnswer } from '../views/faultReports.ts';
import { eraseContact, type Reporter, reporters } from './reporter.ts';

/** The officers' operations on who reported a job. */
export function reporterRoutes(
  store: Store,
): Pick<Handlers<typeof maintenanceOperations>, 'listReporters' | 'eraseReporter'> {
  return {
    async listReporters({ params }) {
      return { body: { items: await jobReporters(store, params.jobId) } };
    },
    eraseReporter: (call) => {
      const { jobId } = call.params;
      return runCommand(store, call, async (reads) => {
        const [job, reporter] = await Promise.all([
          reads.stream(jobs, jobId),
          reads.doc<Reporter>(reporters, jobId),
        ]);
        return (stage) => {
          const known = reporter.value;
          if (!known || job.state.status === 'none')
            throw new Rejection('not_found', 'Nobody among the public has reported this job.');
          if (known.contact) {
            stage.put(reporter, eraseContact(stage, known));
            stage.handle(job, { type: 'eraseReporter' });
            stage.unschedule(`reporter:${jobId}`);
          }
          return { body: reporterAnswer(jobId, job.state.title, reporter.value ?? known) };
        };
      });
    },
  };
}
