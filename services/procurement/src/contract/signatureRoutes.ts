import { osloDay } from '@tiltak/calendar';
import type { Operation } from '@tiltak/contracts';
import type { Call } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Reads, type Stage, type Store } from '@tiltak/store';
import { awardOf, awards } from '../award/award.ts';
import { signingFrom } from '../award/standstill.ts';
import { frameworkAgreements } from '../frameworkAgreement/frameworkAgreement.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { ruleRows } from '../rule/rules.ts';
import { contractAnswer } from '../views/contract.ts';
import { type Contract, contracts } from './contract.ts';
import { contractOf } from './guards.ts';
import { lastDayOfMonths } from './reach.ts';
import { type SignCommand, startOf } from './signing.ts';

/** A call of an operation on the contract that its path names. */
export type ContractCall = Pick<Call<Operation>, 'actor' | 'idempotency' | 'ifMatch'> & {
  readonly params: { readonly procurementId: string; readonly contractId: string };
};

/**
 * A signature. With the second one the contract binds, the case knows of it and is contracted, and a framework
 * agreement is there to be called off from, in one transaction.
 */
export async function signContract(store: Store, call: ContractCall) {
  const { procurementId, contractId } = call.params;
  const rows = await ruleRows(store);
  return await runCommand(store, call, async (reads) => {
    const loaded = await load(reads, { procurementId, contractId, agreementId: store.newId() });
    const { contract } = loaded;
    return (stage) => {
      contractOf(contract.state, procurementId);
      expectVersion(contract, call.ifMatch);
      sign(stage, loaded, call.actor.subject);
      const rules = { rows, on: osloDay(stage.at) };
      return { body: contractAnswer(contractId, contract.state, rules), version: contract.version };
    };
  });
}

async function load(
  reads: Reads,
  ids: { readonly procurementId: string; readonly contractId: string; readonly agreementId: string },
) {
  const [contract, found, award, agreement] = await Promise.all([
    reads.stream(contracts, ids.contractId),
    reads.stream(procurements, ids.procurementId),
    reads.stream(awards, awardOf(ids.procurementId)),
    reads.stream(frameworkAgreements, ids.agreementId, 'new'),
  ]);
  return { contract, found, award, agreement };
}

function sign(
  stage: Stage,
  { contract, found, award, agreement }: Awaited<ReturnType<typeof load>>,
  by: string,
): void {
  const { at } = stage;
  const today = osloDay(at);
  const before = contractOf(contract.state, found.id);
  const procurement = theCase(found.state);
  const { framework } = before;
  const standstill = award.state.status === 'none' ? null : award.state.standstill;
  stage.handle(contract, {
    type: 'sign',
    by,
    at,
    today,
    ...holdOf(procurement, standstill),
    frameworkAgreementId: framework && agreement.id,
    endsOn: framework && lastDayOfMonths(startOf(before, today), framework.months),
  });
  const { state: after } = contract;
  if (after.status !== 'signed') return;
  stage.handle(found, { type: 'bind', contractId: contract.id, at });
  if (framework) stage.handle(agreement, agreementOf(after, framework));
}

function holdOf(
  { complaints }: ProcurementCase,
  standstill: Parameters<typeof signingFrom>[0] | null,
): Pick<SignCommand, 'signingFrom' | 'isComplaintOpen'> {
  return {
    signingFrom: standstill && (signingFrom(standstill, complaints) ?? 'held'),
    isComplaintOpen: complaints.some(({ decidedAt }) => decidedAt === null),
  };
}

function agreementOf(
  { title, suppliers, ceilingOre, startsOn, endsOn }: Contract,
  { allocation }: NonNullable<Contract['framework']>,
) {
  return {
    title,
    allocation,
    suppliers: suppliers.map(({ supplierId, rank, ...registered }) => ({ supplierId, rank, registered })),
    ceilingOre,
    validFrom: startsOn ?? '',
    validTo: endsOn ?? '',
  };
}
