import type { OperationAnswer, OperationRequest } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Tone } from '../../words/order.ts';

type Ops = typeof procurementOperations;
export type Partnership = OperationAnswer<Ops['getPartnership']>;
export type OwnPartnership = OperationAnswer<Ops['getOwnPartnership']>;
export type Partner = Partnership['partners'][number];
export type Proposal = Partnership['proposals'][number];
/** A partner's way through one phase. */
export type Run = Partner['runs'][number];
export type Terms = OperationRequest<Ops['statePartnershipTerms']>['body'];
/** The terms as they stand, with every part there. */
export type StatedTerms = Partnership['terms'];
export type Phase = StatedTerms['phases'][number];
export type Goal = StatedTerms['goals'][number];
export type Kind = Partnership['kind'];
export type Contract = OperationAnswer<Ops['getContract']>;

type Tag = { readonly label: string; readonly tone: Tone };

export const partnershipTags: Readonly<Record<Partnership['status'], Tag>> = {
  stated: { label: 'Ikke startet', tone: 'quiet' },
  running: { label: 'I gang', tone: 'active' },
  ended: { label: 'Avsluttet', tone: 'done' },
};

export const partnerTags: Readonly<Record<Partner['status'], Tag>> = {
  developing: { label: 'Utvikler', tone: 'active' },
  developed: { label: 'Ferdig utviklet', tone: 'done' },
  left: { label: 'Gått ut', tone: 'stopped' },
};

export const runTags: Readonly<Record<Run['status'], Tag>> = {
  started: { label: 'I gang', tone: 'active' },
  delivered: { label: 'Levert', tone: 'waiting' },
  tested: { label: 'Testet', tone: 'waiting' },
  continue: { label: 'Fullført', tone: 'done' },
  exit: { label: 'Gikk ut', tone: 'stopped' },
};

export const rightsWords: Readonly<Record<StatedTerms['intellectualProperty']['heldBy'], string>> = {
  supplier: 'Leverandøren',
  buyer: 'Kommunen',
  shared: 'Leverandøren og kommunen sammen',
};

/** The kind of partnership that a procedure ends in; undefined: in none. */
export const kindOf = (procedure: string): Kind | undefined =>
  procedure === 'innovation_partnership' || procedure === 'pre_commercial_procurement'
    ? procedure
    : undefined;

/** What is left for a partner of a phase's budget, øre. */
export const leftOfBudgetOre = ({ budgetOre }: Phase, run: Run | undefined): number =>
  budgetOre - (run?.instalments ?? []).reduce((sum, { amountOre }) => sum + amountOre, 0);

/** What was decided about a partner after a phase. */
export function outcomeText(outcome: 'continue' | 'exit', phase: number, { phases }: StatedTerms): string {
  if (outcome === 'exit') return 'går ut';
  return phase === phases.length ? 'har kommet gjennom siste fase' : `går videre til fase ${phase + 1}`;
}
