export * from './events.ts';
export * from './filter.ts';
export * from './news.ts';
export * from './operations.ts';
export { endpointLimits, maintenanceWindow, maintenanceWindows } from './pace.ts';
export * from './selfTest.ts';
