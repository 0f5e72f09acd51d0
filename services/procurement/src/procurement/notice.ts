import { expiryOf, type PurchasingSystem, systemOf } from '../dynamicPurchasing/system.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementCase } from './procurement.ts';
import { stemsOf } from './stem.ts';

/** Where a competition stands to the public. */
export type NoticeStatus = 'open' | 'closed' | 'invited' | 'awarded' | 'cancelled';

/** What the public's list is searched by; kept with the case, so that it is never behind it. */
export type Notice = {
  readonly status: NoticeStatus;
  /** Until when the public may answer, UTC; null where it no longer may. */
  readonly openUntil: string | null;
  /** Its words, and what it is filed under, as {@link termsOf} asks for them. */
  readonly terms: readonly string[];
};

/** Words of one competition that are looked through; more than that are not found. */
const wordsMax = 200;

/** Null for what was not announced to all: nothing published, named suppliers asked, or a rehearsal. */
export function noticeOf(state: ProcurementCase): Notice | null {
  const { asksFor, bidders } = procedures[state.procedure];
  if (state.publishedAt === null || state.rehearsal || bidders === 'named' || bidders === 'admitted')
    return null;
  const deadline = asksFor === 'nothing' ? null : state.deadlines[asksFor];
  const running = runningSystem(state);
  const openUntil = running
    ? expiryOf(running)
    : state.status === 'published' && deadline !== null
      ? new Date(deadline).toISOString()
      : null;
  const status = running ? 'open' : statusOf(state);
  const { title, need, kind, cpvCodes, specification } = state;
  const lots = specification?.lots.map((lot) => lot.title) ?? [];
  const words = stemsOf([title, ...lots, need ?? ''].join(' ')).slice(0, wordsMax);
  const prefixes = new Set(cpvCodes.flatMap(prefixesOf));
  const filed = [...prefixes].map((prefix) => `cpv:${prefix}`);
  return { status, openUntil, terms: ['all', `kind:${kind}`, `status:${status}`, ...filed, ...words] };
}

/** A dynamic purchasing system takes applications until its end, also when those of its first window are being looked at. */
function runningSystem(state: ProcurementCase): PurchasingSystem | undefined {
  const system = systemOf(state);
  return system?.status === 'qualification' || system?.status === 'contracted' ? system : undefined;
}

/** Words of a search that count. */
const searchedWordsMax = 8;

/** All the terms that a competition must have to be found. */
export function termsOf(wanted: {
  readonly text?: string | undefined;
  readonly cpv?: string | undefined;
  readonly kind?: string | undefined;
  readonly status?: NoticeStatus | undefined;
}): readonly string[] {
  const { text = '', cpv, kind, status } = wanted;
  const terms = [
    ...stemsOf(text).slice(0, searchedWordsMax),
    ...(cpv === undefined ? [] : [`cpv:${cpv}`]),
    ...(status === undefined ? [] : [`status:${status}`]),
    ...(kind === undefined ? [] : [`kind:${kind}`]),
  ];
  return terms.length > 0 ? terms : ['all'];
}

function statusOf({ status }: ProcurementCase): NoticeStatus {
  switch (status) {
    case 'published':
      return 'open';
    case 'invited':
      return 'invited';
    case 'awarded':
    case 'standstill':
    case 'contracted':
    case 'completed':
      return 'awarded';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'closed';
  }
}

/** `45261900` and its beginnings from two digits on: the divisions, groups, classes and categories that it is in. */
const prefixesOf = (code: string): readonly string[] =>
  Array.from({ length: code.length - 1 }, (_, at) => code.slice(0, at + 2));
