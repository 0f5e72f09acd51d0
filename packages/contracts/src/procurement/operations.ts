import type { Operations } from '../operation.ts';
import { adviceOperations } from './advice.ts';
import { awardOperations } from './award.ts';
import { bidOperations } from './bid.ts';
import { changeOperations } from './change.ts';
import { complaintOperations } from './complaint.ts';
import { contractOperations } from './contract.ts';
import { designContestOperations } from './designContest.ts';
import { dialogueOperations } from './dialogue.ts';
import { documentOperations } from './document.ts';
import { dynamicPurchasingOperations } from './dynamicPurchasing.ts';
import { evaluationOperations } from './evaluationOperations.ts';
import { frameworkAgreementOperations } from './frameworkAgreement.ts';
import { interestOperations } from './interest.ts';
import { letterOperations } from './letter.ts';
import { negotiationOperations } from './negotiation.ts';
import { noticeOperations } from './notice.ts';
import { participationOperations } from './participation.ts';
import { partnershipOperations } from './partnershipOperations.ts';
import { personOperations } from './person.ts';
import { caseOperations } from './procurement.ts';
import { protocolOperations } from './protocol.ts';
import { questionOperations } from './question.ts';
import { ruleOperations } from './rule.ts';
import { sealingOperations } from './sealing.ts';
import { simulationOperations } from './simulation.ts';
import { supplierOperations } from './supplier.ts';

/** The operations of procurement: suppliers, the cases from need to contract, and framework agreements. */
export const procurementOperations = {
  ...supplierOperations,
  ...caseOperations,
  ...changeOperations,
  ...complaintOperations,
  ...evaluationOperations,
  ...simulationOperations,
  ...dialogueOperations,
  ...questionOperations,
  ...bidOperations,
  ...sealingOperations,
  ...documentOperations,
  ...participationOperations,
  ...negotiationOperations,
  ...awardOperations,
  ...contractOperations,
  ...frameworkAgreementOperations,
  ...ruleOperations,
  ...adviceOperations,
  ...interestOperations,
  ...noticeOperations,
  ...protocolOperations,
  ...letterOperations,
  ...partnershipOperations,
  ...designContestOperations,
  ...dynamicPurchasingOperations,
  ...personOperations,
} as const satisfies Operations;
