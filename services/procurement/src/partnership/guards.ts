import { Rejection } from '@tiltak/decider';
import type { Partner, Partnership, Run, StatedPartnership } from './partnership.ts';

/** The partnership, while it runs; throws `terms_missing`, `not_running`. */
export function requireRunning(state: Partnership): StatedPartnership {
  if (state.status === 'none')
    throw new Rejection('terms_missing', 'The terms of the partnership have not been stated.');
  if (state.status === 'running') return state;
  const why =
    state.status === 'stated'
      ? 'It starts when its contracts are signed.'
      : `It ended: ${state.ended?.reason}`;
  throw new Rejection('not_running', `The partnership is not running. ${why}`);
}

/** Throws `partner_not_found`. */
export function requirePartner({ partners }: StatedPartnership, supplierId: string): Partner {
  const partner = partners.find((one) => one.supplierId === supplierId);
  if (!partner) throw new Rejection('partner_not_found', `${supplierId} is no partner here.`);
  return partner;
}

/** The partner's way through the phase, once it has started; throws `partner_not_found`, `phase_not_started`. */
export function requireRun(
  state: StatedPartnership,
  { supplierId, phase }: { readonly supplierId: string; readonly phase: number },
): Run {
  const run = requirePartner(state, supplierId).runs[phase - 1];
  if (!run) throw new Rejection('phase_not_started', `phase: ${supplierId} has not started phase ${phase}.`);
  return run;
}

/** Whether the phase is decided for the partner, and nothing of it changes any more. */
export const isDecided = ({ status }: Run): boolean => status === 'continue' || status === 'exit';

/** Throws `phase_decided`. */
export function requireUndecided(run: Run): void {
  if (isDecided(run))
    throw new Rejection('phase_decided', `Phase ${run.phase} was decided for this partner: ${run.status}.`);
}
