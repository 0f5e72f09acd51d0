import { osloDay } from '@tiltak/calendar';
import type { Operation } from '@tiltak/contracts';
import type { dynamicPurchasingOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Stage, type Store } from '@tiltak/store';
import { summaryOf } from '../procurement/noticeRoutes.ts';
import { type ProcurementCase, type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { numberAt } from '../rule/ruleAt.ts';
import { ruleRows } from '../rule/rules.ts';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import {
  type AdmissionCount,
  admissionAnswer,
  ownAdmissionAnswer,
  systemAnswer,
} from '../views/dynamicPurchasing.ts';
import { type Admission, type AdmissionCommand, admissionIdOf, admissions } from './admission.ts';
import { countAdmitted, readAdmittedCount } from './admitted.ts';
import {
  decideBy,
  decisionDaysKey,
  decisionDaysOtherwise,
  type PurchasingSystem,
  systemOf,
  takesApplications,
} from './system.ts';
import { scheduleDecision, scheduleExpiry, unscheduleDecision } from './timers.ts';

type Ops = typeof dynamicPurchasingOperations;

/** The operations on dynamic purchasing systems. */
export function dynamicPurchasingRoutes(store: Store): Handlers<Ops> {
  return {
    applyForAdmission: (call) => applyForAdmission(store, call),
    ...reading(store),
    admitSupplier: (call) => onAdmission(store, call, () => ({ type: 'admit' })),
    refuseAdmission: (call) => onAdmission(store, call, () => ({ type: 'refuse', ...call.body })),
    openPurchasingSystem: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const [found, count] = await Promise.all([
          reads.stream(procurements, procurementId),
          countOf(store, procurementId),
        ]);
        return (stage) => {
          theCase(found.state, ['qualification'], 'opened as a dynamic purchasing system');
          const system = requireSystem(found.state);
          expectVersion(found, call.ifMatch);
          if (count.applied > 0)
            throw new Rejection(
              'applications_undecided',
              `Decide first on the ${count.applied} who asked in time to be admitted.`,
              { applied: count.applied },
            );
          stage.handle(found, { type: 'advance', to: 'contracted', at: stage.at });
          scheduleExpiry(stage, procurementId, system);
          const opened = requireSystem(found.state);
          return {
            body: systemAnswer(procurementId, count, { system: opened, at: stage.at }),
            version: found.version,
          };
        };
      }),
  };
}

function reading(
  store: Store,
): Pick<Handlers<Ops>, 'getPurchasingSystem' | 'listAdmissions' | 'getOwnAdmission' | 'listOwnCalls'> {
  return {
    async getPurchasingSystem({ params: { procurementId } }) {
      const [found, count] = await Promise.all([
        store.states<ProcurementState>(procurements).findOne({ _id: procurementId }),
        countOf(store, procurementId),
      ]);
      const system = requireSystem(found?.state ?? procurements.initial);
      const at = store.now().toISOString();
      return { body: systemAnswer(procurementId, count, { system, at }), version: found?.version ?? 0 };
    },
    async listAdmissions({ params: { procurementId }, query: { status, overdue, cursor, limit } }) {
      const filter = {
        'state.systemId': procurementId,
        ...(status !== undefined && { 'state.status': status }),
        ...(overdue !== undefined && { 'state.status': 'applied', 'state.isOverdue': true }),
      };
      const page = await pageOf(store.states<Admission>(admissions), {
        filter,
        order: 'newest',
        cursor,
        limit,
      });
      return { body: { items: page.items.map(({ state }) => admissionAnswer(state)), next: page.next } };
    },
    async getOwnAdmission({ params: { procurementId }, actor }) {
      const own = await ownSupplier(store, actor);
      const found = await store
        .states<Admission>(admissions)
        .findOne({ _id: admissionIdOf(procurementId, own?.supplierId ?? '') });
      return { body: ownAdmissionAnswer(found?.state ?? admissions.initial), version: found?.version ?? 0 };
    },
    async listOwnCalls({ params: { procurementId }, query: { cursor, limit }, actor }) {
      const own = await ownSupplier(store, actor);
      const page = await pageOf(store.states<ProcurementCase>(procurements), {
        filter: { 'state.systemId': procurementId, 'state.invitedSupplierIds': own?.supplierId ?? '' },
        ...{ order: 'newest' as const, cursor, limit },
      });
      const items = page.items.map((one) => {
        const isOpen = one.state.status === 'published';
        return { ...summaryOf(one), openUntil: isOpen ? one.state.deadlines.bids : null };
      });
      return { body: { items, next: page.next } };
    },
  };
}

/** Throws `supplier_not_found`, `not_found`, `system_not_open`, and what the decider throws. */
async function applyForAdmission(store: Store, call: Parameters<Handlers<Ops>['applyForAdmission']>[0]) {
  const [own, rows] = await Promise.all([ownSupplier(store, call.actor), ruleRows(store)]);
  const { procurementId: systemId } = call.params;
  const { organisationNumber } = call.actor;
  if (!own || organisationNumber === undefined)
    throw new Rejection(
      'supplier_not_found',
      'Your firm is not registered as a supplier; register it first.',
    );
  return await runCommand(store, call, async (reads) => {
    const [found, admission] = await Promise.all([
      reads.stream(procurements, systemId),
      reads.stream(admissions, admissionIdOf(systemId, own.supplierId)),
    ]);
    return (stage) => {
      const system = requireSystem(found.state);
      if (!takesApplications(system, stage.at))
        throw new Rejection('system_not_open', 'This system has ended; nobody is admitted any more.');
      const days = numberAt(rows, decisionDaysKey, osloDay(stage.at))?.value ?? decisionDaysOtherwise;
      const by = decideBy(stage.at, days);
      const { supplierId, name } = own;
      stage.handle(admission, {
        type: 'apply',
        application: { systemId, supplierId, organisationNumber, name, ...call.body },
        requirementIds: (system.specification?.requirements ?? []).map((one) => one.requirementId),
        decideBy: by,
        at: stage.at,
      });
      scheduleDecision(stage, { systemId, supplierId, decideBy: by });
      return { body: ownAdmissionAnswer(admission.state), version: admission.version };
    };
  });
}

/** Throws `not_found`. */
function requireSystem(state: ProcurementState): PurchasingSystem {
  const system = systemOf(state);
  if (!system) throw new Rejection('not_found', 'There is no such dynamic purchasing system.');
  return system;
}

async function countOf(store: Store, systemId: string): Promise<AdmissionCount> {
  const count = (status: string) =>
    store.states(admissions).countDocuments({ 'state.systemId': systemId, 'state.status': status });
  const overdue = { 'state.systemId': systemId, 'state.status': 'applied', 'state.isOverdue': true };
  const [applied, admitted, refused, late] = await Promise.all([
    count('applied'),
    count('admitted'),
    count('refused'),
    store.states(admissions).countDocuments(overdue),
  ]);
  return { applied, admitted, refused, overdue: late };
}

type AdmissionCall = Pick<Call<Operation>, 'actor' | 'idempotency' | 'ifMatch'> & {
  readonly params: { readonly procurementId: string; readonly supplierId: string };
};
type Decision = Extract<AdmissionCommand, { type: 'admit' | 'refuse' }>;
type Unsigned<Command> = Command extends unknown ? Omit<Command, 'by' | 'at'> : never;

/** Also after the system's end: who asked in time gets an answer. */
function onAdmission(store: Store, call: AdmissionCall, command: (stage: Stage) => Unsigned<Decision>) {
  const { procurementId: systemId, supplierId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [admission, admitted] = await Promise.all([
      reads.stream(admissions, admissionIdOf(systemId, supplierId)),
      readAdmittedCount(reads, systemId),
    ]);
    return (stage) => {
      if (admission.version > 0) expectVersion(admission, call.ifMatch);
      stage.handle(admission, { ...command(stage), by: call.actor.subject, at: stage.at } as Decision);
      if (admission.state.status === 'admitted') countAdmitted(stage, admitted);
      unscheduleDecision(stage, systemId, supplierId);
      return { body: admissionAnswer(admission.state), version: admission.version };
    };
  });
}
