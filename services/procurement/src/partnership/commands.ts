import type { Contracted, Delivery, PhaseDecision } from './events.ts';
import type { PartnershipKind } from './kind.ts';
import type { Terms } from './terms.ts';

/** What every command says: who asks, and when. */
type Asked = { readonly by: string; readonly at: string };
type OfRun = Asked & { readonly supplierId: string; readonly phase: number };

export type PartnershipCommand =
  | (Asked & {
      readonly type: 'stateTerms';
      readonly kind: PartnershipKind;
      readonly procurementId: string;
      readonly measureId: string;
      readonly estimatedValueOre: number;
      readonly today: string;
      readonly terms: Terms;
    })
  /** With all whose contract is signed. */
  | (Asked & { readonly type: 'start'; readonly partners: readonly Contracted[] })
  | (OfRun & { readonly type: 'startPhase' })
  | (OfRun & {
      readonly type: 'deliver';
      readonly delivery: Delivery;
      /** The day on which it came, in Norway. */
      readonly today: string;
    })
  | (OfRun & {
      readonly type: 'recordTest';
      readonly measurements: readonly { readonly goalId: string; readonly value: number }[];
      readonly note: string;
    })
  | (Asked & {
      readonly type: 'decidePhase';
      readonly proposalId: string;
      readonly phase: number;
      readonly decisions: readonly PhaseDecision[];
      readonly today: string;
    })
  | (OfRun & {
      readonly type: 'proposeInstalment';
      readonly proposalId: string;
      readonly amountOre: number;
      readonly reason: string;
    })
  | (Asked & { readonly type: 'confirm'; readonly proposalId: string; readonly today: string })
  | (Asked & {
      readonly type: 'openPurchaseOption';
      readonly supplierId: string;
      readonly what: string;
      readonly priceOre: number;
    })
  | (Asked & {
      readonly type: 'exercisePurchaseOption';
      readonly supplierId: string;
      readonly reason: string;
      /** The change of the partner's contract that it becomes. */
      readonly changeId: string;
      /** The frame has refused the money of the change that it became before. */
      readonly wasRefused: boolean;
    })
  | (Asked & { readonly type: 'end'; readonly reason: string });

/** The command of that type. */
export type Of<Type extends PartnershipCommand['type']> = Extract<
  PartnershipCommand,
  { readonly type: Type }
>;
