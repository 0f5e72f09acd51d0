import type { Contract } from './contract.ts';

/** The price with all changes that hold. */
export const currentValueOf = ({ valueOre, changes }: Pick<Contract, 'valueOre' | 'changes'>): number =>
  changes.reduce((sum, { status, addedOre }) => (status === 'agreed' ? sum + addedOre : sum), valueOre);

/** What the changes that hold have added, without those that took away. */
export const addedOf = ({ changes }: Pick<Contract, 'changes'>): number =>
  changes.reduce((sum, { status, addedOre }) => (status === 'agreed' ? sum + Math.max(0, addedOre) : sum), 0);

export const invoicedOf = ({ invoices }: Pick<Contract, 'invoices'>): number =>
  invoices.reduce((sum, { amountOre }) => sum + amountOre, 0);

/** What was agreed at first: what the law measures changes by. Of a framework agreement its ceiling. */
export const originalValueOf = ({ type, valueOre, ceilingOre }: Contract): number =>
  type === 'framework_agreement' ? ceilingOre : valueOre;

/** The apprentices' share of the hours, percent with one decimal; null while there are no hours. */
export const apprenticeShareOf = ({ personHours, apprenticeHours }: Contract['hours']): number | null =>
  personHours === 0 ? null : Math.round((apprenticeHours / personHours) * 1000) / 10;
