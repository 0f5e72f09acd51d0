import { at, hostile, id, list, one } from './answers.ts';

const job = {
  jobId: id,
  buildingId: id,
  roomId: id,
  title: hostile,
  description: hostile,
  buildingPart: '26',
  conditionGrade: 'TG3',
  consequenceGrade: null,
  urgency: 'high',
  urgencyByGrades: 'immediate',
  urgencyReason: hostile,
  planId: null,
  plannedFor: null,
  foundBy: { orderId: id, checklistId: id, item: 1 },
  status: 'registered',
  reason: hostile,
  location: hostile,
  source: 'public',
  duplicates: [],
  fileCount: 1,
  duplicateOf: null,
  deferredTo: null,
  orderId: id,
  registeredAt: at,
};

const jobFile = {
  fileId: id,
  jobId: 'id-2',
  name: hostile,
  mediaType: 'image/jpeg',
  bytes: 1000,
  sha256: hostile,
  hasPreview: true,
  addedAt: at,
};

export const files = [
  jobFile,
  { ...jobFile, fileId: 'id-3', mediaType: 'application/pdf', hasPreview: false },
];

const reporter = {
  ...{ jobId: 'id-2', title: hostile, reportedAt: at, erasedAt: null },
  ...{ name: hostile, email: hostile, phone: hostile },
};

const reportLink = {
  ...{ linkId: id, buildingId: id, label: hostile, url: `http://127.0.0.1/${hostile}`, madeAt: at },
  revokedAt: null,
};

const file = { bytes: Buffer.from('x'), mediaType: 'image/jpeg' };

/** What maintenance answers about jobs and those who report them. */
export const jobAnswers = {
  listJobs: list(job),
  listSimilarJobs: list({ ...job, likeness: 1 }),
  getJob: one(job),
  listJobFiles: one({ items: files }),
  listReporters: one({ items: [reporter, { ...reporter, jobId: id, name: null }] }),
  getJobFile: one(file),
  getOfferFile: one(file),
  listReportLinks: one({
    items: [reportLink, { ...reportLink, linkId: 'id-2', revokedAt: at }],
  }),
  getReportPlace: one({ buildingName: hostile, address: hostile, label: hostile, keepDays: 90 }),
  getFaultReport: one({
    ...{ status: 'deferred', buildingName: hostile, reportedAt: at, photos: 1, deferredTo: 2027 },
  }),
};
