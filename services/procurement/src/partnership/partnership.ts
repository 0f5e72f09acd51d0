import type { Aggregate } from '@tiltak/store';
import type { PartnershipCommand } from './commands.ts';
import { decide } from './decide.ts';
import type {
  Contracted,
  Delivery,
  Measurement,
  PartnershipEvent,
  PhaseDecision,
  Proposal,
} from './events.ts';
import { evolve } from './evolve.ts';
import type { PartnershipKind } from './kind.ts';
import type { Terms } from './terms.ts';

export type Instalment = {
  readonly amountOre: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly at: string;
};

/** A partner's way through one phase. */
export type Run = {
  /** From 1. */
  readonly phase: number;
  readonly status: 'started' | 'delivered' | 'tested' | 'continue' | 'exit';
  readonly startedAt: string;
  /** The newest. */
  readonly delivery:
    | (Delivery & { readonly isLate: boolean; readonly by: string; readonly at: string })
    | null;
  /** The newest. */
  readonly test: {
    readonly measurements: readonly Measurement[];
    readonly note: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly decision:
    | (Omit<PhaseDecision, 'supplierId' | 'instalmentOre'> & {
        readonly decidedBy: string;
        /** The second person, where a payment follows. */
        readonly confirmedBy: string | null;
        readonly at: string;
      })
    | null;
  readonly instalments: readonly Instalment[];
};

export type Purchase = {
  readonly status: 'opened' | 'exercised';
  readonly what: string;
  readonly priceOre: number;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly reason: string | null;
  readonly exercisedBy: string | null;
  readonly exercisedAt: string | null;
  /** The change of the contract that it has become. */
  readonly changeId: string | null;
};

export type Partner = Contracted & {
  /** `developed`: its last phase was decided to be good, and nothing is left to develop. */
  readonly status: 'developing' | 'developed' | 'left';
  readonly runs: readonly Run[];
  readonly purchase: Purchase | null;
};

export type StatedPartnership = {
  readonly status: 'stated' | 'running' | 'ended';
  readonly kind: PartnershipKind;
  readonly procurementId: string;
  readonly measureId: string;
  readonly terms: Terms;
  readonly statedAt: string;
  readonly partners: readonly Partner[];
  /** What waits for a second person. */
  readonly proposals: readonly Proposal[];
  readonly startedAt: string | null;
  readonly ended: { readonly reason: string; readonly at: string } | null;
};
export type Partnership = { readonly status: 'none' } | StatedPartnership;

/** The stream of a procurement's partnership; no two streams of a service share an id. */
export const partnershipIdOf = (procurementId: string): string => `${procurementId}.partnership`;

/**
 * A partnership of development (innovasjonspartnerskap, or førkommersiell anskaffelse): partners who go through phases
 * of delivery, test and decision, each on a contract of its own.
 */
export const partnerships: Aggregate<PartnershipCommand, PartnershipEvent, Partnership> = {
  kind: 'partnerships',
  initial: { status: 'none' },
  decide,
  evolve,
};
