import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type Assessment = {
  readonly requirementId: string;
  readonly isFulfilled: boolean;
  readonly note: string;
};
export type Decision =
  | { readonly outcome: 'qualified'; readonly assessments: readonly Assessment[]; readonly at: string }
  | {
      readonly outcome: 'rejected';
      readonly ground: string;
      /** Of anskaffelsesforskriften (FOA). */
      readonly paragraph: string;
      readonly reason: string;
      readonly at: string;
    };
export type Reason = { readonly supplierId: string; readonly reason: string };
export type Selected = {
  readonly supplierIds: readonly string[];
  /** By what those were chosen among the qualified, as the documents stated it; null where all were chosen. */
  readonly criteria: string | null;
  /** Why each of the others was not. */
  readonly reasons: readonly Reason[];
};

export type SelectionCommand =
  | {
      readonly type: 'qualify';
      readonly supplierId: string;
      readonly assessments: readonly Assessment[];
      readonly requirementIds: readonly string[];
      readonly at: string;
    }
  | ({ readonly type: 'reject'; readonly supplierId: string } & Omit<
      Extract<Decision, { outcome: 'rejected' }>,
      'outcome'
    >)
  | (Selected & {
      readonly type: 'select';
      /** Who has asked to take part, and not withdrawn that. */
      readonly requestedBy: readonly string[];
      /** The fewest whom the procedure invites, where so many are qualified. */
      readonly least: number;
      readonly at: string;
    });
export type SelectionEvent =
  | DomainEvent<'RequestDecided', { readonly supplierId: string; readonly decision: Decision }>
  | DomainEvent<'BiddersSelected', Selected & { readonly at: string }>;
export type SelectionState = {
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly selected: Selected | null;
};

/** The suppliers that were found qualified. */
export const qualifiedIn = ({ decisions }: SelectionState): readonly string[] =>
  Object.entries(decisions).flatMap(([supplierId, { outcome }]) =>
    outcome === 'qualified' ? supplierId : [],
  );

/**
 * Throws `selection_made`, `requirement_not_fulfilled`, `assessment_missing`, `requests_undecided`, `not_qualified`,
 * `supplier_twice`, `too_few_invited`, `selection_reason_missing`.
 */
function decide(command: SelectionCommand, state: SelectionState): readonly SelectionEvent[] {
  if (state.selected)
    throw new Rejection(
      'selection_made',
      'Those who go on have been selected; nothing of that changes any more.',
    );
  switch (command.type) {
    case 'qualify': {
      const { supplierId, assessments, requirementIds, at } = command;
      checkAssessments(assessments, requirementIds);
      return [
        { type: 'RequestDecided', data: { supplierId, decision: { outcome: 'qualified', assessments, at } } },
      ];
    }
    case 'reject': {
      const { type: _, supplierId, ...why } = command;
      return [{ type: 'RequestDecided', data: { supplierId, decision: { outcome: 'rejected', ...why } } }];
    }
    case 'select':
      return select(command, state);
  }
}

function checkAssessments(assessments: readonly Assessment[], requirementIds: readonly string[]): void {
  const missing = requirementIds.filter((id) =>
    assessments.every(({ requirementId }) => requirementId !== id),
  );
  if (missing.length > 0)
    throw new Rejection('assessment_missing', `assessments: say something on ${missing.join(', ')}.`, {
      missing,
    });
  const failed = assessments.find(({ isFulfilled }) => !isFulfilled);
  if (failed)
    throw new Rejection(
      'requirement_not_fulfilled',
      `assessments: ${failed.requirementId} is not fulfilled; the request is to be rejected.`,
    );
}

function select(
  { supplierIds, criteria, reasons, requestedBy, least, at }: Extract<SelectionCommand, { type: 'select' }>,
  state: SelectionState,
): readonly SelectionEvent[] {
  const undecided = requestedBy.filter((supplierId) => !state.decisions[supplierId]);
  if (undecided.length > 0)
    throw new Rejection('requests_undecided', `Qualify or reject first: ${undecided.join(', ')}.`, {
      undecided,
    });
  const qualified = qualifiedIn(state);
  const stranger = supplierIds.find((one) => !qualified.includes(one));
  if (stranger !== undefined)
    throw new Rejection('not_qualified', `supplierIds: ${stranger} was not found qualified.`);
  if (new Set(supplierIds).size < supplierIds.length)
    throw new Rejection('supplier_twice', 'supplierIds: each supplier once.');
  const enough = Math.min(least, qualified.length);
  if (supplierIds.length < enough)
    throw new Rejection('too_few_invited', `supplierIds: at least ${enough} of the qualified go on.`, {
      least: enough,
    });
  const left = qualified.filter((one) => !supplierIds.includes(one));
  const unexplained = left.find((one) => reasons.every(({ supplierId }) => supplierId !== one));
  if (left.length > 0 && (!criteria || unexplained !== undefined))
    throw new Rejection(
      'selection_reason_missing',
      `selection: give the criteria, and the reason why ${unexplained ?? left[0]} does not go on.`,
    );
  return [{ type: 'BiddersSelected', data: { supplierIds, criteria, reasons, at } }];
}

function evolve(state: SelectionState, { type, data }: SelectionEvent): SelectionState {
  if (type === 'RequestDecided')
    return { ...state, decisions: { ...state.decisions, [data.supplierId]: data.decision } };
  const { at: _, ...selected } = data;
  return { ...state, selected };
}

/** Who of those that asked to take part is qualified, and who goes on (kvalifisering og utvelgelse). */
export const selections: Aggregate<SelectionCommand, SelectionEvent, SelectionState> = {
  kind: 'selections',
  initial: { decisions: {}, selected: null },
  decide,
  evolve,
};

/** The stream of a procurement's selection. */
export const selectionOf = (procurementId: string): string => `${procurementId}.selection`;
