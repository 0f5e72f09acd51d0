import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { type Person, people, runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { type BidState, bids } from '../bid/bid.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import { procurements } from '../procurement/procurement.ts';
import type { Result, Specification } from '../procurement/specification.ts';
import { stepRefused, theCase } from '../procurement/step.ts';
import { type SupplierState, suppliers } from '../supplier/supplier.ts';
import { evaluationAnswer, type Names, noEvaluation } from '../views/evaluation.ts';
import { evaluationCommandRoutes } from './commandRoutes.ts';
import { type Evaluation, evaluationIdOf, evaluations } from './evaluation.ts';
import type { BidToEvaluate, EvaluationBasis } from './events.ts';
import { changedAnswer } from './onEvaluation.ts';
import { rejectionGrounds } from './rejectionGrounds.ts';

type Ops = typeof procurementOperations;
type CommandNames = keyof ReturnType<typeof evaluationCommandRoutes>;

/** The operations on the evaluation of bids. */
export function evaluationRoutes(
  store: Store,
): Pick<Handlers<Ops>, 'listRejectionGrounds' | 'startEvaluation' | 'getEvaluation' | CommandNames> {
  return {
    ...evaluationCommandRoutes(store),
    listRejectionGrounds: async () => ({ body: { items: [...rejectionGrounds] } }),
    startEvaluation: (call) => startEvaluation(store, call),
    async getEvaluation({ params: { procurementId }, actor }) {
      const found = await store
        .states<Evaluation>(evaluations)
        .findOne({ _id: evaluationIdOf(procurementId) });
      const state = found?.state ?? evaluations.initial;
      if (state.status === 'none' || !takesPart(actor, state)) throw noEvaluation();
      const names = await namesIn(store, state);
      return {
        body: evaluationAnswer(state, { reader: actor.subject, names }),
        version: found?.version ?? 0,
      };
    },
  };
}

/** Officers and auditors see every evaluation, others those that they were appointed to. */
const takesPart = (actor: Actor, { evaluators }: Exclude<Evaluation, { status: 'none' }>): boolean =>
  actor.roles.some((role) => role === 'procurement.officer' || role === 'auditor') ||
  evaluators.some(({ subject }) => subject === actor.subject);

type StartCall = Parameters<Handlers<Ops>['startEvaluation']>[0];

/** Throws `wrong_step`, `specification_missing`, `bids_not_open`, and what the decider throws. */
function startEvaluation(store: Store, call: StartCall) {
  const { procurementId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [evaluation, found] = await Promise.all([
      reads.stream(evaluations, evaluationIdOf(procurementId)),
      reads.stream(procurements, procurementId),
    ]);
    const round = found.state.status === 'none' ? 0 : found.state.round;
    // No bid is added any more once the case is opened.
    const rows = await store
      .states<BidState>(bids)
      .find({ 'state.procurementId': procurementId, 'state.round': round } as object, {
        projection: { _id: 1 },
      })
      .toArray();
    const read = await Promise.all(rows.map(({ _id }) => reads.stream(bids, _id)));
    return (stage) => {
      const { deadlines, procedure, specification, status } = theCase(
        found.state,
        ['opened', 'qualification'],
        'evaluated',
      );
      if (procedures[procedure].isAnonymous) throw stepRefused(found.state, 'evaluated but by its jury');
      if (specification === null)
        throw new Rejection('specification_missing', 'Nothing says what the bids are compared by.');
      stage.handle(evaluation, {
        type: 'start',
        procurementId,
        basis: basisOf(specification, round),
        bids: read.flatMap(({ id, state }) => bidToEvaluate(id, state, deadlines.bids)),
        at: stage.at,
      });
      if (status === 'opened' && procedures[procedure].steps.opened?.includes('qualification'))
        stage.handle(found, { type: 'advance', to: 'qualification', at: stage.at });
      return { body: changedAnswer(procurementId, evaluation.state), version: evaluation.version };
    };
  });
}

const basisOf = (specification: Specification, round: number): EvaluationBasis => ({
  round,
  specificationVersion: specification.version,
  lotIds: specification.lots.map(({ lotId }) => lotId),
  criteria: specification.criteria.map(({ title: _, ...criterion }) => criterion),
  priceModel: specification.priceModel,
  requirementIds: specification.requirements.map(({ requirementId }) => requirementId),
  hasPriceEnvelope: specification.envelopes.includes('quality'),
  winnersMax: winnersMaxOf(specification.result),
});

function winnersMaxOf(result: Result): number {
  if (result.type === 'framework_agreement') return result.suppliersMax;
  if (result.type === 'partnership') return result.partnersMax;
  return 1;
}

/** Throws `bids_not_open` while the first envelope is closed. */
function bidToEvaluate(bidId: string, state: BidState, deadline: string | null): readonly BidToEvaluate[] {
  if (state.status === 'none' || state.status === 'withdrawn') return [];
  if (state.status === 'submitted' || state.status === 'replaced')
    throw new Rejection('bids_not_open', 'Not all bids are opened; wait for the end of the opening.');
  const { opened, receivedAt, supplierId } = state;
  const named = (opened.quality?.answers ?? []).flatMap(({ lotId }) => (lotId === undefined ? [] : [lotId]));
  const isLate = deadline !== null && Date.parse(receivedAt) >= Date.parse(deadline);
  return [{ bidId, supplierId, lotIds: named.length === 0 ? null : [...new Set(named)], isLate }];
}

async function namesIn(
  store: Store,
  { bids: inIt, evaluators }: Exclude<Evaluation, { status: 'none' }>,
): Promise<Names> {
  const supplierIds = [...new Set(inIt.map(({ supplierId }) => supplierId))];
  const [firms, persons] = await Promise.all([
    store
      .states<SupplierState>(suppliers)
      .find({ _id: { $in: supplierIds } })
      .toArray(),
    store.documents<Person>(
      people,
      evaluators.map(({ subject }) => subject),
    ),
  ]);
  return {
    suppliers: new Map(
      firms.flatMap(({ _id, state }) => (state.status === 'none' ? [] : [[_id, state.name] as const])),
    ),
    people: new Map([...persons].map(([subject, { name }]) => [subject, name])),
  };
}
