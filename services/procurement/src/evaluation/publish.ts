import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { EvaluationEvent } from './events.ts';

/** What others learn of an evaluation: that it is finished, and how many bids there were. */
export function publishEvaluation(event: EvaluationEvent): Publication<typeof procurementEvents> | undefined {
  if (event.type !== 'EvaluationFinished') return undefined;
  const { procurementId, round, bidsCount, rejectedCount, lots } = event.data;
  return {
    type: 'no.tiltak.procurement.evaluation.finished.v1',
    data: { procurementId, round, bidsCount, rejectedCount, lots: [...lots] },
  };
}
