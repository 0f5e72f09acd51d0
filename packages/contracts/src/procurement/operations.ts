import type { Operations } from '../operation.ts';
import { frameworkAgreementOperations } from './frameworkAgreement.ts';
import { caseOperations } from './procurement.ts';
import { ruleOperations } from './rule.ts';
import { supplierOperations } from './supplier.ts';

/** The operations of procurement: suppliers, the cases from need to contract, and framework agreements. */
export const procurementOperations = {
  ...supplierOperations,
  ...caseOperations,
  ...frameworkAgreementOperations,
  ...ruleOperations,
} as const satisfies Operations;
