import { osloDay } from '@tiltak/calendar';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Stage, type Store } from '@tiltak/store';
import type { RuleRow } from '../rule/rule.ts';
import { ruleAt } from '../rule/ruleAt.ts';
import { ruleRows } from '../rule/rules.ts';
import { contractAnswer } from '../views/contract.ts';
import { changeLimit } from './changeGround.ts';
import { type Contract, type ContractState, contracts } from './contract.ts';
import type { ContractCommand } from './decide.ts';
import { contractOf } from './guards.ts';
import { type ContractCall, signContract } from './signatureRoutes.ts';

type Ops = typeof procurementOperations;
type Names =
  | 'listContracts'
  | 'getContract'
  | 'requestContractFunds'
  | 'signContract'
  | 'cancelContract'
  | 'changeContract'
  | 'registerSubcontractor'
  | 'reportApprentices'
  | 'registerContractInvoice'
  | 'completeContract';

/** The operations on contracts. */
export function contractRoutes(store: Store): Pick<Handlers<Ops>, Names> {
  return {
    async listContracts({ query: { cursor, limit, supplierId, ...wanted } }) {
      const own = Object.entries({ ...wanted, 'suppliers.supplierId': supplierId });
      const filter = Object.fromEntries(
        own.flatMap(([field, value]) => (value === undefined ? [] : [[`state.${field}`, value]])),
      );
      const states = store.states<ContractState>(contracts);
      const [page, rules] = await Promise.all([
        pageOf(states, { filter, order: 'newest', cursor, limit }),
        rulesNow(store),
      ]);
      const items = page.items.map(({ _id, state }) => contractAnswer(_id, state, rules));
      return { body: { items, next: page.next } };
    },
    async getContract({ params: { procurementId, contractId } }) {
      const [found, rules] = await Promise.all([
        store.states<ContractState>(contracts).findOne({ _id: contractId }),
        rulesNow(store),
      ]);
      const state = found?.state ?? contracts.initial;
      contractOf(state, procurementId);
      return { body: contractAnswer(contractId, state, rules), version: found?.version ?? 0 };
    },
    requestContractFunds: (call) => onContract(store, call, () => ({ type: 'requestFunds' })),
    signContract: (call) => signContract(store, call),
    cancelContract: (call) =>
      onContract(store, call, ({ at }) => ({ type: 'cancel', reason: call.body.reason, at })),
    changeContract: (call) =>
      onContract(store, call, ({ at, newId }, { kind }, rows) => {
        const limit = changeLimit(call.body.ground, kind, { rows, on: osloDay(at) });
        return { type: 'change', changeId: newId(), ...call.body, limit, by: call.actor.subject, at };
      }),
    registerSubcontractor: (call) =>
      onContract(store, call, ({ at, newId }, { signedAt }, rows) => {
        const most = ruleAt(rows, 'subcontract_tiers.max', osloDay(signedAt ?? at));
        const subcontractor = { subcontractorId: newId(), ...call.body };
        return { type: 'registerSubcontractor', subcontractor, rules: most ? [most] : [], at };
      }),
    reportApprentices: (call) =>
      onContract(store, call, ({ at }) => ({ type: 'reportHours', ...call.body, at })),
    registerContractInvoice: (call) =>
      onContract(store, call, ({ at }) => ({ type: 'registerInvoice', ...call.body, at })),
    completeContract: (call) => onContract(store, call, ({ at }) => ({ type: 'complete', at })),
  };
}

async function rulesNow(store: Store): Promise<{ rows: readonly RuleRow[]; on: string }> {
  return { rows: await ruleRows(store), on: osloDay(store.now().toISOString()) };
}

/** Does a command on the contract that the path names, and answers with the contract. */
async function onContract(
  store: Store,
  call: ContractCall,
  command: (stage: Stage, contract: Contract, rows: readonly RuleRow[]) => ContractCommand,
) {
  const { procurementId, contractId } = call.params;
  const { rows, on } = await rulesNow(store);
  return await runCommand(store, call, async (reads) => {
    const found = await reads.stream(contracts, contractId);
    return (stage) => {
      const contract = contractOf(found.state, procurementId);
      expectVersion(found, call.ifMatch);
      stage.handle(found, command(stage, contract, rows));
      return { body: contractAnswer(contractId, found.state, { rows, on }), version: found.version };
    };
  });
}
