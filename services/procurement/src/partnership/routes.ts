import { osloDay } from '@tiltak/calendar';
import type { Operation } from '@tiltak/contracts';
import type { partnershipOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Stage, type Store } from '@tiltak/store';
import { procurements } from '../procurement/procurement.ts';
import { stepRefused, theCase } from '../procurement/step.ts';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import { ownPartnershipAnswer, partnershipAnswer } from '../views/partnership.ts';
import type { PartnershipCommand } from './commands.ts';
import { partnershipKindOf, partnershipKinds } from './kind.ts';
import { type Partnership, partnershipIdOf, partnerships } from './partnership.ts';
import { confirmPayment } from './paymentRoutes.ts';
import { exercisePurchaseOption } from './purchaseRoutes.ts';
import { signedPartners } from './signedContracts.ts';

type Ops = typeof partnershipOperations;

/** The operations on innovation partnerships and pre-commercial procurement. */
export function partnershipRoutes(store: Store): Handlers<Ops> {
  return {
    ...preparation(store),
    async getPartnership({ params: { procurementId } }) {
      const { state, version } = await read(store, procurementId);
      return { body: partnershipAnswer(state), version };
    },
    async getOwnPartnership({ params: { procurementId }, actor }) {
      const [{ state, version }, own] = await Promise.all([
        read(store, procurementId),
        ownSupplier(store, actor),
      ]);
      return { body: ownPartnershipAnswer(state, own?.supplierId), version };
    },
    startPhase: (call) => onPartnership(store, call, () => ({ type: 'startPhase', ...runOf(call.params) })),
    async deliver(call) {
      const { procurementId, phase } = call.params;
      const { supplierId = '' } = (await ownSupplier(store, call.actor)) ?? {};
      return await runCommand(store, call, async (reads) => {
        const found = await reads.stream(partnerships, partnershipIdOf(procurementId));
        return (stage) => {
          // To who is no partner here, it is as if there were no partnership.
          ownPartnershipAnswer(found.state, supplierId);
          expectVersion(found, call.ifMatch);
          const asked = { by: call.actor.subject, at: stage.at, today: osloDay(stage.at) };
          stage.handle(found, { type: 'deliver', supplierId, phase, delivery: call.body, ...asked });
          return { body: ownPartnershipAnswer(found.state, supplierId), version: found.version };
        };
      });
    },
    recordTest: (call) =>
      onPartnership(store, call, () => ({ type: 'recordTest', ...runOf(call.params), ...call.body })),
    decidePhase: (call) =>
      onPartnership(store, call, ({ newId }) => ({
        type: 'decidePhase',
        proposalId: newId(),
        phase: call.params.phase,
        decisions: call.body.decisions,
      })),
    proposeInstalment: (call) =>
      onPartnership(store, call, ({ newId }) => ({
        type: 'proposeInstalment',
        proposalId: newId(),
        ...runOf(call.params),
        ...call.body,
      })),
    confirmPartnershipPayment: (call) => confirmPayment(store, call),
    openPurchaseOption: (call) =>
      onPartnership(store, call, () => ({
        type: 'openPurchaseOption',
        supplierId: call.params.supplierId,
        ...call.body,
      })),
    exercisePurchaseOption: (call) => exercisePurchaseOption(store, call),
    endPartnership: (call) => onPartnership(store, call, () => ({ type: 'end', ...call.body })),
  };
}

/** The terms before the competition, and the start after it. */
function preparation(store: Store): Pick<Handlers<Ops>, 'statePartnershipTerms' | 'startPartnership'> {
  return {
    statePartnershipTerms: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const [found, of] = await Promise.all([
          reads.stream(partnerships, partnershipIdOf(procurementId)),
          reads.stream(procurements, procurementId),
        ]);
        return (stage) => {
          const { procedure, estimatedValueOre, measureId } = theCase(
            of.state,
            ['draft', 'planned', 'market_dialogue'],
            'given other terms',
          );
          // So that it is not published at the same moment, with the terms that it had.
          stage.guard(of);
          const kind = partnershipKindOf(procedure);
          if (!kind)
            throw new Rejection(
              'not_a_partnership',
              `The procedure ${procedure} ends in no partnership; those that do: ${Object.keys(partnershipKinds).join(', ')}.`,
            );
          if (found.version > 0) expectVersion(found, call.ifMatch);
          const terms = { procurementId, kind, measureId, estimatedValueOre, terms: call.body };
          stage.handle(found, {
            type: 'stateTerms',
            ...terms,
            by: call.actor.subject,
            at: stage.at,
            today: osloDay(stage.at),
          });
          return { body: partnershipAnswer(found.state), version: found.version };
        };
      }),
    startPartnership: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const [found, of, partners] = await Promise.all([
          reads.stream(partnerships, partnershipIdOf(procurementId)),
          reads.stream(procurements, procurementId),
          signedPartners(store, procurementId),
        ]);
        return (stage) => {
          if (theCase(of.state).status !== 'contracted') throw stepRefused(of.state, 'a running partnership');
          if (found.version > 0) expectVersion(found, call.ifMatch);
          stage.handle(found, { type: 'start', partners, by: call.actor.subject, at: stage.at });
          return { body: partnershipAnswer(found.state), version: found.version };
        };
      }),
  };
}

type RunParams = { readonly supplierId: string; readonly phase: number };
const runOf = ({ supplierId, phase }: RunParams): RunParams => ({ supplierId, phase });

async function read(store: Store, procurementId: string) {
  const found = await store
    .states<Partnership>(partnerships)
    .findOne({ _id: partnershipIdOf(procurementId) });
  return found ?? { state: partnerships.initial, version: 0 };
}

/** A call of an operation on the partnership of the case that its path names. */
type PartnershipCall = Pick<Call<Operation>, 'actor' | 'idempotency' | 'ifMatch'> & {
  readonly params: { readonly procurementId: string };
};
/** A command without what every command says. */
type Unsigned<Command> = Command extends unknown ? Omit<Command, 'by' | 'at' | 'today'> : never;

/** Does an officer's command on the partnership, and answers with the whole of it. */
function onPartnership(
  store: Store,
  call: PartnershipCall,
  command: (stage: Stage) => Unsigned<PartnershipCommand>,
) {
  return runCommand(store, call, async (reads) => {
    const found = await reads.stream(partnerships, partnershipIdOf(call.params.procurementId));
    return (stage) => {
      if (found.version === 0) return { body: partnershipAnswer(found.state) };
      expectVersion(found, call.ifMatch);
      const asked = { by: call.actor.subject, at: stage.at, today: osloDay(stage.at) };
      stage.handle(found, { ...command(stage), ...asked } as PartnershipCommand);
      return { body: partnershipAnswer(found.state), version: found.version };
    };
  });
}
