import type { Entered } from './visit.ts';

/** The form that was sent: the one of several, where it names itself so. */
export function sentForm(entered: Entered, action: string): string {
  const instance = entered.get('form') ?? '';
  return /^[a-z\d-]{1,60}$/.test(instance) ? instance : action;
}
