import type { OperationAnswer } from '@tiltak/contracts';
import type { adviceOperations } from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

export type Advice = OperationAnswer<(typeof adviceOperations)['adviseProcedures']>;
export type Advised = Advice['procedures'][number];

export const procedureWords: Readonly<Record<Advised['procedure'], string>> = {
  direct: 'Direkte anskaffelse',
  limited_tender: 'Begrenset tilbudskonkurranse',
  open_tender: 'Åpen tilbudskonkurranse',
  open: 'Åpen anbudskonkurranse',
  restricted: 'Begrenset anbudskonkurranse',
  negotiated: 'Konkurranse med forhandling',
  competitive_dialogue: 'Konkurransepreget dialog',
  innovation_partnership: 'Innovasjonspartnerskap',
  pre_commercial_procurement: 'Førkommersiell anskaffelse',
  design_contest: 'Plan- og designkonkurranse',
  dynamic_purchasing_system: 'Dynamisk innkjøpsordning',
  dynamic_purchasing_call: 'Konkurranse i dynamisk innkjøpsordning',
};

export const kindWords: Readonly<Record<Advice['kind'], string>> = {
  goods: 'Varer',
  services: 'Tjenester',
  works: 'Bygg og anlegg',
};

export const standingWords: Readonly<
  Record<Advised['standing'], { readonly label: string; readonly tone: Tone }>
> = {
  allowed: { label: 'Kan brukes', tone: 'done' },
  on_conditions: { label: 'På vilkår', tone: 'active' },
  not_allowed: { label: 'Kan ikke brukes', tone: 'quiet' },
};

/** What holds for the value. */
export const partWords: Readonly<Record<NonNullable<Advice['part']>, string>> = {
  outside: 'Verdien er under grensen for anskaffelsesloven.',
  part_one: 'Anskaffelsesforskriften del I gjelder.',
  part_two: 'Anskaffelsesforskriften del I og II gjelder.',
  part_three: 'Anskaffelsesforskriften del I og III gjelder.',
};

export const thresholdWords: Readonly<Record<Advice['thresholds'][number]['name'], string>> = {
  procurement_act: 'grensen for anskaffelsesloven',
  national: 'nasjonal terskelverdi',
  eea: 'EØS-terskelverdien',
};

export const clauseWords: Readonly<Record<Advice['clauses'][number]['clause'], string>> = {
  apprentices: 'Bruk av lærlinger',
  subcontract_tiers: 'Begrensning i ledd av underleverandører',
  pay_and_working_conditions: 'Lønns- og arbeidsvilkår',
  payment_by_bank: 'Lønn betalt gjennom bank',
  hms_card: 'HMS-kort',
};

export const clauseStandingWords: Readonly<
  Record<Advice['clauses'][number]['standing'], { readonly label: string; readonly tone: Tone }>
> = {
  required: { label: 'Skal være med', tone: 'active' },
  not_required: { label: 'Kreves ikke', tone: 'quiet' },
  to_be_assessed: { label: 'Må vurderes', tone: 'waiting' },
};
