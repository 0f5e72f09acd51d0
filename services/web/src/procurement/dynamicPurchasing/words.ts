import type { OperationAnswer } from '@tiltak/contracts';
import type { dynamicPurchasingOperations } from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

type Ops = typeof dynamicPurchasingOperations;
export type PurchasingSystem = OperationAnswer<Ops['getPurchasingSystem']>;
export type Admission = OperationAnswer<Ops['listAdmissions']>['items'][number];
export type OwnAdmission = OperationAnswer<Ops['getOwnAdmission']>;
export type OwnCall = OperationAnswer<Ops['listOwnCalls']>['items'][number];
type Ground = NonNullable<Admission['refusal']>['ground'];

const statusWords: Readonly<Record<Admission['status'], { readonly label: string; readonly tone: Tone }>> = {
  applied: { label: 'Til behandling', tone: 'waiting' },
  admitted: { label: 'Tatt opp', tone: 'done' },
  refused: { label: 'Avslått', tone: 'stopped' },
};

/** How an application stands, in a word. */
export const admissionTag = ({ isOverdue, status }: Pick<Admission, 'isOverdue' | 'status'>) =>
  status === 'applied' && isOverdue
    ? ({ label: 'Fristen er gått ut', tone: 'stopped' } as const)
    : statusWords[status];

export const refusalGroundWords: Readonly<Record<Ground, string>> = {
  requirement_not_met: 'Et kvalifikasjonskrav er ikke oppfylt',
  excluded: 'Leverandøren skal eller kan avvises',
  documentation_missing: 'Dokumentasjon mangler',
};
