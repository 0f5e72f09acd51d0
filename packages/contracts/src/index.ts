export * from './event.ts';
export * from './operation.ts';
export * from './problem.ts';
export * from './role.ts';
export * from './values.ts';
