import type { Operations } from '../operation.ts';
import { boardOperations } from './board.ts';
import { buildingOperations } from './building.ts';
import { calendarFeedOperations } from './calendarFeed.ts';
import { callOffOperations } from './callOff.ts';
import { changeOperations } from './change.ts';
import { checklistOperations } from './checklist.ts';
import { claimOperations } from './claim.ts';
import { defectOperations } from './defect.ts';
import { documentationOperations } from './documentation.ts';
import { executionOperations } from './execution.ts';
import { faultReportOperations } from './faultReport.ts';
import { hourOperations } from './hour.ts';
import { importOperations } from './import.ts';
import { invoiceOperations } from './invoice.ts';
import { jobOperations } from './job.ts';
import { jobFileOperations } from './jobFile.ts';
import { orderOperations } from './order.ts';
import { planOperations } from './plan.ts';
import { propertyOperations } from './property.ts';
import { roomOperations } from './room.ts';
import { siteWorkOperations } from './siteWorkOperations.ts';

/** The operations of maintenance: the property register, jobs, preventive plans, orders with their call-offs. */
export const maintenanceOperations = {
  ...propertyOperations,
  ...buildingOperations,
  ...roomOperations,
  ...importOperations,
  ...jobOperations,
  ...jobFileOperations,
  ...faultReportOperations,
  ...planOperations,
  ...calendarFeedOperations,
  ...orderOperations,
  ...boardOperations,
  ...callOffOperations,
  ...changeOperations,
  ...executionOperations,
  ...siteWorkOperations,
  ...invoiceOperations,
  ...defectOperations,
  ...claimOperations,
  ...checklistOperations,
  ...hourOperations,
  ...documentationOperations,
} as const satisfies Operations;
