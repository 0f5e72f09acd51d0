import type { OperationAnswer } from '@tiltak/contracts';
import type { bidOperations, sealingOperations } from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

export type OfficerKey = OperationAnswer<(typeof sealingOperations)['listOfficerKeys']>['items'][number];
export type Opening = OperationAnswer<(typeof sealingOperations)['getOpening']>;
export type EnvelopeOpening = Opening['envelopes'][number];
export type OpenedBid = OperationAnswer<(typeof bidOperations)['listBids']>['items'][number];

export const openingStatusWords: Readonly<
  Record<EnvelopeOpening['status'], { readonly label: string; readonly tone: Tone }>
> = {
  sealed: { label: 'Forseglet', tone: 'quiet' },
  approved: { label: 'Godkjent for åpning', tone: 'waiting' },
  opening: { label: 'Åpnes', tone: 'active' },
  opened: { label: 'Åpnet', tone: 'done' },
};
