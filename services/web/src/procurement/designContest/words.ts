import type { OperationAnswer } from '@tiltak/contracts';
import type { bidOperations, designContestOperations } from '@tiltak/contracts/procurement';
import { kroner } from '../../format/money.ts';
import type { Explanation } from '../../problems.ts';
import type { Case } from '../case/words.ts';
import type { PersonName } from '../person.ts';
import { designContestExplanations } from './problems.ts';

export type Contest = OperationAnswer<(typeof designContestOperations)['getDesignContest']>;
export type Juror = Contest['jury'][number];
/** What was handed in, as who takes the names off sees it when it is opened. */
export type HandedIn = OperationAnswer<(typeof bidOperations)['listBids']>['items'][number];

export type ShownContest = {
  readonly theCase: Case;
  /** Undefined until jury and prizes are named. */
  readonly contest: Contest | undefined;
  /** What was handed in, with the names: for who takes them off, and empty for all others. */
  readonly handedIn: readonly HandedIn[];
  readonly personOf: PersonName;
  readonly supplierOf: (supplierId: string) => string;
};

/** How many the operation takes, and how few. */
export const jurySize = { least: 3, most: 15 } as const;

/** How a juror stands to those who take part, in a word. */
export function independenceTag({ declaration }: Juror) {
  if (declaration === null) return { label: 'Ikke erklært', tone: 'waiting' } as const;
  return declaration.isIndependent
    ? ({ label: 'Uavhengig', tone: 'active' } as const)
    : ({ label: 'Har bindinger', tone: 'stopped' } as const);
}

/** What is told when a step is done, by its name. */
export const contestDoneTexts = {
  sett: 'Juryen og premiene er lagret.',
  erstatt: 'Jurymedlemmet er erstattet.',
  erklaring: 'Erklæringen er gitt.',
  kode: 'Utkastet har fått en kode.',
  frigi: 'Juryen har fått utkastene.',
  ranger: 'Rangeringen er skrevet ned. Hele juryen må signere den.',
  signer: 'Du har signert rangeringen.',
  navn: 'Navnene er gjort kjent, og premiene er fordelt.',
};

/** What refusals mean on the contest's page. */
export const contestWords: Readonly<Record<string, Explanation>> = {
  ...designContestExplanations,
  bid_not_found: { text: 'Leverandøren har ikke noe åpnet utkast her.', field: 'supplierId' },
  entry_twice: { text: 'Utkastet har allerede fått en kode.', field: 'supplierId' },
  value_too_low: {
    text: ({ facts }) =>
      typeof facts?.valueOre === 'number'
        ? `Premiene blir ${kroner(facts.valueOre)} til sammen, mer enn anskaffelsens anslåtte verdi.`
        : 'Premiene er til sammen større enn anskaffelsens anslåtte verdi.',
    field: 'prizes',
  },
};
