import type { OperationAnswer } from '@tiltak/contracts';
import type { noticeOperations, questionOperations } from '@tiltak/contracts/procurement';
import { kroner } from '../../format/money.ts';
import type { Tone } from '../../words/order.ts';

export type Notice = OperationAnswer<(typeof noticeOperations)['getNotice']>;
export type Notices = OperationAnswer<(typeof noticeOperations)['listNotices']>;
export type NoticeLine = Notices['items'][number];
export type Question = OperationAnswer<(typeof questionOperations)['listQuestions']>['items'][number];

export const noticeStatusWords: Readonly<
  Record<NoticeLine['status'], { readonly label: string; readonly tone: Tone }>
> = {
  open: { label: 'Åpen', tone: 'active' },
  closed: { label: 'Fristen er ute', tone: 'quiet' },
  invited: { label: 'Tilbyderne er valgt, tilbud ventes', tone: 'quiet' },
  awarded: { label: 'Tildelt', tone: 'done' },
  cancelled: { label: 'Avlyst', tone: 'stopped' },
};

export const criterionWords: Readonly<Record<Notice['criteria'][number]['type'], string>> = {
  price: 'Pris',
  quality: 'Kvalitet',
  climate: 'Klima og miljø',
};

export const priceModelWords: Readonly<Record<Notice['priceModel']['type'], string>> = {
  linear: 'Lineær: poengene synker i takt med avstanden til laveste pris',
  proportional: 'Forholdsmessig: poengene er laveste pris delt på tilbudets pris',
  hybrid: 'Kombinert: forholdsmessig og lineær',
  priced_quality: 'Kvaliteten er gitt en verdi i kroner som trekkes fra prisen',
  surcharge: 'Prispåslag etter manglende kvalitet',
};

export const climateWords: Readonly<Record<Notice['climate']['treatment'], string>> = {
  weighted: 'Klima og miljø er tildelingskriterium med vekt',
  among_three_highest: 'Klima og miljø er blant de tre høyest prioriterte kriteriene',
  requirement: 'Klima- og miljøkrav stilles i kravspesifikasjonen',
  exemption: 'Unntak fra plikten, med begrunnelse',
};

const allocationWords = {
  rank: 'etter rang',
  rotation: 'etter tur',
  mini_competition: 'ved minikonkurranse',
} as const;

/** What the competition ends in, in words. */
export function resultText(result: Notice['result']): string {
  switch (result.type) {
    case 'contract':
      return 'Kontrakt';
    case 'framework_agreement':
      return `Rammeavtale i ${result.months} måneder med høyst ${result.suppliersMax} leverandører, ${allocationWords[result.allocation]}; samlet verdi høyst ${kroner(result.ceilingOre)} uten mva.`;
    case 'partnership':
      return `Partnerskap med høyst ${result.partnersMax} partnere`;
    case 'dynamic_purchasing_system':
      return `Dynamisk innkjøpsordning i ${result.months} måneder`;
    case 'prizes':
      return 'Premier';
  }
}
