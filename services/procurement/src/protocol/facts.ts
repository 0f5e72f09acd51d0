import { fold } from '@tiltak/decider';
import type { AttemptRefused } from '../attempt/attempt.ts';
import type { AwardEvent } from '../award/award.ts';
import type { BidEvent } from '../bid/bid.ts';
import type { ContractEvent } from '../contract/events.ts';
import type { ContestEvent } from '../designContest/events.ts';
import type { DialogueEvent } from '../dialogue/dialogue.ts';
import type { DocumentsEvent } from '../document/document.ts';
import type { AdmissionEvent } from '../dynamicPurchasing/admission.ts';
import { type Evaluation, evaluations } from '../evaluation/evaluation.ts';
import type { EvaluationEvent } from '../evaluation/events.ts';
import type { NegotiationEvent } from '../negotiation/negotiation.ts';
import type { SealingEvent } from '../opening/sealing.ts';
import type { RequestEvent } from '../participation/request.ts';
import type { SelectionEvent } from '../participation/selection.ts';
import type { PartnershipEvent } from '../partnership/events.ts';
import type { ProcurementEvent } from '../procurement/events.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import type { QuestionEvent } from '../question/question.ts';
import type { ReasonAdded } from './reasons.ts';

/** Everything that can stand in a case's journal and is looked at here. */
export type CaseEvent =
  | ProcurementEvent
  | DialogueEvent
  | QuestionEvent
  | DocumentsEvent
  | BidEvent
  | SealingEvent
  | EvaluationEvent
  | AttemptRefused
  | RequestEvent
  | SelectionEvent
  | AdmissionEvent
  | NegotiationEvent
  | ContestEvent
  | AwardEvent
  | ContractEvent
  | PartnershipEvent
  | ReasonAdded;
type RowOf<Event> = Event extends CaseEvent
  ? Event & {
      readonly kind: string;
      readonly stream: string;
      readonly at: string;
      readonly actor: string;
    }
  : never;
export type CaseRow = RowOf<CaseEvent>;
export type RowsOf<Type extends CaseEvent['type']> = Extract<CaseRow, { readonly type: Type }>;

/** What a protocol is made of: the journal's rows of the case's streams, and the names of those in them. */
export type ProtocolFacts = {
  readonly procurementId: string;
  /** Oldest first, over all of its streams. */
  readonly rows: readonly CaseRow[];
  /** By supplier id. */
  readonly suppliers: ReadonlyMap<string, { readonly name: string; readonly organisationNumber: string }>;
  /** By subject; a name that was deleted is not there. */
  readonly people: ReadonlyMap<string, string>;
  /** Bids of a round that is not opened: how many, and nothing else, whoever reads. */
  readonly sealedBids: number;
  /** A design contest before its names are revealed: nobody is named. */
  readonly isAnonymous: boolean;
  /** As of when the rows were read. */
  readonly at: string;
};

/** The rows of a type, oldest first. */
export const rowsOf = <Type extends CaseEvent['type']>(
  { rows }: Pick<ProtocolFacts, 'rows'>,
  ...types: readonly Type[]
): readonly RowsOf<Type>[] =>
  rows.filter((row): row is RowsOf<Type> => (types as readonly string[]).includes(row.type));

/** The case, folded from its rows. Throws where there are none: there is no protocol of nothing. */
export function caseOf({ procurementId, rows }: ProtocolFacts): ProcurementCase {
  const own = rows.filter(({ kind, stream }) => kind === procurements.kind && stream === procurementId);
  const state = fold(procurements, own as readonly ProcurementEvent[]);
  if (state.status === 'none') throw new Error(`there is no procurement ${procurementId}`);
  return state;
}

/** The evaluation as it stands; undefined before it begins. */
export function evaluationOf({ rows }: ProtocolFacts): Exclude<Evaluation, { status: 'none' }> | undefined {
  const own = rows.filter(({ kind }) => kind === evaluations.kind) as readonly EvaluationEvent[];
  const state = fold(evaluations, own);
  return state.status === 'none' ? undefined : state;
}

/** Stands for a name in a design contest whose jury is not to know it. */
export const anonymous = 'anonym deltaker';

/** A supplier's name; one that is not known is named by its id, so that a protocol never leaves somebody out. */
export const supplierName = ({ suppliers, isAnonymous }: ProtocolFacts, supplierId: string): string =>
  isAnonymous ? anonymous : (suppliers.get(supplierId)?.name ?? supplierId);

/** A person's name, or the subject where the name is not known (any more). */
export const personName = ({ people }: ProtocolFacts, subject: string): string =>
  people.get(subject) ?? subject;

/** Whose bid it is: by the bid's id. */
export function bidderOf(facts: ProtocolFacts): (bidId: string) => string {
  const suppliers = new Map([
    ...rowsOf(facts, 'BidSubmitted').map(({ stream, data }) => [stream, data.supplierId] as const),
    ...rowsOf(facts, 'EvaluationStarted').flatMap(({ data }) =>
      data.bids.map(({ bidId, supplierId }) => [bidId, supplierId] as const),
    ),
  ]);
  return (bidId) => supplierName(facts, suppliers.get(bidId) ?? bidId);
}
