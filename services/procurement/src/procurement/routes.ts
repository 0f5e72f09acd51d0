import { osloDay } from '@tiltak/calendar';
import type { Operation } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Reads, type Stage, type Store, type Stream } from '@tiltak/store';
import { annulIfApproved, expectEnded, readAward } from '../award/withdrawal.ts';
import { dialogueOf, dialogues } from '../dialogue/dialogue.ts';
import { caseDocuments, documentsOf } from '../document/document.ts';
import { expectNobodyAdmittedSince, readAdmittedCount } from '../dynamicPurchasing/admitted.ts';
import { scheduleAnnouncement } from '../interest/announcement.ts';
import { expectKeys, sealingOf, sealings } from '../opening/sealing.ts';
import { climateCheck } from '../rule/climate.ts';
import { ruleRows } from '../rule/rules.ts';
import { suppliers } from '../supplier/supplier.ts';
import { procurementAnswer } from '../views/procurement.ts';
import type { ProcurementCommand } from './decide.ts';
import { earliestOf } from './earliest.ts';
import type { ProcurementEvent } from './events.ts';
import { prepared } from './preparation.ts';
import { type ProcurementCase, type ProcurementState, procurements } from './procurement.ts';
import { theCase } from './step.ts';
import { scheduleDeadlines } from './timers.ts';

type Ops = typeof procurementOperations;
type Names =
  | 'createProcurement'
  | 'getProcurement'
  | 'listProcurements'
  | 'changeProcurement'
  | 'planProcurement'
  | 'specifyCompetition'
  | 'publishProcurement'
  | 'cancelProcurement'
  | 'completeProcurement';

/** The operations on the case itself. */
export function procurementRoutes(
  store: Store,
  { REHEARSALS }: { readonly REHEARSALS: boolean },
): Pick<Handlers<Ops>, Names> {
  return {
    createProcurement: async (call) => {
      if (call.body.rehearsal && !REHEARSALS)
        throw new Rejection('rehearsals_off', 'rehearsal: this installation has none (REHEARSALS).');
      const procurementId = store.newId();
      return await runCommand(store, call, async (reads) => {
        const created = await reads.stream(procurements, procurementId, 'new');
        return (stage) => {
          stage.handle(created, { type: 'create', facts: call.body, at: stage.at });
          return { body: procurementAnswer(procurementId, created.state), version: created.version };
        };
      });
    },
    async getProcurement({ params: { procurementId } }) {
      const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
      return {
        body: procurementAnswer(procurementId, found?.state ?? procurements.initial),
        version: found?.version ?? 0,
      };
    },
    async listProcurements({ query: { cursor, limit, ...wanted } }) {
      const filter = Object.fromEntries(
        Object.entries(wanted).flatMap(([field, value]) =>
          value === undefined ? [] : [[`state.${field}`, value]],
        ),
      );
      const page = await pageOf(store.states<ProcurementState>(procurements), {
        filter,
        order: 'newest',
        cursor,
        limit,
      });
      return {
        body: { items: page.items.map(({ _id, state }) => procurementAnswer(_id, state)), next: page.next },
      };
    },
    changeProcurement: (call) => onCase(store, call, () => ({ type: 'change', facts: call.body })),
    planProcurement: (call) => onCase(store, call, ({ at }) => ({ type: 'plan', ...call.body, at })),
    async specifyCompetition(call) {
      const rows = await ruleRows(store);
      return await onCase(store, call, ({ at }) => {
        const climate = climateCheck(call.body, rows, osloDay(at));
        return { type: 'specify', specification: call.body, climate, at };
      });
    },
    async publishProcurement(call) {
      const { requestsDeadline, bidsDeadline, invitedSupplierIds, questionsUntil } = call.body;
      const [rows, preparation] = await Promise.all([
        ruleRows(store),
        prepared(store, call.params.procurementId, invitedSupplierIds),
        expectSuppliers(store, invitedSupplierIds ?? []),
      ]);
      const publish = ({ at }: Stage, state: ProcurementState) => {
        preparation.expectUnchanged(state);
        return {
          type: 'publish' as const,
          deadlines: { requests: requestsDeadline, bids: bidsDeadline },
          invitedSupplierIds: preparation.invitedSupplierIds,
          questionsUntil,
          earliest: {
            requests: earliestOf('requests', state, { rows, at }),
            bids: earliestOf('bids', state, { rows, at }),
          },
          at,
        };
      };
      return await onCase(store, call, publish, async (reads) => {
        const { procurementId } = call.params;
        const { admitted } = preparation;
        const [documents, dialogue, sealing, count] = await Promise.all([
          documentsToPublish(reads, call.params, null),
          dialogueToConclude(reads, procurementId),
          reads.stream(sealings, sealingOf(procurementId, 1)),
          admitted && readAdmittedCount(reads, admitted.systemId),
        ]);
        return (stage, published) => {
          if (published.deadlines.bids !== null) expectKeys(sealing.state);
          if (admitted && count) expectNobodyAdmittedSince(stage, count, admitted.before);
          documents(stage);
          dialogue(stage);
        };
      });
    },
    cancelProcurement: (call) =>
      onCase(
        store,
        call,
        ({ at }) => ({ type: 'cancel', reason: call.body.reason, at }),
        async (reads) => {
          const loaded = await readAward(reads, call.params.procurementId);
          return (stage, { title }) =>
            annulIfApproved(stage, loaded, { title, reason: call.body.reason, by: call.actor.subject });
        },
      ),
    completeProcurement: (call) =>
      onCase(
        store,
        call,
        ({ at }) => ({ type: 'advance', to: 'completed', at }),
        async (reads) => {
          const { drafted } = await readAward(reads, call.params.procurementId);
          return () => expectEnded(drafted);
        },
      ),
  };
}

/** A call of an operation on the case that its path names. */
type CaseCall = Pick<Call<Operation>, 'actor' | 'idempotency' | 'ifMatch'> & {
  readonly params: { readonly procurementId: string };
};

/** Does a command on the case that the path names, with what else belongs to it, and answers with the case. */
export function onCase(
  store: Store,
  call: CaseCall,
  command: (stage: Stage, state: ProcurementState) => ProcurementCommand,
  also: (reads: Reads) => Promise<(stage: Stage, state: ProcurementCase) => void> = async () => () => {},
) {
  const { procurementId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [found, more] = await Promise.all([reads.stream(procurements, procurementId), also(reads)]);
    return (stage) => {
      if (found.version > 0) expectVersion(found, call.ifMatch);
      const answer = handleOnCase(stage, found, command(stage, found.state));
      more(stage, theCase(found.state));
      return answer;
    };
  });
}

/** Does a command on a case, with what follows of it by itself, and answers with the case. */
export function handleOnCase(
  stage: Stage,
  found: Stream<ProcurementCommand, ProcurementEvent, ProcurementState>,
  command: ProcurementCommand,
) {
  const events = stage.handle(found, command);
  scheduleAnnouncement(stage, found.id, events);
  scheduleDeadlines(stage, found.id, found.state);
  return { body: procurementAnswer(found.id, found.state), version: found.version };
}

/** The dialogue ends with the publication, by which everyone reads its notes. Throws `dialogue_note_missing`. */
async function dialogueToConclude(reads: Reads, procurementId: string) {
  const talk = await reads.stream(dialogues, dialogueOf(procurementId));
  return ({ handle, at }: Stage) => void handle(talk, { type: 'conclude', at });
}

/** The drafts of a case's documents become public with the command: all of them, or those that are named. */
export async function documentsToPublish(
  reads: Reads,
  { procurementId }: CaseCall['params'],
  documentIds: readonly string[] | null,
) {
  const documents = await reads.stream(caseDocuments, documentsOf(procurementId));
  return ({ handle, at }: Stage) => void handle(documents, { type: 'publish', documentIds, at });
}

/** Suppliers are never deleted: one that is there stays there. Throws `supplier_not_found`. */
export async function expectSuppliers(store: Store, supplierIds: readonly string[]): Promise<void> {
  const found = await store
    .states(suppliers)
    .find({ _id: { $in: [...supplierIds] } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(found.map(({ _id }) => _id));
  const unknown = supplierIds.find((one) => !known.has(one));
  if (unknown !== undefined)
    throw new Rejection('supplier_not_found', `There is no supplier ${unknown}; register it first.`);
}
