import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { ServiceDefinition } from '@tiltak/service';
import { people } from '@tiltak/service';
import { buildings } from './building/building.ts';
import { buildingRoutes } from './building/routes.ts';
import { feeds } from './calendarFeed/feed.ts';
import { calendarFeedRoutes } from './calendarFeed/routes.ts';
import { checklists } from './checklist/checklist.ts';
import { checklistRoutes } from './checklist/routes.ts';
import { checklistTemplates } from './checklist/template.ts';
import { type MaintenanceConfig, maintenanceConfig } from './config.ts';
import { documentations } from './documentation/documentation.ts';
import { documentationRoutes } from './documentation/routes.ts';
import { reportLinkRoutes } from './faultReport/linkRoutes.ts';
import { faultReports, reporters, reporterTimers } from './faultReport/reporter.ts';
import { reporterRoutes } from './faultReport/reporterRoutes.ts';
import { reportLinks } from './faultReport/reportLinks.ts';
import { faultReportRoutes } from './faultReport/routes.ts';
import { fileRoutes } from './file/routes.ts';
import { unnamedFiles } from './file/storage.ts';
import { runFileSweep } from './file/sweep.ts';
import { importRoutes } from './import/routes.ts';
import { imports } from './import/runImport.ts';
import { jobs } from './job/jobs.ts';
import { jobRoutes } from './job/routes.ts';
import { registerKeys } from './keys.ts';
import type { AnswerTimes } from './order/answerTimes.ts';
import { agreementCopies, agreementUses } from './order/carryOut.ts';
import { changeRoutes } from './order/change/changeRoutes.ts';
import { contractorRoutes } from './order/contractorRoutes.ts';
import { claimRoutes, defectRoutes, invoiceNumbers, invoiceRoutes } from './order/followUp/routes.ts';
import { siteWorkRoutes } from './order/followUp/siteWorkRoutes.ts';
import { followUpTimers } from './order/followUp/timers.ts';
import type { OrderTimes } from './order/followUp/times.ts';
import { orders } from './order/orders.ts';
import { orderRoutes } from './order/routes.ts';
import { orderTimers } from './order/timers.ts';
import { plans } from './plan/plan.ts';
import { planRoutes } from './plan/routes.ts';
import { planTimers } from './plan/timers.ts';
import { properties } from './property/property.ts';
import { propertyRoutes } from './property/routes.ts';
import { publish } from './publish.ts';
import { reactions } from './reactions/index.ts';
import { rooms } from './room/room.ts';
import { roomRoutes } from './room/routes.ts';
import { hourRoutes } from './timesheet/routes.ts';
import { timesheets } from './timesheet/timesheet.ts';
import { workers, workerTimers } from './timesheet/worker.ts';

const answerTimes = (config: MaintenanceConfig): AnswerTimes => ({
  normalSeconds: config.CALL_OFF_ANSWER_SECONDS,
  urgentSeconds: config.CALL_OFF_ANSWER_URGENT_SECONDS,
  leastSeconds: config.CALL_OFF_ANSWER_SECONDS_MIN,
});

const orderTimes = (config: MaintenanceConfig): OrderTimes => ({
  ...answerTimes(config),
  escalation: {
    inspectionSeconds: config.INSPECTION_ESCALATION_SECONDS,
    repeatSeconds: config.ESCALATION_REPEAT_SECONDS,
  },
});

/** Maintenance: the property register, jobs, and orders with their call-offs, from the first report to the paid invoice. */
export const definition: ServiceDefinition<MaintenanceConfig, typeof maintenanceOperations> = {
  name: 'maintenance',
  title: 'Tiltak: maintenance',
  config: maintenanceConfig,
  aggregates: [
    properties,
    buildings,
    rooms,
    jobs,
    reportLinks,
    plans,
    feeds,
    orders,
    checklistTemplates,
    checklists,
    timesheets,
    documentations,
  ],
  collections: [
    { name: agreementCopies },
    { name: agreementUses },
    { name: people },
    { name: registerKeys },
    { name: unnamedFiles },
    { name: invoiceNumbers },
    { name: imports },
    { name: workers },
    { name: reporters },
    { name: faultReports },
  ],
  publish,
  operations: maintenanceOperations,
  handlers: (store, config) => ({
    ...propertyRoutes(store),
    ...buildingRoutes(store),
    ...roomRoutes(store),
    ...importRoutes(store),
    ...jobRoutes(store),
    ...planRoutes(store),
    ...calendarFeedRoutes(store, config),
    ...orderRoutes(store, {
      times: orderTimes(config),
      approvalAboveOre: config.APPROVAL_ABOVE_ORE,
    }),
    ...changeRoutes(store, answerTimes(config)),
    ...siteWorkRoutes(store, orderTimes(config)),
    ...defectRoutes(store, orderTimes(config)),
    ...claimRoutes(store, orderTimes(config)),
    ...checklistRoutes(store, orderTimes(config)),
    ...hourRoutes(store, { times: orderTimes(config), keepDays: config.WORKER_NAME_KEEP_DAYS }),
    ...documentationRoutes(store),
    ...invoiceRoutes(store, orderTimes(config)),
    ...contractorRoutes(store, { times: answerTimes(config), linkKey: config.ANSWER_LINK_KEY }),
    ...fileRoutes(store, config.ANSWER_LINK_KEY),
    ...reportLinkRoutes(store, config.WEB_URL),
    ...faultReportRoutes(store, config.REPORTER_KEEP_DAYS),
    ...reporterRoutes(store),
  }),
  listensTo: ['projects', 'procurement', 'notifications'],
  reactions: (config) => reactions(answerTimes(config)),
  companion: async (store, _config, logger) =>
    runFileSweep(store, (error) => logger.error({ err: error }, 'the file sweep failed')),
  timers: (config) => ({
    ...orderTimers(answerTimes(config)),
    ...followUpTimers(orderTimes(config).escalation),
    ...planTimers,
    ...reporterTimers(config.REPORTER_KEEP_DAYS),
    ...workerTimers(config.WORKER_NAME_KEEP_DAYS),
  }),
};
