export { addBusinessDays, businessDayOnOrAfter, isBusinessDay, nextBusinessDay } from './businessDays.ts';
export { addBusinessTime, type BusinessHours, businessSecondsBetween } from './businessHours.ts';
export { addDays, addMonths } from './day.ts';
export { easterSunday, isPublicHoliday, type PublicHoliday, publicHolidays } from './holidays.ts';
export { instantAt, lastInstantOf, osloDay } from './osloTime.ts';
