import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** Why a supplier is not admitted. */
export type RefusalGround = 'requirement_not_met' | 'excluded' | 'documentation_missing';

/** What a supplier asks to be admitted with. */
export type Application = {
  readonly systemId: string;
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly name: string;
  /** How it meets the requirements, and where that is to be seen. */
  readonly statement: string;
  readonly confirmedRequirementIds: readonly string[];
};

export type AdmissionCommand =
  | {
      readonly type: 'apply';
      readonly application: Application;
      /** All that the system asks for. */
      readonly requirementIds: readonly string[];
      /** The end of the last day for the decision. */
      readonly decideBy: string;
      readonly at: string;
    }
  | { readonly type: 'admit'; readonly by: string; readonly at: string }
  | {
      readonly type: 'refuse';
      readonly ground: RefusalGround;
      readonly requirementId: string | null;
      readonly reason: string;
      readonly by: string;
      readonly at: string;
    }
  /** The time for the decision of that application is over. */
  | { readonly type: 'markOverdue'; readonly decideBy: string; readonly at: string };

type OfSupplier = Pick<Application, 'systemId' | 'supplierId'> & { readonly at: string };
export type AdmissionEvent =
  | DomainEvent<'AdmissionApplied', Application & { readonly decideBy: string; readonly at: string }>
  | DomainEvent<'SupplierAdmitted', OfSupplier & { readonly by: string }>
  | DomainEvent<
      'AdmissionRefused',
      OfSupplier & {
        readonly ground: RefusalGround;
        readonly requirementId: string | null;
        readonly reason: string;
        readonly by: string;
      }
    >
  | DomainEvent<'AdmissionOverdue', OfSupplier & { readonly decideBy: string }>;

export type Applied = Application & {
  readonly status: 'applied' | 'admitted' | 'refused';
  readonly appliedAt: string;
  readonly decideBy: string;
  /** It was not decided in time, whether or not it has been since. */
  readonly isOverdue: boolean;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly refusal: {
    readonly ground: RefusalGround;
    readonly requirementId: string | null;
    readonly reason: string;
  } | null;
};
export type Admission = { readonly status: 'none' } | Applied;

/**
 * Throws `already_applied`, `already_admitted`, `requirements_missing`, `not_found`, `already_decided`,
 * `requirement_not_found`.
 */
function decide(command: AdmissionCommand, state: Admission): readonly AdmissionEvent[] {
  if (command.type === 'apply') return apply(command, state);
  if (state.status === 'none')
    throw new Rejection('not_found', 'This supplier has not asked to be admitted.');
  const { systemId, supplierId } = state;
  if (command.type === 'markOverdue') {
    if (state.status !== 'applied' || state.isOverdue || state.decideBy !== command.decideBy) return [];
    const { decideBy, at } = command;
    return [{ type: 'AdmissionOverdue', data: { systemId, supplierId, decideBy, at } }];
  }
  if (state.status !== 'applied')
    throw new Rejection('already_decided', `This application was decided before: ${state.status}.`);
  const { by, at } = command;
  if (command.type === 'admit') return [{ type: 'SupplierAdmitted', data: { systemId, supplierId, by, at } }];
  const { ground, requirementId, reason } = command;
  const isNamed = requirementId !== null && state.confirmedRequirementIds.includes(requirementId);
  if (ground === 'requirement_not_met' && !isNamed)
    throw new Rejection(
      'requirement_not_found',
      'requirementId: name the requirement of the system that is not met.',
    );
  return [
    { type: 'AdmissionRefused', data: { systemId, supplierId, ground, requirementId, reason, by, at } },
  ];
}

/** Who was refused may ask again: the system is open to everyone qualified for as long as it lasts. */
function apply(
  { application, requirementIds, decideBy, at }: Extract<AdmissionCommand, { type: 'apply' }>,
  state: Admission,
): readonly AdmissionEvent[] {
  if (state.status === 'applied')
    throw new Rejection('already_applied', `You have asked already; it is decided by ${state.decideBy}.`);
  if (state.status === 'admitted') throw new Rejection('already_admitted', 'You are admitted already.');
  const missing = requirementIds.filter((one) => !application.confirmedRequirementIds.includes(one));
  if (missing.length > 0)
    throw new Rejection(
      'requirements_missing',
      `confirmedRequirementIds: only who meets every requirement is admitted; ${missing.join(', ')} is missing.`,
      { missing },
    );
  const unknown = application.confirmedRequirementIds.find((one) => !requirementIds.includes(one));
  if (unknown !== undefined)
    throw new Rejection(
      'requirement_not_found',
      `confirmedRequirementIds: there is no requirement ${unknown}.`,
    );
  return [{ type: 'AdmissionApplied', data: { ...application, decideBy, at } }];
}

function evolve(state: Admission, event: AdmissionEvent): Admission {
  if (event.type === 'AdmissionApplied') {
    const { at: appliedAt, ...facts } = event.data;
    const open = { isOverdue: false, decidedAt: null, decidedBy: null, refusal: null };
    return { status: 'applied', ...facts, appliedAt, ...open };
  }
  if (state.status === 'none') return state;
  if (event.type === 'AdmissionOverdue') return { ...state, isOverdue: true };
  const { by: decidedBy, at: decidedAt } = event.data;
  if (event.type === 'SupplierAdmitted') return { ...state, status: 'admitted', decidedBy, decidedAt };
  const { ground, requirementId, reason } = event.data;
  return { ...state, status: 'refused', decidedBy, decidedAt, refusal: { ground, requirementId, reason } };
}

/** The stream of a supplier's admission to a system: one for each, so that suppliers never wait for each other. */
export const admissionIdOf = (systemId: string, supplierId: string): string =>
  `${systemId}.admission.${supplierId}`;

/** A supplier's admission (opptak) to a dynamic purchasing system. */
export const admissions: Aggregate<AdmissionCommand, AdmissionEvent, Admission> = {
  kind: 'admissions',
  indexes: [
    { 'state.systemId': 1, _id: -1 },
    { 'state.systemId': 1, 'state.status': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
