export * from './advice.ts';
export * from './events.ts';
export * from './frameworkAgreement.ts';
export * from './operations.ts';
export * from './procurement.ts';
export * from './rule.ts';
export * from './specification.ts';
export * from './supplier.ts';
