import { Rejection } from '@tiltak/decider';
import type { Reads, Stage } from '@tiltak/store';
import { contracts } from '../contract/contract.ts';
import { awardOf, awards } from './award.ts';

/** What an award's end before its contracts touches. */
export async function readAward(reads: Reads, procurementId: string) {
  const award = await reads.stream(awards, awardOf(procurementId));
  const planned = award.state.status === 'none' ? [] : award.state.contracts;
  const drafted = await Promise.all(planned.map(({ contractId }) => reads.stream(contracts, contractId)));
  return { award, drafted };
}
export type LoadedAward = Awaited<ReturnType<typeof readAward>>;

type Why = { readonly title: string; readonly reason: string; readonly by: string };

/** Annuls an approved award: its contracts are given up, their money is free. Throws `award_missing`. */
export function annul(stage: Stage, { award, drafted }: LoadedAward, why: Why): void {
  stage.handle(award, { type: 'annul', ...why, at: stage.at });
  for (const contract of drafted)
    stage.handle(contract, { type: 'cancel', reason: why.reason, at: stage.at });
}

/** The same where there is something to annul: a case that ends, or goes back, takes its award along. */
export function annulIfApproved(stage: Stage, loaded: LoadedAward, why: Why): void {
  if (loaded.award.state.status === 'approved') annul(stage, loaded, why);
}

/** Throws `contract_running` while there is a contract that is neither completed nor given up. */
export function expectEnded(drafted: LoadedAward['drafted']): void {
  const isRunning = drafted.some(({ state }) => state.status === 'drafted' || state.status === 'signed');
  if (isRunning)
    throw new Rejection(
      'contract_running',
      'A contract runs or waits for signatures; complete or cancel it.',
    );
}
