import { expect, test } from '@jest/globals';
import { competitionLetter } from './competitionLetter.ts';
import { eventLetter } from './eventLetter.ts';
import { htmlOf, subjectOf, textOf } from './letter.ts';

const type = 'no.tiltak.procurement.competition.announced.v1';
const stop = 'https://tiltak.example.no/varsler/slutt/k';
const data = {
  ...{
    sequence: 1,
    previousId: null,
    supplierId: 's1',
    organisationNumber: '310000019',
    procurementId: 'p1',
  },
  ...{
    title: 'Nytt tak <b>& dør</b>',
    kind: 'works',
    procedure: 'open',
    cpvCodes: ['45261900'],
    areaId: null,
  },
  deadlines: { requests: null, bids: '2030-04-03T10:00:00+02:00' },
  because: 'interest',
  links: { page: 'https://tiltak.example.no/kunngjoringer/p1', stop },
};
const about = { order: undefined, consoleUrl: 'https://tiltak.example.no', reason: 'no_endpoint' } as const;

test('the letter says what is bought and until when, and ends with the way out', () => {
  const letter = eventLetter({ type, data }, about);
  expect(subjectOf(letter)).toBe('Ny konkurranse: «Nytt tak <b>& dør</b>»');
  const text = textOf(letter);
  expect(text).toContain('Tilbudsfrist: onsdag 3. april 2030 kl. 10.00');
  expect(text).toContain('Gjelder: Bygg og anlegg');
  expect(text.trimEnd().endsWith(stop)).toBe(true);
  const html = htmlOf(letter);
  expect(html).toContain(`<a href="${stop}">Avslutt varsler om nye konkurranser</a>`);
  expect(html).not.toContain('<b>');
});

test('an invitation has no way out, because it is not news that was asked for', () => {
  const invitation = { ...data, because: 'invitation', links: { ...data.links, stop: null } };
  const letter = eventLetter({ type, data: invitation }, about);
  expect(subjectOf(letter)).toMatch(/^Invitasjon til å gi tilbud: /);
  expect(textOf(letter)).not.toContain('Avslutt');
});

test('other events are none of these', () => {
  expect(competitionLetter({ type: 'no.tiltak.maintenance.order.placed.v1', data })).toBeUndefined();
});
