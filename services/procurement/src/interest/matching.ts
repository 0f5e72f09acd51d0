import type { Competition, Interests } from './events.ts';

/**
 * Whether a competition is one that a firm asked to hear of: every condition that the firm set holds. What a competition
 * doesn't say of itself passes, because a message too many does less harm than one too few.
 */
export function isInterested(
  { cpvPrefixes, kinds, areaIds }: Interests,
  { cpvCodes, kind, areaId }: Pick<Competition, 'cpvCodes' | 'kind' | 'areaId'>,
): boolean {
  if (kinds.length > 0 && !kinds.includes(kind)) return false;
  if (areaIds.length > 0 && areaId !== null && !areaIds.includes(areaId)) return false;
  if (cpvPrefixes.length === 0 || cpvCodes.length === 0) return true;
  return cpvCodes.some((code) => cpvPrefixes.some((prefix) => code.startsWith(prefix)));
}
