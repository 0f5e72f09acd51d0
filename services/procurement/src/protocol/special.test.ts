import { expect, test } from '@jest/globals';
import { facts as caseFacts, specification } from '../../test/caseExamples.ts';
import { partnershipTerms, preCommercialTerms } from '../../test/partnershipExamples.ts';
import { at, factsWith, procurementId, rowsWith } from '../../test/protocolExamples.ts';
import type { DialogueEvent } from '../dialogue/dialogue.ts';
import type { AdmissionEvent } from '../dynamicPurchasing/admission.ts';
import type { PartnershipEvent } from '../partnership/events.ts';
import type { PartnershipKind } from '../partnership/kind.ts';
import type { ProcurementEvent } from '../procurement/events.ts';
import type { ProcedureName } from '../procurement/procedure/procedure.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import type { SectionKey } from './document.ts';
import type { CaseRow } from './facts.ts';
import { protocolOf } from './protocolOf.ts';

const names = Object.keys(procedures) as ProcedureName[];
const created = (procedure: ProcedureName): ProcurementEvent => ({
  type: 'ProcurementCreated',
  data: { facts: { ...caseFacts, procedure }, at },
});
const published = (procedure: ProcedureName): ProcurementEvent => ({
  type: 'ProcurementPublished',
  data: {
    ...{ title: caseFacts.title, kind: caseFacts.kind, procedure, cpvCodes: caseFacts.cpvCodes },
    ...{ deadlines: { requests: null, bids: null }, invitedSupplierIds: null, rules: [], at },
  },
});
const textOf = (rows: readonly CaseRow[], key: SectionKey, asOf = at): string => {
  const document = protocolOf({ ...factsWith(rows), at: asOf });
  return JSON.stringify(document.sections.find((one) => one.key === key)!.blocks).replaceAll('\u00a0', ' ');
};

const dialogue = { kind: 'dialogues', stream: `${procurementId}.dialogue` };
const meeting = {
  meetingId: 'm1',
  title: 'Dialogmøte',
  startsAt: '2026-03-05T09:00:00.000Z',
  place: 'Rådhuset',
};
const note = { noteId: 'n1', participants: ['Eksempel Tak AS'], text: 'Markedet vil ha lengre frist.', at };
const held: readonly DialogueEvent[] = [
  { type: 'DialogueOpened', data: { notice: 'Vi spør markedet.', needByFunction: 'Tett i tretti år.', at } },
  { type: 'MeetingAnnounced', data: { ...meeting, at } },
];

test.each(names)('the market dialogue of %s is told from its events, or why there is none', (procedure) => {
  const none = textOf(rowsWith([null, created(procedure)]), 'market_dialogue');
  expect(none).toMatch(/Det er ikke holdt markedsdialog|Prosedyren har ingen markedsdialog/);
  if (procedure === 'dynamic_purchasing_call') return;
  const rows = rowsWith(
    [null, created(procedure)],
    [dialogue, ...held, { type: 'DialogueNoteRecorded', data: { ...note, meetingId: 'm1' } }],
    [dialogue, { type: 'DialogueNoteRecorded', data: { ...note, text: 'En samtale.', meetingId: null } }],
    [dialogue, { type: 'DialogueConcluded', data: { at } }],
  );
  const text = textOf(rows, 'market_dialogue');
  for (const told of [
    ...['Vi spør markedet.', 'Tett i tretti år.', 'Dialogmøte', 'Rådhuset', 'Til stede: Eksempel Tak AS.'],
    ...['Markedet vil ha lengre frist.', 'Ført av Kari Innkjøper', 'En samtale.', 'Dialogen ble avsluttet'],
  ])
    expect(text).toContain(told);
});

test('a meeting that was held and of which nobody wrote anything is a gap, and one to come is none', () => {
  const rows = rowsWith([null, created('open')], [dialogue, ...held]);
  expect(textOf(rows, 'market_dialogue')).not.toContain('"gap"');
  expect(textOf(rows, 'market_dialogue', '2026-03-06T00:00:00.000Z')).toContain(
    '{"type":"gap","text":"Møtet «Dialogmøte» har ikke noe referat."}',
  );
});

const stream = { kind: 'partnerships', stream: `${procurementId}.partnership` };
const stated = (kind: PartnershipKind): PartnershipEvent => ({
  type: 'TermsStated',
  data: {
    ...{ kind, procurementId, measureId: 'measure-1', at },
    terms: kind === 'innovation_partnership' ? partnershipTerms : preCommercialTerms,
  },
});
const ofPhase = { supplierId: 's1', phase: 1, by: 'kari', at };
const decision = { supplierId: 's1', outcome: 'continue', reason: 'Målet er nådd.', rank: 1 } as const;
const ran: readonly PartnershipEvent[] = [
  {
    type: 'PartnershipStarted',
    data: {
      partners: [
        { supplierId: 's1', organisationNumber: '310000019', name: 'Eksempel Tak AS', contractId: 'c1' },
      ],
      at,
    },
  },
  { type: 'PhaseStarted', data: ofPhase },
  {
    type: 'PhaseDelivered',
    data: {
      ...ofPhase,
      isLate: true,
      delivery: {
        items: [{ deliverableId: 'L1', description: 'En beskrivelse', reference: null }],
        note: null,
      },
    },
  },
  {
    type: 'PhaseTested',
    data: {
      ...ofPhase,
      measurements: [{ goalId: 'D1', value: 55.5, isMet: false }],
      note: 'Prøvd i tre uker.',
    },
  },
  {
    type: 'InstalmentApproved',
    data: {
      ...{ ...ofPhase, proposalId: 'p', amountOre: 50_00, reason: 'Delleveransen er godtatt.' },
      ...{ proposedBy: 'kari', confirmedBy: 'ola' },
    },
  },
  {
    type: 'PhaseDecided',
    data: {
      ...{ proposalId: null, phase: 1, isLastPhase: false, decidedBy: 'kari', confirmedBy: 'ola', at },
      decisions: [{ ...decision, instalmentOre: 100_00 }],
    },
  },
];
const purchase = { supplierId: 's1', what: 'Tjue sensorer', priceOre: 100_000_00, at } as const;
const bought: readonly PartnershipEvent[] = [
  { type: 'PurchaseOptionOpened', data: { ...purchase, by: 'kari' } },
  {
    type: 'PurchaseOptionExercised',
    data: {
      ...{ ...purchase, contractId: 'c1', changeId: 'e', reason: 'Sensorene virker.' },
      ...{ openedBy: 'kari', exercisedBy: 'ola' },
    },
  },
];

test.each(names)('the partnership of %s is told from its events, or that there is none', (procedure) => {
  const kinds: readonly string[] = ['innovation_partnership', 'pre_commercial_procurement'];
  if (!kinds.includes(procedure)) {
    const text = textOf(rowsWith([null, created(procedure), published(procedure)]), 'partnership');
    return expect(text).toContain('ender ikke i et utviklingssamarbeid');
  }
  const rows = rowsWith([null, created(procedure)], [stream, stated(procedure as PartnershipKind), ...ran]);
  const text = textOf(rows, 'partnership');
  for (const told of [
    ...['Utviklingen koster høyst 2 000 000 kr', 'M1 Oppdagede fuktskader: minst 90 prosent'],
    ...['"1: Konsept","Løsningsbeskrivelse"', '1. mars 2027', 'Rettighetene har leverandøren'],
    ...['Partnere: Eksempel Tak AS.', 'Leveransen kom etter fristen.', 'L1: En beskrivelse'],
    ...['D1 Oppdaget i laboratorium: minst 60 prosent. Målt: 55,5, ikke nådd.', 'Prøvd i tre uker.'],
    ...['i fase 1, 2. mars 2026 kl. 10.00.00: 50 kr', 'bekreftet av Kari Innkjøper og Ola Godkjenner'],
    'Eksempel Tak AS går videre, rangert som nr. 1, og får 100 kr: Målet er nådd.',
    'Til nå er 150 kr av høyst 2 000 000 kr innvilget',
  ])
    expect(text).toContain(told);
  expect(text).toContain(
    procedure === 'innovation_partnership'
      ? 'et kjøp av det som er utviklet, høyst 3 000 000 kr'
      : 'kjøpes i en anskaffelse for seg',
  );
});

test('a purchase stands with its two persons and its reason; a partnership without terms is a gap once published', () => {
  const own = created('innovation_partnership');
  const ended: PartnershipEvent = { type: 'PartnershipEnded', data: { reason: 'last_partner_left', at } };
  const rows = rowsWith([null, own], [stream, stated('innovation_partnership'), ...ran, ...bought, ended]);
  const text = textOf(rows, 'partnership');
  for (const told of ['Tjue sensorer', '100 000 kr', 'Sensorene virker.', 'Den siste partneren gikk ut.'])
    expect(text).toContain(told);
  expect(text).toContain('Besluttet av Kari Innkjøper og Ola Godkjenner.');
  const bare = rowsWith([null, own, published('innovation_partnership')]);
  expect(textOf(bare, 'partnership')).toContain('"gap"');
});

const application = { systemId: procurementId, supplierId: 's1', at } as const;
const applied = (supplierId: string): AdmissionEvent => ({
  type: 'AdmissionApplied',
  data: {
    ...{ ...application, supplierId, organisationNumber: '310000019', name: 'x', statement: 'y' },
    ...{ confirmedRequirementIds: ['R1'], decideBy: '2026-03-16T22:59:59.000Z' },
  },
});
const admissionOf = (supplierId: string) => ({
  ...{ kind: 'admissions', stream: `${procurementId}.admission.${supplierId}` },
});
const refused: AdmissionEvent = {
  type: 'AdmissionRefused',
  data: {
    ...{ ...application, ground: 'requirement_not_met', requirementId: 'R1' },
    ...{ reason: 'To referanser av tre.', by: 'kari' },
  },
};

test('each application to a purchasing system stands with its own decision, its refusal with the ground', () => {
  const result = { type: 'dynamic_purchasing_system', months: 12 } as const;
  const own = created('dynamic_purchasing_system');
  const specified: ProcurementEvent = {
    type: 'CompetitionSpecified',
    data: { specification: { ...specification, result, version: 1 }, rules: [], at },
  };
  const rows = rowsWith(
    [null, own, specified, published('dynamic_purchasing_system')],
    [admissionOf('s1'), applied('s1'), refused, applied('s1')],
    [admissionOf('s1'), { type: 'SupplierAdmitted', data: { ...application, by: 'ola' } }],
    [admissionOf('s2'), applied('s2')],
    [
      admissionOf('s2'),
      {
        type: 'AdmissionOverdue',
        data: { ...application, supplierId: 's2', decideBy: '2026-03-16T22:59:59.000Z' },
      },
    ],
  );
  const text = textOf(rows, 'admissions');
  const decided = '2. mars 2026 kl. 10.00.00 av';
  expect(text).toContain(`Ikke tatt opp ${decided} Kari Innkjøper"]`);
  expect(text).toContain(`"Tatt opp ${decided} Ola Godkjenner"]`);
  expect(text.match(/Eksempel Tak AS/g)).toHaveLength(2);
  expect(text).toContain('"Ikke avgjort"]');
  expect(text).toContain('ble ikke avgjort innen fristen, 16. mars 2026');
  expect(text).toContain('åpen for nye leverandører fram til 3. mars 2027 kl. 00.00.00');
  const rejections = textOf(rows, 'rejections');
  expect(rejections).toContain('Eksempel Tak AS ikke tatt opp i innkjøpsordningen');
  expect(rejections).toContain('Grunn: et krav er ikke oppfylt (Erfaring med tak).');
  expect(rejections).toContain('To referanser av tre.');
});

test.each(names)('admissions are told of %s as far as it has them', (procedure) => {
  const text = textOf(rowsWith([null, created(procedure)]), 'admissions');
  const expected: Partial<Record<ProcedureName, string>> = {
    dynamic_purchasing_system: 'Ingen har søkt om opptak.',
    dynamic_purchasing_call: 'Kjøpet ble gjort i innkjøpsordningen',
  };
  expect(text).toContain(expected[procedure] ?? 'Prosedyren har ingen opptak.');
});
