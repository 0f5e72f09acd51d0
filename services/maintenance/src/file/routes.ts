import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import { callOffIdIn, isGenuine } from '../order/answerLink.ts';
import { type CallOff, orderIdOf } from '../order/callOff.ts';
import type { Order } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { jobFiles, standingJob } from '../views/jobFiles.ts';
import { isAsked, offerFiles } from '../views/offerFiles.ts';
import { nameFile, openFileStorage, readUnnamed, unnameFile } from './storage.ts';

type Ops = typeof maintenanceOperations;
type Ids = 'addJobFile' | 'listJobFiles' | 'getJobFile' | 'removeJobFile' | 'getOfferFile';

const missing = () => new Rejection('not_found', 'There is no such file.');

/** The operations on jobs' photos and documents. */
export function fileRoutes(store: Store, linkKey: string): Pick<Handlers<Ops>, Ids> {
  const storage = openFileStorage(store);

  /** A job's own file. Throws `not_found`. */
  async function ownFile(jobId: string, fileId: string) {
    const found = await store.states<Job>(jobs).findOne({ _id: jobId });
    const file =
      found && found.state.status !== 'none'
        ? found.state.files?.find((one) => one.fileId === fileId)
        : undefined;
    if (!file) throw missing();
    return file;
  }

  async function read(fileId: string, size: 'full' | 'preview') {
    const { bytes, mediaType, name } = await storage.open(fileId, size);
    // Photos are shown in place; a document is saved, since what a browser makes of a PDF is not ours to say.
    return { body: { bytes, mediaType, ...(mediaType === 'application/pdf' && { name }) } };
  }

  /** Whether a firm is asked to do, or is doing, the order that the job belongs to in the end. */
  async function isContractors(jobId: string, { organisationNumber }: Actor): Promise<boolean> {
    if (organisationNumber === undefined) return false;
    const { state } = await standingJob(store, jobId);
    if (!('orderId' in state)) return false;
    const order = await store.states<Order>(orders).findOne({ _id: state.orderId });
    if (!order || order.state.status === 'none') return false;
    return order.state.callOffs.some(
      (callOff) => callOff.organisationNumber === organisationNumber && isAsked(callOff),
    );
  }

  return {
    async addJobFile(call) {
      const { jobId } = call.params;
      const { name } = call.query;
      // So that nobody waits for a large file to be read in vain; the job is looked at again when it is added.
      await mustBeThere(store, jobId);
      const file = await storage.put({ bytes: call.upload.bytes, name });
      const added = await runCommand(store, call, async (reads) => {
        const [job, unnamed] = await Promise.all([
          reads.stream(jobs, jobId),
          readUnnamed(reads, file.fileId),
        ]);
        return (stage) => {
          const events = stage.handle(job, { type: 'addFile', file, at: stage.at });
          if (events.length > 0) nameFile(stage, unnamed);
          // The same bytes once more are the file that is there.
          const files = job.state.status === 'none' ? [] : (job.state.files ?? []);
          const kept = files.find(({ sha256 }) => sha256 === file.sha256);
          if (!kept) throw new Error('the file was not added');
          return { kept, version: job.version };
        };
      });
      const names = await storage.names([added.kept.fileId]);
      return {
        body: { ...added.kept, jobId, name: names.get(added.kept.fileId) ?? added.kept.fileId },
        version: added.version,
      };
    },
    async listJobFiles({ params }) {
      await mustBeThere(store, params.jobId);
      return { body: { items: await jobFiles(store, { jobIds: [params.jobId], storage }) } };
    },
    async getJobFile({ params: { jobId, fileId }, query, actor }) {
      await ownFile(jobId, fileId);
      const isStaff = actor.roles.some((role) => role !== 'contractor');
      if (!isStaff && !(await isContractors(jobId, actor))) throw missing();
      return await read(fileId, query.size);
    },
    async removeJobFile(call) {
      const { jobId, fileId } = call.params;
      const answer = await runCommand(store, call, async (reads) => {
        const [job, unnamed] = await Promise.all([reads.stream(jobs, jobId), readUnnamed(reads, fileId)]);
        return (stage) => {
          stage.handle(job, { type: 'removeFile', fileId, reason: call.body.reason });
          unnameFile(stage, unnamed);
          return { body: { jobId, fileId }, version: job.version };
        };
      });
      // The fact stands; should this not come to its end, the sweep does it.
      await storage.remove(fileId);
      return answer;
    },
    async getOfferFile({ params: { token, fileId }, query }) {
      const callOffId = callOffIdIn(token);
      const order = await store.states<Order>(orders).findOne({ _id: orderIdOf(callOffId) });
      if (!order || order.state.status === 'none') throw missing();
      const mine = (callOff: CallOff) =>
        callOff.callOffId === callOffId && isGenuine(token, linkKey, callOff);
      const callOff = order.state.callOffs.find(mine);
      if (!callOff) throw missing();
      const files = await offerFiles(store, { order: order.state, callOff, storage });
      if (!files.some((file) => file.fileId === fileId)) throw missing();
      return await read(fileId, query.size);
    },
  };
}

/** Throws `not_found`. */
async function mustBeThere(store: Store, jobId: string): Promise<void> {
  const found = await store.states<Job>(jobs).findOne({ _id: jobId }, { projection: { _id: 1 } });
  if (!found) throw new Rejection('not_found', 'There is no such job.');
}
