import { expect, test } from '@jest/globals';
import { protocolSection } from '@tiltak/contracts/procurement';
import { facts as caseFacts, specification } from '../../test/caseExamples.ts';
import { at, factsWith, procurementId, rowsWith } from '../../test/protocolExamples.ts';
import type { SealingEvent } from '../opening/sealing.ts';
import type { ProcurementEvent } from '../procurement/events.ts';
import type { ProcedureName } from '../procurement/procedure/procedure.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import type { RuleRow } from '../rule/rule.ts';
import { type Block, sectionKeys } from './document.ts';
import type { CaseRow } from './facts.ts';
import { protocolOf } from './protocolOf.ts';

const deadlines = { requests: null, bids: '2026-04-20T10:00:00.000Z' };
const created = (procedure: ProcedureName): ProcurementEvent => ({
  type: 'ProcurementCreated',
  data: { facts: { ...caseFacts, procedure }, at },
});
const specified: ProcurementEvent = {
  type: 'CompetitionSpecified',
  data: { specification: { ...specification, version: 1 }, rules: [], at },
};
const published = (procedure: ProcedureName): ProcurementEvent => ({
  type: 'ProcurementPublished',
  data: {
    ...{ title: caseFacts.title, kind: caseFacts.kind, procedure, cpvCodes: caseFacts.cpvCodes },
    ...{ deadlines, invitedSupplierIds: null, rules: [], at },
  },
});
const envelopes = [{ envelope: 'price', envelopeId: 'e', sha256: 'ab', bytes: 1 }] as const;
const submission = (supplierId: string) => ({
  ...{ procurementId, round: 1, supplierId, organisationNumber: '310000019', envelopes },
  ...{ confirmedRequirementIds: [], competitionVersion: 1, receivedAt: '2026-04-19T08:07:06.000Z' },
});
const bidOf = (supplierId: string) => ({ kind: 'bids', stream: `${procurementId}.1.${supplierId}` });
const opened: SealingEvent = {
  type: 'OpeningFinished',
  data: {
    ...{ procurementId, round: 1, envelope: 'price' as const, openedCount: 2, failedCount: 0 },
    ...{ protocolSha256: 'ff00', at },
  },
};
const sealing = { kind: 'sealings', stream: `${procurementId}.sealing.1` };

const sectionOf = (rows: readonly CaseRow[], key: string): readonly Block[] =>
  protocolOf(factsWith(rows)).sections.find((one) => one.key === key)!.blocks;
const textOf = (blocks: readonly Block[]) => JSON.stringify(blocks);

/** The lists of shared/design/rules.md, "Rejection and protocol" and "the special ones", and which section each of it is. */
const asked = {
  value: 'value',
  'receipt times': 'receipts',
  'procedure and its reason': 'procedure',
  'reason for not splitting in lots': 'lots',
  rejections: 'rejections',
  qualification: 'qualification',
  selection: 'selection',
  clarifications: 'clarifications',
  'dialogue and negotiation': 'dialogue',
  'evaluated bids': 'evaluation',
  'award reason and value': 'award',
  standstill: 'standstill',
  complaints: 'complaints',
  impartiality: 'impartiality',
  'market dialogue': 'market_dialogue',
  'phases, instalments and exits of a partnership': 'partnership',
  'admissions to a dynamic purchasing system': 'admissions',
} as const;

test.each(Object.keys(procedures) as ProcedureName[])(
  'every section is there for %s, at each step, and none is silent',
  (procedure) => {
    const steps: readonly ProcurementEvent[][] = [
      [created(procedure)],
      [created(procedure), specified],
      [created(procedure), specified, published(procedure)],
      [created(procedure), { type: 'ProcurementCancelled', data: { reason: 'Behovet falt bort.', at } }],
    ];
    for (const events of steps) {
      const { sections, title, lead } = protocolOf(factsWith(rowsWith([null, ...events])));
      expect(title).toBe('Anskaffelsesprotokoll: Nytt tak på Eksempelskolen');
      expect(lead.join(' ')).toContain(procedures[procedure].norwegian);
      expect(sections.map(({ key }) => key)).toEqual([...sectionKeys]);
      expect(sections.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.values(asked)));
      for (const { key, heading, blocks } of sections) {
        expect(heading).not.toBe('');
        expect([key, blocks.length > 0]).toEqual([key, true]);
        for (const block of blocks)
          expect(textOf([block])).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
      }
    }
  },
);

test('the sections that the API offers are the ones that there are', () => {
  expect(protocolSection.options).toEqual([...sectionKeys]);
});

test('a procedure that must be reasoned and is not, a case without lots that says no reason: both are gaps', () => {
  const bare = { ...caseFacts, procedureReason: null };
  const unreasoned: ProcurementEvent = {
    type: 'ProcurementCreated',
    data: { facts: { ...bare, procedure: 'negotiated' }, at },
  };
  expect(sectionOf(rowsWith([null, unreasoned]), 'procedure')).toContainEqual({
    ...{ type: 'gap', text: 'Valget av prosedyre er ikke begrunnet.' },
  });
  const withoutReason = { ...specification, noLotsReason: null, version: 1 };
  const rows = rowsWith([
    ...([null, created('open')] as const),
    { type: 'CompetitionSpecified', data: { specification: withoutReason, rules: [], at } },
  ]);
  expect(textOf(sectionOf(rows, 'lots'))).toContain('§ 19-4');
  expect(sectionOf(rows, 'lots').map(({ type }) => type)).toContain('gap');
  expect(textOf(sectionOf(rowsWith([null, created('open'), specified]), 'lots'))).toContain(
    'Arbeidene griper inn i hverandre.',
  );
});

test('before the opening only the number of bids is told, and after it each with its time to the second', () => {
  const events = [null, created('open'), specified, published('open')] as const;
  const bids = [
    [bidOf('s1'), { type: 'BidSubmitted', data: submission('s1') }],
    [bidOf('s2'), { type: 'BidSubmitted', data: submission('s2') }],
    [bidOf('s2'), { type: 'BidWithdrawn', data: { receivedAt: at } }],
  ] as const;
  const sealed = protocolOf(factsWith(rowsWith([...events], ...bids)));
  expect(JSON.stringify(sealed)).not.toContain('Eksempel Tak');
  expect(JSON.stringify(sealed)).toContain('1 tilbud er forseglet');
  const rows = rowsWith([...events], ...bids, [
    sealing,
    { type: 'OpeningApproved', data: { envelope: 'price', by: 'kari', at } },
    { type: 'OpeningApproved', data: { envelope: 'price', by: 'ola', at } },
    opened,
  ]);
  const text = textOf(sectionOf(rows, 'receipts'));
  expect(text).toContain('["Eksempel Tak AS","Tilbud, runde 1","19. april 2026 kl. 10.07.06"]');
  expect(text).toContain('Godkjent av Kari Innkjøper og Ola Godkjenner.');
  expect(text).toContain('ff00');
});

test('in a design contest nobody is named before the jury has signed', () => {
  const setUp = {
    type: 'ContestSetUp',
    data: { procurementId, requiredProfession: null, jury: [], anonymiser: 'kari', prizes: [], at },
  } as const;
  const contest = { kind: 'designContests', stream: `${procurementId}.contest` };
  const rows = rowsWith(
    [null, created('design_contest'), specified, published('design_contest')],
    [contest, setUp],
    [bidOf('s1'), { type: 'BidSubmitted', data: submission('s1') }],
    [sealing, opened],
  );
  expect(JSON.stringify(protocolOf(factsWith(rows)))).not.toContain('Eksempel Tak');
  const entries = [{ code: 'A1', supplierId: 's1', place: 1, prizeOre: 10_000_000 }];
  const revealed = rowsWith([contest, { type: 'NamesRevealed', data: { entries, by: 'kari', at } }]);
  expect(textOf(sectionOf([...rows, ...revealed], 'evaluation'))).toContain('["A1","Eksempel Tak AS","1"');
});

test('a rejection stands with its paragraph and reason, a complaint with its outcome, a reason with a name', () => {
  const evaluation = { kind: 'evaluations', stream: `${procurementId}.evaluation` };
  const rejected = { bidId: bidOf('s1').stream, ground: 'essential_deviation', paragraph: '§ 24-8' } as const;
  const rows = rowsWith(
    [null, created('open'), specified, published('open')],
    [bidOf('s1'), { type: 'BidSubmitted', data: submission('s1') }],
    [sealing, opened],
    [evaluation, { type: 'BidRejected', data: { ...rejected, reason: 'Forbehold om fristen.', at } }],
    [
      null,
      { type: 'ComplaintFiled', data: { complaintId: 'c', filedBy: 'Tak AS', about: 'Avvisningen', at } },
    ],
    [
      null,
      {
        type: 'ComplaintDecided',
        data: { complaintId: 'c', outcome: 'rejected', reason: 'Riktig avvist.', at },
      },
    ],
    [
      { kind: 'protocolReasons', stream: `${procurementId}.protocol` },
      {
        type: 'ProtocolReasonAdded',
        data: { section: 'rejections', text: 'Vurdert to ganger.', by: 'ola', at },
      },
    ],
  );
  expect(textOf(sectionOf(rows, 'rejections'))).toContain('avvist etter FOA § 24-8');
  expect(sectionOf(rows, 'rejections').at(-1)).toMatchObject({ type: 'reason', by: 'Ola Godkjenner' });
  expect(textOf(sectionOf(rows, 'complaints'))).toContain('ikke tatt til følge');
  // A reason stands in its own section only.
  expect(JSON.stringify(protocolOf(factsWith(rows))).match(/Vurdert to ganger/g)).toHaveLength(1);
});

test('the award stands with its two persons, its reason and its value, and the standstill with its rules', () => {
  const lots = [
    {
      ...{
        lotId: 'LOT-1',
        title: 'Hele oppdraget',
        optionsOre: 100_00,
        reason: 'Beste forhold mellom pris og kvalitet.',
      },
      winners: [{ supplierId: 's1', bidId: bidOf('s1').stream, rank: 1, priceOre: 500_000_000_00 }],
    },
  ];
  const rule: RuleRow = {
    ruleId: 'r1',
    key: 'standstill.electronic',
    title: 'Karens',
    value: 10,
    unit: 'days',
    validFrom: null,
    validTo: null,
    source: 'kilde',
    status: 'unconfirmed',
    note: null,
    registeredAt: null,
    registeredBy: null,
  };
  const terms = { startsOn: null, endsOn: null, voluntaryStandstill: true };
  const award = { kind: 'awards', stream: `${procurementId}.award` };
  const rows = rowsWith(
    [null, created('open'), specified],
    [
      award,
      {
        type: 'AwardProposed',
        data: { procurementId, number: 1, lots, ...terms, evaluationVersion: 9, by: 'kari', at },
      },
    ],
    [
      award,
      {
        type: 'AwardApproved',
        data: {
          ...{ procurementId, number: 1, title: 'x', measureId: 'm', lots, contracts: [], by: 'ola', at },
          standstill: { sentAt: at, endsAt: '2026-03-13T22:59:59.000Z', rules: [rule] },
        },
      },
    ],
  );
  const text = textOf(sectionOf(rows, 'award'));
  expect(text).toContain('foreslått 2. mars 2026 kl. 10.00.00 av Kari Innkjøper og godkjent');
  expect(text).toContain('Beste forhold mellom pris og kvalitet.');
  expect(text.replaceAll('\u00a0', ' ')).toContain('500 000 100 kr');
  expect(textOf(sectionOf(rows, 'standstill'))).toContain('varte til 13. mars 2026 kl. 23.59.59');
  expect(textOf(sectionOf(rows, 'rules'))).toContain(
    '["Karens","10 dager","ikke kjent","kilde","ubekreftet"]',
  );
});

test('a rehearsal says that it is one', () => {
  const rehearsed: ProcurementEvent = {
    type: 'ProcurementCreated',
    data: { facts: { ...caseFacts, rehearsal: true }, at },
  };
  expect(protocolOf(factsWith(rowsWith([null, rehearsed]))).lead.join(' ')).toContain('øvelse');
});
