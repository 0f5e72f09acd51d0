import { hash } from 'node:crypto';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { type Building, buildings } from '../building/building.ts';
import { nameFile, openFileStorage, readUnnamed } from '../file/storage.ts';
import { jobs } from '../job/jobs.ts';
import { caseStatus } from '../views/faultReports.ts';
import { newToken } from './linkRoutes.ts';
import { type FaultReport, faultReports, type Reporter, reporters, scheduleReporter } from './reporter.ts';
import { type ReportLinks, reportLinks } from './reportLinks.ts';

type Ops = typeof maintenanceOperations;
type Ids = 'getReportPlace' | 'reportFault' | 'addReportPhoto' | 'getFaultReport';

const titleLengthMax = 200;
const photosMax = 3;
/** How long after its report a photo may be added. */
const photosWithinMs = 3_600_000;
const missing = () => new Rejection('not_found', 'There is no such report.');

/** The operations of the public: reporting a fault by a building's link, and following the case by the receipt. */
export function faultReportRoutes(store: Store, keepDays: number): Pick<Handlers<Ops>, Ids> {
  const storage = openFileStorage(store);

  /** Throws `not_found`, or `link_revoked`. */
  async function placeOf(token: string) {
    const found = await store
      .states<ReportLinks>(reportLinks)
      .findOne({ 'state.links.token': token } as object);
    const state = found?.state;
    const link =
      state && state.status !== 'none' ? state.links.find((one) => one.token === token) : undefined;
    if (!found || state?.status !== 'open' || !link)
      throw new Rejection('not_found', 'The link leads to no building.');
    if (link.revokedAt !== null)
      throw new Rejection(
        'link_revoked',
        'The link is no longer valid; ask the municipality for the new one.',
      );
    return { stream: found._id, link, buildingId: state.buildingId };
  }

  async function buildingOf(buildingId: string) {
    const found = await store.states<Building>(buildings).findOne({ _id: buildingId });
    if (!found || found.state.status === 'none')
      throw new Rejection('not_found', 'There is no such building.');
    return found.state;
  }

  async function reportOf(receipt: string): Promise<FaultReport> {
    const found = (await store.documents<FaultReport>(faultReports, [receipt])).get(receipt);
    if (!found) throw missing();
    return found;
  }

  /** The receipt that was given for a job when it was reported. */
  async function receiptOf(jobId: string): Promise<string> {
    const receipt = (await store.documents<Reporter>(reporters, [jobId])).get(jobId)?.receipt;
    if (receipt === undefined) throw missing();
    return receipt;
  }

  return {
    async getReportPlace({ params: { token } }) {
      const { buildingId, link } = await placeOf(token);
      const { name, address } = await buildingOf(buildingId);
      return { body: { buildingName: name, address, label: link.label, keepDays } };
    },
    async reportFault(call) {
      const { buildingId, link, stream } = await placeOf(call.params.token);
      const jobId = store.newId();
      const receipt = newToken();
      const reported = await store.transact(
        async (reads) => {
          const [links, job, report, reporter] = await Promise.all([
            reads.stream(reportLinks, stream),
            reads.stream(jobs, jobId, 'new'),
            reads.doc<FaultReport>(faultReports, receipt, 'new'),
            reads.doc<Reporter>(reporters, jobId, 'new'),
          ]);
          return (stage) => {
            stage.handle(links, { type: 'report', linkId: link.linkId, jobId, at: stage.at });
            stage.handle(job, { type: 'register', job: jobOf(buildingId, call.body), at: stage.at });
            stage.put(report, { jobId, linkId: link.linkId, at: stage.at, photos: 0 });
            const contact = contactOf(call.body);
            const known = { reportedAt: stage.at, contact, erasedAt: null, endedSince: null };
            stage.put(reporter, { ...known, receipt });
            if (contact) scheduleReporter(stage, jobId);
            // The journal keeps this for a repetition of the call: it names the case, and not its secret.
            return { jobId };
          };
        },
        // Nobody is known by name here, so that the key is bound to the link instead.
        { actor: `report-link:${link.linkId}`, idempotency: boundTo(link.linkId, call) },
      );
      return { body: { receipt: reported.jobId === jobId ? receipt : await receiptOf(reported.jobId) } };
    },
    async addReportPhoto(call) {
      const { receipt } = call.params;
      const { jobId, linkId } = await reportOf(receipt);
      const file = await storage.put({ bytes: call.upload.bytes, name: undefined, onlyPhotos: true });
      return await store.transact(
        async (reads) => {
          const [report, job, unnamed] = await Promise.all([
            reads.doc<FaultReport>(faultReports, receipt),
            reads.stream(jobs, jobId),
            readUnnamed(reads, file.fileId),
          ]);
          return (stage) => {
            const known = report.value;
            if (!known) throw missing();
            if (known.photos >= photosMax)
              throw new Rejection('too_many_files', `A report has at most ${photosMax} photos.`);
            if (Date.parse(stage.at) > Date.parse(known.at) + photosWithinMs || job.state.status === 'merged')
              throw new Rejection('report_closed', 'Photos come within an hour of the report.');
            const events = stage.handle(job, { type: 'addFile', file, at: stage.at });
            if (events.length === 0) return { body: { photos: known.photos } };
            nameFile(stage, unnamed);
            stage.put(report, { ...known, photos: known.photos + 1 });
            return { body: { photos: known.photos + 1 } };
          };
        },
        // The receipt is a secret, and the journal's rows show who did what.
        { actor: `report-link:${linkId}`, idempotency: boundTo(hash('sha256', receipt, 'hex'), call) },
      );
    },
    async getFaultReport({ params: { receipt } }) {
      const { at, jobId, photos } = await reportOf(receipt);
      const { buildingId, ...standing } = await caseStatus(store, jobId);
      const { name } = await buildingOf(buildingId);
      return { body: { ...standing, buildingName: name, reportedAt: at, photos } };
    },
  };
}

const boundTo = (whom: string, { idempotency }: Pick<Call<Ops['reportFault']>, 'idempotency'>) =>
  idempotency && { ...idempotency, key: `${whom}:${idempotency.key}` };

type Body = Call<Ops['reportFault']>['body'];

/** The first line is the job's title; whatever doesn't fit there stands in full as its description. */
function jobOf(buildingId: string, { what, where }: Body) {
  const [line = ''] = what.split('\n', 1);
  const title = line.trim().slice(0, titleLengthMax).toWellFormed();
  return {
    ...{ buildingId, title, location: where, description: title === what ? null : what },
    ...{ buildingPart: null, conditionGrade: null, consequenceGrade: null },
    ...{ urgency: null, urgencyReason: null, planId: null, plannedFor: null, source: 'public' as const },
  };
}

function contactOf({ name, email, phone }: Body) {
  return name === null && email === null && phone === null ? null : { name, email, phone };
}
