import type { callOffStatus, orderStatus } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';

export type OrderStatus = z.output<typeof orderStatus>;
export type CallOffStatus = z.output<typeof callOffStatus>;
/** How a status is coloured: nothing has happened, under way, waits for somebody, done, stopped. */
export type Tone = 'quiet' | 'active' | 'waiting' | 'done' | 'stopped';

type Words = { readonly label: string; readonly tone: Tone; readonly meaning: string };

/** An order's statuses in words. */
export const orderWords: Readonly<Record<OrderStatus, Words>> = {
  draft: { label: 'Utkast', tone: 'quiet', meaning: 'Bestillingen er ikke sendt.' },
  submitted: {
    label: 'Sendt',
    tone: 'active',
    meaning: 'Bestillingen er mottatt. Det blir nå spurt om det er penger til den i tiltakets ramme.',
  },
  funded: {
    label: 'Midler reservert',
    tone: 'active',
    meaning: 'Pengene er reservert i rammen. Avropet sendes til entreprenøren.',
  },
  held: {
    label: 'På vent',
    tone: 'stopped',
    meaning: 'Bestillingen er stoppet, og går ikke videre før noen tar den opp igjen.',
  },
  offered: {
    label: 'Tilbudt entreprenør',
    tone: 'waiting',
    meaning: 'Avropet er sendt. Entreprenøren må svare innen svarfristen.',
  },
  placed: {
    label: 'Bundet',
    tone: 'active',
    meaning: 'Entreprenøren har godtatt avropet. Bestillingen er bindende for begge parter.',
  },
  in_execution: {
    label: 'Under utførelse',
    tone: 'active',
    meaning: 'Entreprenøren er i gang med arbeidet.',
  },
  delivered: {
    label: 'Meldt ferdig',
    tone: 'waiting',
    meaning: 'Entreprenøren har meldt arbeidet ferdig. Kommunen må se over det og godkjenne eller avvise.',
  },
  accepted: {
    label: 'Godkjent',
    tone: 'active',
    meaning: 'Arbeidet er godkjent. Fakturaen kan registreres, og bestillingen gjøres opp.',
  },
  rework: {
    label: 'Må utbedres',
    tone: 'waiting',
    meaning: 'Kommunen har avvist arbeidet. Entreprenøren må utbedre det og melde det ferdig på nytt.',
  },
  settled: {
    label: 'Gjort opp',
    tone: 'done',
    meaning: 'Fakturaen er betalt, og det som var til overs, er ført tilbake til rammen.',
  },
  closed: { label: 'Avsluttet', tone: 'done', meaning: 'Bestillingen er avsluttet.' },
  cancelled: {
    label: 'Avbestilt',
    tone: 'quiet',
    meaning: 'Bestillingen er avbestilt, og pengene er frigitt.',
  },
};

/** A call-off's statuses in words, as the municipality sees them. */
export const callOffWords: Readonly<Record<CallOffStatus, Omit<Words, 'meaning'>>> = {
  offered: { label: 'Sendt, venter på svar', tone: 'waiting' },
  viewed: { label: 'Åpnet, venter på svar', tone: 'waiting' },
  priced: { label: 'Pris gitt', tone: 'waiting' },
  accepted: { label: 'Godtatt', tone: 'done' },
  accepted_with_changes: { label: 'Godtatt med endringer', tone: 'waiting' },
  declined: { label: 'Avslått', tone: 'stopped' },
  expired: { label: 'Svarfristen gikk ut', tone: 'stopped' },
  withdrawn: { label: 'Trukket tilbake', tone: 'quiet' },
};

/** The label of a status that came as plain text. */
export function orderStatusText(status: string): string {
  return (orderWords as Readonly<Record<string, Words>>)[status]?.label ?? status;
}

const eventWords: Readonly<Record<string, string>> = {
  'calloff.offered': 'avropet',
  'calloff.withdrawn': 'beskjeden om at avropet er trukket tilbake',
  'calloff.expired': 'beskjeden om at svarfristen gikk ut',
  'order.placed': 'bestillingen',
  'change.notified': 'ønsket om en endring',
  'change.rejected': 'avslaget på endringen',
  'order.changed': 'endringen av bestillingen',
  'order.cancelled': 'avbestillingen',
  'work.accepted': 'godkjenningen av arbeidet',
  'work.rejected': 'avvisningen av arbeidet',
  'order.settled': 'beskjeden om oppgjøret',
  'claim.raised': 'reklamasjonen',
};

/** What a contractor received, as the object of "mottok": by the event's type, `no.tiltak.maintenance.order.placed.v1`. */
export function eventText(type: string): string {
  return eventWords[type.replace(/^no\.tiltak\.\w+\.|\.v\d+$/g, '')] ?? `meldingen «${type}»`;
}

const heldReasons: Readonly<Record<string, string>> = {
  exceeds_available: 'Beløpet er større enn det som er igjen i rammen.',
  unknown_measure: 'Tiltaket er ukjent for porteføljen.',
  measure_without_frame: 'Tiltaket har ingen ramme å belaste.',
  frame_not_decided: 'Rammen er foreslått, men ikke vedtatt, og kan ikke brukes ennå.',
  no_contractor_left: 'Alle entreprenørene i rammeavtalen er spurt, og ingen har tatt oppdraget.',
  agreement_unknown: 'Rammeavtalen finnes ikke.',
  agreement_not_valid: 'Rammeavtalen gjelder ikke i dag.',
  agreement_ceiling_reached: 'Beløpet er større enn det som er igjen av rammeavtalens øvre grense.',
  no_price_received: 'Ingen av leverandørene ga pris i minikonkurransen.',
};

/** Why an order is held, in words; an unknown reason is shown as it came. */
export function heldReasonText(reason: string | null): string | undefined {
  return reason === null ? undefined : (heldReasons[reason] ?? reason);
}
