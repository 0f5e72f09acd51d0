import { procurementOperations } from '@tiltak/contracts/procurement';
import { people, type ServiceDefinition } from '@tiltak/service';
import type * as z from 'zod';
import { adviceRoutes } from './advice/routes.ts';
import { attempts } from './attempt/attempt.ts';
import { recorded } from './attempt/recordedRoutes.ts';
import { attemptRoutes } from './attempt/routes.ts';
import { awards } from './award/award.ts';
import { awardRoutes } from './award/routes.ts';
import { runEnvelopeSweep } from './bid/sweep.ts';
import { type ProcurementConfig, procurementConfig } from './config.ts';
import { contracts } from './contract/contract.ts';
import { contractRoutes } from './contract/routes.ts';
import { designContests } from './designContest/designContest.ts';
import { contestNames } from './designContest/names.ts';
import { designContestRoutes } from './designContest/routes.ts';
import { dialogues } from './dialogue/dialogue.ts';
import { dialogueRoutes } from './dialogue/routes.ts';
import { caseDocuments } from './document/document.ts';
import { documentRoutes } from './document/routes.ts';
import { runDocumentSweep, unnamedDocuments } from './document/storage.ts';
import { admissions } from './dynamicPurchasing/admission.ts';
import { admittedCounts } from './dynamicPurchasing/admitted.ts';
import { dynamicPurchasingRoutes } from './dynamicPurchasing/routes.ts';
import { dynamicPurchasingTimers } from './dynamicPurchasing/timers.ts';
import { evaluations } from './evaluation/evaluation.ts';
import { evaluationRoutes } from './evaluation/routes.ts';
import { frameworkAgreements } from './frameworkAgreement/frameworkAgreement.ts';
import { frameworkAgreementHandlers } from './frameworkAgreement/routes.ts';
import { announcementTimers } from './interest/announcement.ts';
import { interests } from './interest/interests.ts';
import { interestRoutes } from './interest/routes.ts';
import { letterRoutes } from './letter/routes.ts';
import { negotiations } from './negotiation/negotiation.ts';
import { negotiationRoutes } from './negotiation/routes.ts';
import { participationRequests } from './participation/request.ts';
import { requestRoutes } from './participation/routes.ts';
import { selections } from './participation/selection.ts';
import { selectionRoutes } from './participation/selectionRoutes.ts';
import { partnerships } from './partnership/partnership.ts';
import { partnershipRoutes } from './partnership/routes.ts';
import { personRoutes } from './person/routes.ts';
import { changeRoutes } from './procurement/changeRoutes.ts';
import { complaintRoutes } from './procurement/complaintRoutes.ts';
import { noticeRoutes } from './procurement/noticeRoutes.ts';
import { procurements } from './procurement/procurement.ts';
import { procurementRoutes } from './procurement/routes.ts';
import { procurementTimers } from './procurement/timers.ts';
import { protocolReasons } from './protocol/reasons.ts';
import { protocolRoutes } from './protocol/routes.ts';
import { publish } from './publish.ts';
import { questions } from './question/question.ts';
import { questionRoutes } from './question/routes.ts';
import { reactions } from './reactions/index.ts';
import { ruleHandlers } from './rule/routes.ts';
import { rules } from './rule/rules.ts';
import { sealedBidAggregates, sealedBidCollections, sealedBidRoutes } from './sealedBidRoutes.ts';
import { simulationRoutes } from './simulation/routes.ts';
import { organisationNumbers, supplierHandlers } from './supplier/routes.ts';
import { suppliers } from './supplier/supplier.ts';

/** All that procurement keeps as streams. */
export const aggregates = [
  suppliers,
  procurements,
  questions,
  dialogues,
  caseDocuments,
  participationRequests,
  selections,
  negotiations,
  attempts,
  frameworkAgreements,
  rules,
  evaluations,
  interests,
  protocolReasons,
  partnerships,
  designContests,
  admissions,
  ...sealedBidAggregates,
  awards,
  contracts,
];

/** Procurement: suppliers, cases from need to contract, and the framework agreements that orders are called off from. */
export const definition: ServiceDefinition<ProcurementConfig, typeof procurementOperations> = {
  name: 'procurement',
  title: 'Tiltak: procurement',
  config: procurementConfig as z.ZodType<ProcurementConfig>,
  aggregates,
  collections: [
    organisationNumbers,
    { name: people },
    { name: unnamedDocuments },
    { name: contestNames },
    { name: admittedCounts },
    ...sealedBidCollections,
  ],
  publish: () => publish,
  operations: procurementOperations,
  handlers: (store, config, stopping) =>
    recorded(store, procurementOperations, {
      ...supplierHandlers(store),
      ...procurementRoutes(store, config),
      ...changeRoutes(store),
      ...complaintRoutes(store),
      ...dialogueRoutes(store),
      ...questionRoutes(store),
      ...documentRoutes(store),
      ...requestRoutes(store),
      ...selectionRoutes(store),
      ...negotiationRoutes(store),
      ...attemptRoutes(store),
      ...evaluationRoutes(store),
      ...simulationRoutes(store),
      ...frameworkAgreementHandlers(store),
      ...ruleHandlers(store),
      ...sealedBidRoutes(store, config, stopping),
      ...adviceRoutes(store),
      ...interestRoutes(store),
      ...noticeRoutes(store),
      ...protocolRoutes(store),
      ...letterRoutes(store),
      ...partnershipRoutes(store),
      ...designContestRoutes(store),
      ...awardRoutes(store),
      ...contractRoutes(store),
      ...dynamicPurchasingRoutes(store),
      ...personRoutes(store),
    }),
  listensTo: ['projects'],
  reactions: () => reactions,
  timers: ({ WEB_URL }, store) => ({
    ...procurementTimers,
    ...dynamicPurchasingTimers,
    ...announcementTimers(store, WEB_URL.replace(/\/$/, '')),
  }),
  companion: async (store, _config, logger) =>
    sweeps(
      runEnvelopeSweep(store, (error) => logger.error({ err: error }, 'the sweep of envelopes failed')),
      runDocumentSweep(store, (error) => logger.error({ err: error }, 'the sweep of documents failed')),
    ),
};

type Sweep = { stop(): Promise<void> };

/** What runs beside the service and is stopped with it. */
const sweeps = (...all: readonly Sweep[]): Sweep => ({
  stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
});
