import { at, hostile, id, list, one } from './answers.ts';

const checklistTemplate = {
  ...{ templateId: id, edition: 2, title: hostile, buildingPart: '26', items: [hostile] },
};

const plan = {
  planId: id,
  buildingId: id,
  title: hostile,
  description: hostile,
  buildingPart: '26',
  rrule: hostile,
  countsFrom: 'completion',
  startsOn: '2026-11-22',
  leadDays: 14,
  status: 'active',
  nextDueOn: '2026-12-01',
  waitsFor: null,
  jobsMade: 1,
  endedBecause: hostile,
};

const calendarFeed = {
  calendarFeedId: id,
  buildingId: id,
  organisationNumber: null,
  status: 'active',
  createdAt: at,
};

/** What maintenance answers about plans, checklists' templates and calendars. */
export const planAnswers = {
  listChecklistTemplates: list(checklistTemplate),
  getChecklistTemplate: one(checklistTemplate),
  listPlans: list(plan),
  getPlan: one(plan),
  listCalendarFeeds: list(calendarFeed),
  createCalendarFeed: one({ ...calendarFeed, url: hostile }),
};
