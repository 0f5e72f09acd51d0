import { answerLinkRoutes } from './answerLink/routes.ts';
import { assignmentRoutes } from './assignment/routes.ts';
import { endpointRoutes } from './endpoint/routes.ts';
import { faultReportRoutes } from './faultReport/routes.ts';
import { isContractor } from './html/layout.ts';
import { jobRoutes } from './job/routes.ts';
import { newsRoutes } from './news/routes.ts';
import { orderRoutes } from './order/routes.ts';
import { portfolioRoutes } from './portfolio/routes.ts';
import { registerRoutes } from './register/routes.ts';
import { reportLinkRoutes } from './reportLink/routes.ts';
import { page, type Route } from './visit.ts';

/** Every page and every receiver of a form. */
export const routes: readonly Route[] = [
  page('/', async ({ person }) => ({ redirect: isContractor(person) ? '/oppdrag' : '/portefolje' })),
  ...portfolioRoutes,
  ...jobRoutes,
  ...orderRoutes,
  ...registerRoutes,
  ...newsRoutes,
  ...assignmentRoutes,
  ...endpointRoutes,
  ...answerLinkRoutes,
  ...reportLinkRoutes,
  ...faultReportRoutes,
];
