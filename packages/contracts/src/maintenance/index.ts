export * from './building.ts';
export * from './callOff.ts';
export * from './events.ts';
export * from './execution.ts';
export * from './job.ts';
export * from './operations.ts';
export * from './order.ts';
export * from './plan.ts';
export { orderStatus } from './shared.ts';
