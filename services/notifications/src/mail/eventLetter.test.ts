import { expect, test } from '@jest/globals';
import { contractorEventTypes } from '@tiltak/contracts/maintenance';
import fc from 'fast-check';
import { eventLetter } from './eventLetter.ts';
import { htmlOf, subjectOf, textOf } from './letter.ts';

const about = {
  order: 'Tett taket',
  consoleUrl: 'https://tiltak.example.no',
  reason: 'no_endpoint',
} as const;
const offer = {
  ...{ sequence: 1, previousId: null, orderId: 'o1', callOffId: 'o1.1', supplierId: 's1' },
  ...{ organisationNumber: '310000019', attempt: 1, description: 'Taket på gymsalen lekker' },
  places: [{ buildingId: 'b1', name: 'Skolen', address: 'Skoleveien 1', matrikkel: '3201-1/2' }],
  jobs: [{ jobId: 'j1', title: 'Tett taket', buildingId: 'b1' }],
  ...{ frameworkAgreementId: 'f1', priceBasis: 'frameworkAgreement', amountOre: 12_500_050 },
  ...{ plannedPersonHours: 37.5, urgent: true, dueOn: '2030-05-01' },
  ...{ offeredAt: '2030-04-01T08:00:00.000Z', respondBy: '2030-04-03T08:00:00.000Z' },
  links: {
    page: 'https://tiltak.example.no/svar/x?a=1&b=2',
    answer: 'https://api.example.no/answer-links/x',
  },
};
const type = 'no.tiltak.maintenance.calloff.offered.v1';
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('an offer says what, where, how much at the most, by when, and where to answer', () => {
  const letter = eventLetter({ type, data: offer }, { ...about, order: undefined });
  expect(subjectOf(letter)).toBe('Haster: forespørsel om oppdrag: Taket på gymsalen lekker');
  const text = plain(textOf(letter));
  for (const said of [
    'Taket på gymsalen lekker',
    'Sted: Skolen, Skoleveien 1, matrikkel 3201-1/2',
    'Pris: etter rammeavtalen, høyst 125 000,50 kr uten merverdiavgift',
    'Skal være ferdig: 1. mai 2030',
    'Planlagte timer: 37,5',
    'Svarfrist: onsdag 3. april 2030 kl. 10.00',
    'https://tiltak.example.no/svar/x?a=1&b=2',
    'ikke har et system som er koblet til Tiltak',
  ])
    expect(text).toContain(said);
  expect(htmlOf(letter)).toContain('<a href="https://tiltak.example.no/svar/x?a=1&amp;b=2">');
  // The link for machines is no use to a reader.
  expect(text + htmlOf(letter)).not.toContain('answer-links');
});

test('an offer of a mini-competition asks for a price, and says how long it can be changed', () => {
  const data = { ...offer, priceBasis: 'miniCompetition' };
  const text = plain(textOf(eventLetter({ type, data }, { ...about, order: undefined })));
  for (const said of [
    'ber alle leverandørene i rammeavtalen om pris',
    'Pris: minikonkurranse, laveste pris får oppdraget, høyst 125 000,50 kr uten merverdiavgift',
    'svaret kan endres til prisene åpnes',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('ett svar');
});

test('events say what they change', () => {
  const { description: _d, places: _p, jobs: _j, links: _l, ...common } = offer;
  const say = (name: string, data: object) =>
    plain(
      textOf(eventLetter({ type: `no.tiltak.maintenance.${name}.v1`, data: { ...common, ...data } }, about)),
    );
  const defects = [{ defectId: 'd1', description: 'Løs list', dueOn: '2030-06-01' }];
  expect(say('work.accepted', { defects })).toContain('– Løs list (innen 1. juni 2030)');
  expect(say('work.accepted', {})).not.toContain('manglene');
  expect(say('order.settled', { paidOre: 100, retainedOre: 50_000 })).toContain('500 kr holdes tilbake');
  expect(say('order.changed', { addedOre: 1, changeId: null, description: 'To vinduer til' })).toContain(
    'To vinduer til',
  );
  const asked = { changeId: 'c1', description: 'Bytt også rennen', why: null, dueOn: '2030-06-01' };
  expect(say('change.notified', asked)).toMatch(/Bytt også rennen[\s\S]*Ny frist: 1\. juni 2030/);
  expect(say('change.rejected', { changeId: 'c1', because: 'officer', reason: 'Ikke nødvendig' })).toContain(
    'Begrunnelse: Ikke nødvendig',
  );
  expect(say('change.rejected', { changeId: 'c1', because: 'no_funds', reason: null })).toContain(
    'har ikke penger til endringen',
  );
  expect(
    say('claim.raised', { claimId: 'c1', description: 'Taket lekker igjen', raisedOn: '2030-07-01' }),
  ).toContain('Taket lekker igjen');
});

test('every type that a contractor may receive has a letter, also one that has no words of its own yet', () => {
  for (const one of [...contractorEventTypes, 'no.tiltak.maintenance.something.new.v1']) {
    const letter = eventLetter({ type: one, data: {} }, about);
    expect(subjectOf(letter)).toContain('Tett taket');
    expect(textOf(letter)).toContain('https://tiltak.example.no/oppdrag');
  }
});

test('no text that people wrote becomes a header, markup, or a letter without end', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      'x\r\nBcc: all@example.no\r\n\r\nbody',
      'x\nSubject: other',
      '\u2028Bcc: a@b.no',
      '"><script>alert(1)</script>',
      '<img src=https://tracker.example/1.gif>',
      'x'.repeat(200_000),
    ),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      const data = {
        ...offer,
        description: text,
        places: Array.from({ length: 500 }, () => ({ ...offer.places[0], name: text, address: text })),
      };
      const letter = eventLetter({ type, data }, { ...about, order: text });
      expect(subjectOf(letter)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect([...subjectOf(letter)].length).toBeLessThanOrEqual(120);
      const html = htmlOf(letter);
      expect(html).not.toMatch(/<(script|img)/i);
      expect(html.match(/<a /g)).toHaveLength(1);
      expect(html.length + textOf(letter).length).toBeLessThan(100_000);
    }),
  );
});
