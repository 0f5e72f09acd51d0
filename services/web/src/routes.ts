import { answerLinkRoutes } from './answerLink/routes.ts';
import { assignmentRoutes } from './assignment/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { checklistRoutes } from './checklist/routes.ts';
import { endpointRoutes } from './endpoint/routes.ts';
import { faultReportRoutes } from './faultReport/routes.ts';
import { isContractor } from './html/layout.ts';
import { jobRoutes } from './job/routes.ts';
import { newsRoutes } from './news/routes.ts';
import { orderRoutes } from './order/routes.ts';
import { planRoutes } from './plan/routes.ts';
import { portfolioRoutes } from './portfolio/routes.ts';
import { adviceRoutes } from './procurement/advice/routes.ts';
import { alertRoutes } from './procurement/alert/routes.ts';
import { awardRoutes } from './procurement/award/routes.ts';
import { bidRoutes } from './procurement/bid/routes.ts';
import { caseRoutes } from './procurement/case/routes.ts';
import { changeRoutes } from './procurement/change/routes.ts';
import { designContestRoutes } from './procurement/designContest/routes.ts';
import { ownAdmissionRoutes } from './procurement/dynamicPurchasing/ownRoutes.ts';
import { dynamicPurchasingRoutes } from './procurement/dynamicPurchasing/routes.ts';
import { evaluationRoutes } from './procurement/evaluation/routes.ts';
import { negotiationRoutes } from './procurement/negotiation/routes.ts';
import { noticeRoutes } from './procurement/notice/routes.ts';
import { openingRoutes } from './procurement/opening/routes.ts';
import { ownRequestRoutes } from './procurement/participation/ownRoutes.ts';
import { participationRoutes } from './procurement/participation/routes.ts';
import { partnershipRoutes } from './procurement/partnership/routes.ts';
import { protocolRoutes } from './procurement/protocol/routes.ts';
import { ruleRoutes } from './procurement/rule/routes.ts';
import { simulationRoutes } from './procurement/simulation/routes.ts';
import { specificationRoutes } from './procurement/specification/routes.ts';
import { registerRoutes } from './register/routes.ts';
import { reportLinkRoutes } from './reportLink/routes.ts';
import { hasRole, page, type Route } from './visit.ts';

/** Every page and every receiver of a form. */
export const routes: readonly Route[] = [
  page('/', async (visit) => {
    if (isContractor(visit.person)) return { redirect: '/oppdrag' };
    const isOfficer = hasRole(visit, 'property.officer', 'property.approver');
    return { redirect: isOfficer ? '/bestillinger' : '/portefolje' };
  }),
  ...portfolioRoutes,
  ...jobRoutes,
  ...orderRoutes,
  ...checklistRoutes,
  ...planRoutes,
  ...calendarRoutes,
  ...registerRoutes,
  ...adviceRoutes,
  ...ruleRoutes,
  ...noticeRoutes,
  ...bidRoutes,
  ...alertRoutes,
  ...openingRoutes,
  ...evaluationRoutes,
  ...awardRoutes,
  ...simulationRoutes,
  ...specificationRoutes,
  ...changeRoutes,
  ...protocolRoutes,
  ...participationRoutes,
  ...partnershipRoutes,
  ...ownRequestRoutes,
  ...dynamicPurchasingRoutes,
  ...designContestRoutes,
  ...ownAdmissionRoutes,
  ...negotiationRoutes,
  ...newsRoutes,
  ...assignmentRoutes,
  ...endpointRoutes,
  ...answerLinkRoutes,
  ...reportLinkRoutes,
  ...faultReportRoutes,
  // After all that have a name of their own below it.
  ...caseRoutes,
];
