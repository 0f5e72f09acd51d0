import type { Claim } from './claim.ts';
import type { Defect } from './defect.ts';
import type { PauseReason } from './events.ts';

/** What is known of a placed order's work besides its status. */
export type FollowUp = {
  readonly schedule: { readonly startsOn: string; readonly endsOn: string } | null;
  /** SHA plan and HMS cards; `confirmedBy` is the firm's own reference of a person. */
  readonly safety: { readonly confirmedBy: string; readonly confirmedAt: string } | null;
  /** The pause that lasts; null while nothing is paused. */
  readonly pause: {
    readonly reason: PauseReason;
    readonly text: string | null;
    readonly since: string;
  } | null;
  readonly checklistIds: readonly string[];
  /** Hours by person since the work was last reported as done; null while there are none. */
  readonly hours: { readonly personHours: number; readonly apprenticeHours: number } | null;
  /** How often somebody was told that the work that is reported as done waits for its inspection. */
  readonly inspectionEscalations: number;
  /** The day (in Norway) on which the work was accepted, with or without defects. */
  readonly acceptedOn: string | null;
  readonly defects: readonly Defect[];
  readonly claims: readonly Claim[];
  /** Invoiced money that was withheld at the settlement, and what became of it. */
  readonly retention: {
    readonly amountOre: number;
    readonly reason: string;
    readonly status: 'withheld' | 'paid' | 'kept';
  } | null;
};

const nothingYet: FollowUp = {
  schedule: null,
  safety: null,
  pause: null,
  checklistIds: [],
  hours: null,
  inspectionEscalations: 0,
  acceptedOn: null,
  defects: [],
  claims: [],
  retention: null,
};

/** The follow-up of an order; orders that nothing has happened to yet hold none. */
export const followUpOf = ({ followUp }: { readonly followUp?: FollowUp | undefined }): FollowUp => ({
  ...nothingYet,
  ...followUp,
});
