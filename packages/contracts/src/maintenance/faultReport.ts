import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, line } from '../values.ts';
import { fileRejections, fileUpload } from './jobFile.ts';
import { officers, reason } from './shared.ts';

/** The most photos that come with a report of a fault. */
export const reportPhotosMax = 3;

/** A secret in a link: 128 random bits, base64url. */
const token = z.string().regex(/^[\w-]{22}$/, 'the 22 characters of a link');

export const reportLink = z.object({
  linkId: id,
  buildingId: id,
  /** Where it hangs, e.g. the main entrance. */
  label: z.string().nullable(),
  /** The page where the public reports a fault; what a QR code of it shows. */
  url: z.url(),
  madeAt: instant,
  revokedAt: instant.nullable(),
});

/** What the public says is wrong. Who says it is kept apart, and can be deleted. */
export const faultReport = z.object({
  what: z.string().trim().min(3).max(1000),
  where: line.nullable().default(null),
  name: line.nullable().default(null),
  email: z.email().max(200).nullable().default(null),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,30}$/, 'digits, with a leading + and spaces at most')
    .nullable()
    .default(null),
});

/** What a reporter is told of the case: where it stands, and nothing of who does what to it. */
export const faultReportStatus = z.enum([
  'received',
  'assessed',
  'approved',
  'deferred',
  'ordered',
  'under_way',
  'done',
  'rejected',
]);

export const reporter = z.object({
  /** The job that was reported: the one that is asked about, or one that was merged into it. */
  jobId: id,
  title: z.string(),
  reportedAt: instant,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** When name, e-mail and phone were deleted; null where they were not, or never given. */
  erasedAt: instant.nullable(),
});

const buildingParams = z.object({ buildingId: id });
const linkRefused = { link_revoked: 410 } as const;

/** The operations on reports of faults by the public (meld feil): links, reports, and who reported. */
export const faultReportOperations = {
  makeReportLink: {
    method: 'post',
    path: '/buildings/{buildingId}/report-links',
    summary: 'Makes a link by which anybody who holds it can report a fault in the building',
    allow: officers,
    params: buildingParams,
    body: z.object({ label: line.nullable().default(null) }),
    answer: { status: 201, body: reportLink },
    rejections: { too_many_links: 409 },
  },
  listReportLinks: {
    method: 'get',
    path: '/buildings/{buildingId}/report-links',
    summary: "A building's links for reporting faults, newest first; of those that were revoked the latest",
    allow: staff,
    params: buildingParams,
    answer: { status: 200, body: z.object({ items: z.array(reportLink) }) },
  },
  revokeReportLink: {
    method: 'post',
    path: '/buildings/{buildingId}/report-links/{linkId}/revoke',
    summary: 'Makes a link invalid, with the reason; reports that came by it stay',
    allow: officers,
    params: buildingParams.extend({ linkId: id }),
    body: z.object({ reason }),
    answer: { status: 200, body: reportLink },
  },
  getReportPlace: {
    method: 'get',
    path: '/report-links/{token}',
    summary: 'The building that a link is for',
    allow: 'anyone',
    params: z.object({ token }),
    answer: {
      status: 200,
      body: z.object({
        buildingName: z.string(),
        address: z.string().nullable(),
        label: z.string().nullable(),
        /** Name, e-mail and phone are deleted so many days after the case has ended, at the latest. */
        keepDays: z.int(),
      }),
    },
    rejections: linkRefused,
  },
  reportFault: {
    method: 'post',
    path: '/report-links/{token}/reports',
    summary: 'Reports a fault by a link; the receipt is the secret by which the case can be followed',
    allow: 'anyone',
    params: z.object({ token }),
    body: faultReport,
    answer: { status: 201, body: z.object({ receipt: token }) },
    rejections: { ...linkRefused, too_many_reports: 429 },
  },
  addReportPhoto: {
    method: 'post',
    path: '/fault-reports/{receipt}/photos',
    summary: `Adds a photo to a report, within an hour of it; at most ${reportPhotosMax}`,
    allow: 'anyone',
    params: z.object({ receipt: token }),
    upload: fileUpload,
    answer: { status: 201, body: z.object({ photos: z.int() }) },
    rejections: { ...fileRejections, report_closed: 409 },
  },
  getFaultReport: {
    method: 'get',
    path: '/fault-reports/{receipt}',
    summary: 'Where the case stands that a report led to',
    allow: 'anyone',
    params: z.object({ receipt: token }),
    answer: {
      status: 200,
      body: z.object({
        status: faultReportStatus,
        buildingName: z.string(),
        reportedAt: instant,
        photos: z.int(),
        deferredTo: z.int().nullable(),
      }),
    },
  },
  listReporters: {
    method: 'get',
    path: '/jobs/{jobId}/reporters',
    summary: 'Who among the public reported a job, or one that was merged into it; oldest first',
    allow: officers,
    params: z.object({ jobId: id }),
    answer: { status: 200, body: z.object({ items: z.array(reporter) }) },
  },
  eraseReporter: {
    method: 'post',
    path: '/jobs/{jobId}/reporter/erase',
    summary: 'Deletes the name, e-mail and phone of who reported a job',
    allow: officers,
    params: z.object({ jobId: id }),
    answer: { status: 200, body: reporter },
  },
} as const satisfies Operations;
