import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { type Contract, contracts } from '../contract/contract.ts';
import type { Contracted } from './events.ts';

/** A partnership has at most as many contracts as partners. */
const contractsMax = 20;

/**
 * The partners with whom a contract is signed, oldest contract first. Those that were given up don't count; one that
 * waits for its signature holds the start. Throws `contract_unsigned`.
 */
export async function signedPartners(store: Store, procurementId: string): Promise<readonly Contracted[]> {
  const found = await store
    .states<Contract>(contracts)
    .find({ 'state.procurementId': procurementId, 'state.status': { $in: ['drafted', 'signed'] } })
    .sort({ _id: 1 })
    .limit(contractsMax + 1)
    .toArray();
  const waiting = found.find(({ state }) => state.status !== 'signed');
  if (waiting)
    throw new Rejection(
      'contract_unsigned',
      `The contract ${waiting._id} is neither signed nor given up; the partnership starts with all its partners.`,
    );
  return found.flatMap(({ _id: contractId, state }) =>
    state.suppliers.map(({ supplierId, organisationNumber, name }) => ({
      ...{ supplierId, organisationNumber, name, contractId },
    })),
  );
}
