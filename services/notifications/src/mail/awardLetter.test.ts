import { expect, test } from '@jest/globals';
import { eventLetter } from './eventLetter.ts';
import { subjectOf, textOf } from './letter.ts';

const type = 'no.tiltak.procurement.awardletter.sent.v1';
const data = {
  ...{
    sequence: 2,
    previousId: 'e1',
    supplierId: 's1',
    organisationNumber: '310000019',
    procurementId: 'p1',
  },
  ...{ awardNumber: 1, title: 'Nytt tak', standstillEndsAt: '2030-04-03T22:00:00+02:00' },
};
const about = { order: undefined, consoleUrl: 'https://tiltak.example.no', reason: 'no_endpoint' } as const;

test.each([
  ['won', 'Kommunen har valgt tilbudet deres'],
  ['lost', 'Kommunen har valgt en annen leverandør'],
  ['rejected', 'Kommunen har avvist tilbudet deres'],
])(
  'a bidder that has %s is told so, until when nothing is signed, and where the letter is',
  (outcome, words) => {
    const letter = eventLetter({ type, data: { ...data, outcome } }, about);
    expect(subjectOf(letter)).toBe('Valg av leverandør: «Nytt tak»');
    expect(textOf(letter)).toContain(words);
    expect(textOf(letter)).toContain('onsdag 3. april 2030 kl. 22.00');
    expect(textOf(letter)).toContain('https://tiltak.example.no/tildelingsbrev/p1');
  },
);
