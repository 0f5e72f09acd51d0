import { expect, test } from '@jest/globals';
import { commands } from '../../test/orderExamples/commands.ts';
import {
  accepted,
  acceptedWithChanges,
  approved,
  asked,
  cancelled,
  contractor,
  declined,
  funded,
  heldWithFunds,
  largeSubmitted,
  offered,
  placed,
  refused,
  respondBy,
  submitted,
  terms,
  viewed,
} from '../../test/orderExamples/ordering.ts';
import {
  claimRaised,
  closed,
  deviatingInvoice,
  invoiced,
  settled,
  settledRetained,
} from '../../test/orderExamples/settling.ts';
import {
  acceptedWithDefect,
  defectApproved,
  defectFixed,
  done,
  fundsRequested,
  paused,
  proposed,
  safetyConfirmed,
  started,
  workAccepted,
  workRejected,
} from '../../test/orderExamples/working.ts';
import type { OrderEvent } from '../order/events.ts';
import { historyText } from './historyText.ts';

const receipt = (more: object): OrderEvent => ({
  type: 'ReceiptRecorded',
  data: { ...commands.recordReceipt.receipt, ...more },
});

const clock = (
  type: 'ClockAboutToBreak' | 'ClockBroken',
  which: 'response' | 'arrival' | 'fix',
): OrderEvent => ({
  type,
  data: { contractor: contractor(1), clock: which, urgency: 'high', dueAt: respondBy, at: respondBy },
});

/** A line for every event. The spaces in amounts are the ones that don't break. */
const lines: readonly (readonly [OrderEvent, string])[] = [
  [submitted, 'Bestilling på 10 kr sendt inn, ber om penger fra tiltaket'],
  [
    {
      type: 'OrderResubmitted',
      data: {
        terms: { ...terms, amountOre: 123_456_789 },
        request: 2,
        at: respondBy,
        ...asked,
        approvalAboveOre: 123_456_789,
      },
    },
    'Sendt inn på nytt med 1 234 567,89 kr, ber om penger fra tiltaket',
  ],
  [
    largeSubmitted,
    'Bestilling på 50,01 kr sendt inn, ber om penger fra tiltaket. Over 50 kr må en person til godkjenne den',
  ],
  [approved, 'Bestillingen på 50,01 kr er godkjent av en person til'],
  [
    { type: 'ApprovalRefused', data: { by: 'approver-1', at: respondBy, reason: 'For dyrt' } },
    'Bestillingen er ikke godkjent: For dyrt',
  ],
  [{ type: 'OrderResumed', data: {} }, 'Tatt opp igjen, pengene er fortsatt reservert'],
  [funded, '10 kr reservert'],
  [refused, 'Satt på vent: beløpet er større enn det som er igjen av rammen (4 kr igjen)'],
  [heldWithFunds('no_contractor_left'), 'Satt på vent: ingen flere leverandører å spørre'],
  [heldWithFunds('something_new'), 'Satt på vent: something_new'],
  [offered(1), 'Tilbud sendt til Bærum Tak AS, svarfrist 23.11.2026 kl. 12.00'],
  [viewed, 'Bærum Tak AS har åpnet tilbudet'],
  [accepted, 'Bærum Tak AS takket ja'],
  [acceptedWithChanges, 'Bærum Tak AS takket ja med endringer: oppstart 01.12.2026, Mangler folk'],
  [
    { type: 'ChangesApproved', data: { contractor: contractor(1) } },
    'Endringene fra Bærum Tak AS er godtatt',
  ],
  [declined(2), 'Asker Tak AS takket nei: Fullt belegg'],
  [
    { type: 'CallOffExpired', data: { contractor: contractor(1), respondBy } },
    'Bærum Tak AS svarte ikke innen fristen 23.11.2026 kl. 12.00',
  ],
  [
    { type: 'CallOffWithdrawn', data: { contractor: contractor(1), reason: null } },
    'Tilbudet til Bærum Tak AS er trukket tilbake',
  ],
  [placed, 'Bestilt hos Bærum Tak AS for inntil 10 kr'],
  [proposed(1, null), 'Endring meldt av kommunen: Bytte også rennen'],
  [proposed(2, 250), 'Endring meldt av Bærum Tak AS: Bytte også rennen, 2,50 kr i tillegg'],
  [
    {
      type: 'ChangePriced',
      data: { contractor: contractor(1), changeId: 'order-1.change-1', addedOre: -100, dueOn: null },
    },
    'Bærum Tak AS har priset endringen, 1 kr mindre',
  ],
  [fundsRequested(2, 250), 'Endringen er godkjent, ber om 2,50 kr til fra tiltaket'],
  [
    {
      type: 'OrderChanged',
      data: {
        contractor: contractor(1),
        changeId: 'order-1.change-2',
        what: 'Bytte også rennen',
        addedOre: 0,
        amountOre: 1000,
        dueOn: '2027-01-15',
      },
    },
    'Bestillingen er endret, uten endret pris: nå inntil 10 kr, frist 15.01.2027',
  ],
  [
    {
      type: 'ChangeRejected',
      data: {
        contractor: contractor(1),
        changeId: 'order-1.change-2',
        reason: 'exceeds_available',
        availableOre: 40,
      },
    },
    'Endringen er avvist: beløpet er større enn det som er igjen av rammen (0,40 kr igjen)',
  ],
  [
    {
      type: 'CallOffPriced',
      data: { contractor: contractor(1), at: respondBy, reason: 'x', proposedStart: null, priceOre: 123 },
    },
    'Bærum Tak AS har gitt pris i minikonkurransen',
  ],
  [
    { type: 'CompetitionDecided', data: { because: 'Ingen ga pris.', ranking: [], at: respondBy } },
    'Minikonkurransen er avgjort. Ingen ga pris.',
  ],
  [cancelled(null), 'Bestillingen er avbestilt: Ikke lenger nødvendig'],
  [started, 'Bærum Tak AS er i gang med arbeidet'],
  [
    {
      type: 'WorkPaused',
      data: { contractor: contractor(1), at: respondBy, reason: 'other', text: 'Streik' },
    },
    'Bærum Tak AS har stanset arbeidet: Streik',
  ],
  [paused, 'Bærum Tak AS har stanset arbeidet: været'],
  [
    { type: 'WorkResumed', data: { contractor: contractor(1), at: respondBy } },
    'Bærum Tak AS har tatt opp igjen arbeidet',
  ],
  [
    {
      type: 'WorkScheduled',
      data: {
        contractor: contractor(1),
        startsOn: '2026-12-01',
        endsOn: '2026-12-27',
        dueOn: '2026-12-24',
      },
    },
    'Bærum Tak AS planlegger arbeidet fra 01.12.2026 til 27.12.2026, etter fristen 24.12.2026',
  ],
  [safetyConfirmed, 'Bærum Tak AS bekreftet at SHA-planen er lest og at HMS-kort bæres (A-17)'],
  [done, 'Bærum Tak AS meldte arbeidet ferdig: 30 timer, av dem 8 timer av lærlinger'],
  [
    {
      type: 'ClocksStarted',
      data: {
        at: respondBy,
        urgency: 'high',
        levelsFrom: '2000-01-01',
        clocks: [
          { clock: 'arrival', hours: 'always', dueAt: '2026-11-24T15:00:00.000Z', warnAt: respondBy },
          { clock: 'fix', hours: 'always', dueAt: '2026-12-24T22:59:59.999Z', warnAt: respondBy },
        ],
      },
    },
    'Frister: oppmøte innen 24.11.2026 kl. 16.00, ferdig innen 24.12.2026 kl. 23.59',
  ],
  [clock('ClockAboutToBreak', 'response'), 'Fristen går snart ut: svar innen 23.11.2026 kl. 12.00'],
  [clock('ClockBroken', 'fix'), 'Fristen er brutt: ferdig innen 23.11.2026 kl. 12.00'],
  [workAccepted, 'Arbeidet er godkjent'],
  [acceptedWithDefect, 'Arbeidet er godkjent med én mangel: Rennen mangler'],
  [defectFixed, 'Bærum Tak AS meldte mangel defect-1 utbedret'],
  [defectApproved, 'Utbedringen av mangel defect-1 er godkjent'],
  [
    {
      type: 'InspectionEscalated',
      data: { contractor: contractor(1), at: respondBy, waitingSince: respondBy, escalation: 2 },
    },
    'Arbeidet har ventet på kontroll siden 23.11.2026 kl. 12.00, varslet for 2. gang',
  ],
  [
    { type: 'ClaimPeriodEnding', data: { contractor: contractor(1), until: '2031-11-22', openClaims: 2 } },
    '2 reklamasjoner er ikke avsluttet, og reklamasjonsfristen går ut 22.11.2031',
  ],
  [claimRaised, 'Reklamasjon claim-1: Taket lekker igjen. Frist 01.12.2027'],
  [deviatingInvoice, 'Faktura F-1 på 6 kr registrert, avviker fra avtalen'],
  [
    {
      type: 'InvoiceRejected',
      data: { contractor: contractor(1), invoiceNumber: 'F-1', amountOre: 600, reason: 'Feil beløp' },
    },
    'Faktura F-1 på 6 kr er avvist og kreditert: Feil beløp',
  ],
  [settledRetained, 'Gjort opp, 4,50 kr betalt, 1,50 kr holdt tilbake: Til rennen er på plass'],
  [closed, 'Bestillingen er avsluttet'],
  [workRejected, 'Arbeidet er ikke godkjent: Rennen mangler'],
  [invoiced('F-1', 650), 'Faktura F-1 på 6,50 kr registrert'],
  [settled, 'Gjort opp, 6 kr betalt'],
  [receipt({}), 'Leverandørens system mottok tilbudet 22.11.2026 kl. 11.00'],
  [
    receipt({ status: 'failed', statusCode: 503 }),
    'Leverandørens system tok ikke imot tilbudet (svar 503), sendes på nytt',
  ],
  [
    receipt({ status: 'exhausted', statusCode: null, attempt: 9, eventType: 'unknown' }),
    'Leverandørens system tok ikke imot meldingen etter 9 forsøk (ikke noe svar), sendes ikke mer',
  ],
];

test.each(lines)('%j reads as a line of Norwegian', (event, text) => {
  expect(historyText(event).replaceAll('\u00a0', ' ')).toBe(text);
});
