import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { pageOf, type Store } from '@tiltak/store';
import { type Evaluation, evaluationIdOf, evaluations } from '../evaluation/evaluation.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { expectSuppliers } from '../procurement/routes.ts';
import type { Result } from '../procurement/specification.ts';
import { theCase } from '../procurement/step.ts';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import { awardAnswer } from '../views/award.ts';
import { approveAward } from './approvalRoutes.ts';
import { type Award, type AwardEvent, awardOf, awards } from './award.ts';
import type { Basis } from './choice.ts';
import { annul, readAward } from './withdrawal.ts';

type Ops = typeof procurementOperations;
type Names = 'award' | 'approveAward' | 'annulAward' | 'getAward' | 'listAwardLetters' | 'getOwnAwardLetter';

/** The operations on the award. */
export function awardRoutes(store: Store): Pick<Handlers<Ops>, Names> {
  return {
    async award(call) {
      const { procurementId } = call.params;
      const { lots, ...terms } = call.body;
      await expectSuppliers(store, [...new Set(lots.flatMap(({ supplierIds }) => supplierIds))]);
      return await runCommand(store, call, async (reads) => {
        const [found, award, evaluation] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(awards, awardOf(procurementId)),
          reads.stream(evaluations, evaluationIdOf(procurementId)),
        ]);
        return (stage) => {
          const { at } = stage;
          const basis = basisOf(found.state, evaluation.state);
          const by = call.actor.subject;
          const { version: evaluationVersion } = evaluation;
          stage.handle(award, {
            ...{ type: 'propose', procurementId, lots, terms, basis, evaluationVersion, by, at },
          });
          return { body: shown(found.state, award.state), version: award.version };
        };
      });
    },
    approveAward: (call) => approveAward(store, call),
    annulAward: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const [found, loaded] = await Promise.all([
          reads.stream(procurements, procurementId),
          readAward(reads, procurementId),
        ]);
        return (stage) => {
          const { title } = theCase(found.state);
          const { reason } = call.body;
          annul(stage, loaded, { title, reason, by: call.actor.subject });
          stage.handle(found, { type: 'advance', to: 'evaluation', reason, at: stage.at });
          return { body: shown(found.state, loaded.award.state), version: loaded.award.version };
        };
      }),
    async getAward({ params: { procurementId } }) {
      const [found, award] = await Promise.all([
        store.states<ProcurementState>(procurements).findOne({ _id: procurementId }),
        store.states<Award>(awards).findOne({ _id: awardOf(procurementId) }),
      ]);
      return {
        body: shown(found?.state ?? procurements.initial, award?.state ?? awards.initial),
        version: award?.version ?? 0,
      };
    },
    async listAwardLetters({ params: { procurementId }, query: { cursor, limit } }) {
      const filter = { stream: awardOf(procurementId), type: 'BidderInformed' };
      const page = await pageOf(store.journal, { filter, order: 'newest', cursor, limit });
      return { body: { items: page.items.map(({ data }) => letterAnswer(data)), next: page.next } };
    },
    async getOwnAwardLetter({ params: { procurementId }, actor }) {
      const own = await ownSupplier(store, actor);
      const row = await store.journal.findOne(
        {
          stream: awardOf(procurementId),
          type: 'BidderInformed',
          'data.supplierId': own?.supplierId ?? '',
        },
        { sort: { version: -1 } },
      );
      if (!row) throw new Rejection('not_found', 'There is no letter to you here.');
      return { body: letterAnswer(row.data) };
    },
  };
}

const shown = (procurement: ProcurementState, award: Award) =>
  awardAnswer(award, procurement.status === 'none' ? [] : procurement.complaints);

function letterAnswer(data: object): OperationAnswer<Ops['getOwnAwardLetter']> {
  const informed = data as Extract<AwardEvent, { type: 'BidderInformed' }>['data'];
  const { procurementId: _p, procurementTitle: _t, organisationNumber: _o, ...letter } = informed;
  return structuredClone(letter) as OperationAnswer<Ops['getOwnAwardLetter']>;
}

/** Throws `wrong_step`, `evaluation_open`, `award_elsewhere`. */
function basisOf(state: ProcurementState, evaluation: Evaluation): Basis {
  const isDirect = state.status !== 'none' && state.procedure === 'direct';
  const { title, specification } = theCase(
    state,
    isDirect ? ['planned', 'market_dialogue'] : ['evaluation'],
    'awarded',
  );
  const lots = specification?.lots ?? [{ lotId: 'LOT-1', title }];
  if (isDirect) return { lots, ranking: null, winnersMax: 1 };
  if (evaluation.status !== 'finished' || evaluation.ranking === null)
    throw new Rejection('evaluation_open', 'Finish the evaluation first: the award follows from it.');
  const ranking = Object.fromEntries(
    Object.entries(evaluation.ranking).map(([lotId, rows]) => [
      lotId,
      rows.map(({ supplierId, bidId, rank, priceOre }) => ({ supplierId, bidId, rank, priceOre })),
    ]),
  );
  const result = specification?.result;
  const ceiling =
    result?.type === 'framework_agreement'
      ? { maxOre: result.ceilingOre, lots: specification?.lots ?? [] }
      : null;
  return { lots, ranking, winnersMax: winnersMaxOf(result), ceiling };
}

function winnersMaxOf(result: Result | undefined): number {
  switch (result?.type) {
    case 'framework_agreement':
      return result.suppliersMax;
    case 'partnership':
      return result.partnersMax;
    case 'prizes':
    case 'dynamic_purchasing_system':
      throw new Rejection('award_elsewhere', `A case that ends in ${result.type} has no award of this kind.`);
    default:
      return 1;
  }
}
