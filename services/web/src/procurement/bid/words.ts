import type { OperationAnswer } from '@tiltak/contracts';
import type { bidOperations, sealingOperations } from '@tiltak/contracts/procurement';
import type { EnvelopeKind } from '@tiltak/sealing';
import type { Tone } from '../../words/order.ts';
import type { Notice } from '../notice/words.ts';

export type Bid = OperationAnswer<(typeof bidOperations)['getBid']>;
export type Sealing = OperationAnswer<(typeof sealingOperations)['getSealing']>;
export type ReceiptKeys = OperationAnswer<(typeof bidOperations)['listReceiptKeys']>;

export const envelopeWords: Readonly<Record<EnvelopeKind, string>> = {
  quality: 'Kvalitetskonvolutten',
  price: 'Priskonvolutten',
};

/** A bid's statuses in words, as its bidder reads them. */
export const bidStatusWords: Readonly<
  Record<Bid['status'], { readonly label: string; readonly tone: Tone }>
> = {
  submitted: { label: 'Levert', tone: 'done' },
  replaced: { label: 'Levert på nytt', tone: 'done' },
  withdrawn: { label: 'Trukket', tone: 'stopped' },
  opened: { label: 'Åpnet', tone: 'active' },
  qualified: { label: 'Kvalifisert', tone: 'active' },
  rejected: { label: 'Avvist', tone: 'stopped' },
  evaluated: { label: 'Evaluert', tone: 'active' },
  won: { label: 'Vunnet', tone: 'done' },
  lost: { label: 'Ikke valgt', tone: 'quiet' },
};

/** What a bidder hands in, in a word: a bid, or an entry to a design contest. Both take `et` for the one that is meant. */
export const nounOf = ({ procedure }: Pick<Notice, 'procedure'>) =>
  procedure === 'design_contest'
    ? ({ small: 'utkast', large: 'Utkast' } as const)
    : ({ small: 'tilbud', large: 'Tilbud' } as const);
export type BidNoun = ReturnType<typeof nounOf>;
