import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

type Ops = typeof procurementOperations;
export type Award = OperationAnswer<Ops['getAward']>;
export type Letter = OperationAnswer<Ops['listAwardLetters']>['items'][number];
export type Contract = OperationAnswer<Ops['getContract']>;
export type Ground = Contract['changes'][number]['ground'];

export type Tag = { readonly label: string; readonly tone: Tone };

export const awardTags: Readonly<Record<Award['status'], Tag>> = {
  proposed: { label: 'Innstilt', tone: 'waiting' },
  approved: { label: 'Godkjent', tone: 'active' },
  annulled: { label: 'Omgjort', tone: 'stopped' },
};

export const contractTags: Readonly<Record<Contract['status'], Tag>> = {
  drafted: { label: 'Ikke underskrevet', tone: 'waiting' },
  signed: { label: 'Inngått', tone: 'active' },
  completed: { label: 'Avsluttet', tone: 'done' },
  cancelled: { label: 'Bortfalt', tone: 'stopped' },
};

export const contractTypes: Readonly<Record<Contract['type'], string>> = {
  contract: 'Kontrakt',
  framework_agreement: 'Rammeavtale',
  partnership: 'Partnerskapsavtale',
};

export const outcomeTexts: Readonly<Record<Letter['outcome'], string>> = {
  won: 'Valgt',
  lost: 'Ikke valgt',
  rejected: 'Avvist',
};

/** Why a contract may be changed without a new competition, in the order of FOA § 28-1. */
export const groundTexts: Readonly<Record<Ground, string>> = {
  clause: 'Endringsklausul eller opsjon (bokstav a)',
  small: 'Mindre endring under terskelverdien (bokstav b)',
  additional: 'Nødvendig tilleggsleveranse (bokstav c)',
  unforeseen: 'Uforutsette omstendigheter (bokstav d)',
  new_supplier: 'Ny leverandør trer inn (bokstav e)',
  not_substantial: 'Endringen er ikke vesentlig (bokstav f)',
};

export const changeTexts: Readonly<Record<Contract['changes'][number]['status'], string>> = {
  requested: 'Venter på penger',
  agreed: 'Gjelder',
  refused: 'Ikke penger i rammen',
};

export const ruleStatusTexts: Readonly<Record<'confirmed' | 'reported' | 'unconfirmed', string>> = {
  confirmed: 'bekreftet',
  reported: 'fra sekundærkilde',
  unconfirmed: 'ikke bekreftet',
};
