import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';

export type ParticipationRequest = OperationAnswer<
  (typeof procurementOperations)['listParticipationRequests']
>['items'][number];
/** A request as the firm that sent it reads it. */
export type OwnRequest = OperationAnswer<(typeof procurementOperations)['getOwnRequest']>;
export type Grounds = OperationAnswer<(typeof procurementOperations)['listRejectionGrounds']>['items'];

/** How a request stands, in a word. */
export function requestTag({
  decision,
  isSelected,
  status,
}: Pick<ParticipationRequest, 'decision' | 'isSelected' | 'status'>) {
  if (status === 'withdrawn') return { label: 'Trukket', tone: 'quiet' } as const;
  if (decision === null) return { label: 'Ikke vurdert', tone: 'waiting' } as const;
  if (decision.outcome === 'rejected') return { label: 'Avvist', tone: 'stopped' } as const;
  if (isSelected === null) return { label: 'Kvalifisert', tone: 'active' } as const;
  return isSelected
    ? ({ label: 'Går videre', tone: 'done' } as const)
    : ({ label: 'Går ikke videre', tone: 'stopped' } as const);
}

export const participationDoneTexts = {
  kvalifiser: 'Leverandøren er kvalifisert.',
  avvis: 'Leverandøren er avvist.',
};
