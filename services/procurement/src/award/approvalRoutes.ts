import type { OperationInput } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Reads, Stage, Store } from '@tiltak/store';
import { bids } from '../bid/bid.ts';
import { contracts } from '../contract/contract.ts';
import { draftsOf } from '../contract/drafts.ts';
import { type Evaluation, evaluationIdOf, evaluations } from '../evaluation/evaluation.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { standstillEnd } from '../rule/deadline.ts';
import type { RuleRow } from '../rule/rule.ts';
import { ruleRows } from '../rule/rules.ts';
import { suppliers } from '../supplier/supplier.ts';
import { awardAnswer } from '../views/award.ts';
import { awardOf, awards, type ProposedAward, type Standstill } from './award.ts';
import { theAward } from './decide.ts';
import { type Letter, lettersOf } from './letter.ts';

type Operation = (typeof procurementOperations)['approveAward'];

/**
 * The approval: in one transaction the award stands, every bidder is told, the standstill begins, the contracts are
 * drafted, and their money is asked for.
 */
export async function approveAward(store: Store, call: Call<Operation> & OperationInput<Operation>) {
  const { procurementId } = call.params;
  const rows = await ruleRows(store);
  return await runCommand(store, call, async (reads) => {
    const loaded = await load(reads, procurementId, store.newId);
    return (stage) => {
      approve(stage, loaded, { rows, by: call.actor.subject });
      const { found, award } = loaded;
      return { body: awardAnswer(award.state, theCase(found.state).complaints), version: award.version };
    };
  });
}

async function load(reads: Reads, procurementId: string, newId: () => string) {
  const [found, award, evaluation] = await Promise.all([
    reads.stream(procurements, procurementId),
    reads.stream(awards, awardOf(procurementId)),
    reads.stream(evaluations, evaluationIdOf(procurementId)),
  ]);
  const { state } = award;
  const lots = state.status === 'none' ? [] : state.lots;
  const bidders = evaluation.state.status === 'none' ? [] : evaluation.state.bids;
  const ids = [...bidders, ...lots.flatMap(({ winners }) => winners)].map(({ supplierId }) => supplierId);
  const parties = await Promise.all([...new Set(ids)].map((id) => reads.stream(suppliers, id)));
  // As many as there can be: which of them are needed is known when the case is looked at again.
  const drafted = await Promise.all(
    lots.flatMap(({ winners }) => winners).map(() => reads.stream(contracts, newId(), 'new')),
  );
  const read = await Promise.all(bidders.map(({ bidId }) => reads.stream(bids, bidId)));
  const number = state.status === 'none' ? 0 : state.number;
  return { found, award, evaluation, parties, drafted, bids: read, number };
}
type Loaded = Awaited<ReturnType<typeof load>>;

function approve(
  stage: Stage,
  loaded: Loaded,
  { rows, by }: { readonly rows: readonly RuleRow[]; readonly by: string },
): void {
  const { found, award, evaluation, parties, drafted, number } = loaded;
  const { at } = stage;
  const procurement = theCase(found.state);
  if (award.state.status !== 'none' && award.state.number !== number)
    throw new Rejection('award_missing', 'The proposal was replaced just now: look at the new one first.');
  const proposal = award.state.status === 'proposed' ? award.state : theAward(award.state, 'proposed');
  const known = new Map(
    parties.flatMap(({ id, state }) => (state.status === 'registered' ? [[id, state] as const] : [])),
  );
  const drafts = draftsOf(procurement, proposal, known);
  const planned = drafts.map(({ lotId, suppliers: parts }, index) => ({
    contractId: streamAt(drafted, index).id,
    lotId,
    supplierIds: parts.map(({ supplierId }) => supplierId),
  }));
  const standstill = standstillOf(procurement, proposal, { rows, at });
  const letters = lettersTo(procurement, proposal, { evaluation: evaluation.state, known, standstill, at });
  const { title, measureId } = procurement;
  stage.handle(award, {
    ...{ type: 'approve', title, measureId, standstill, contracts: planned, letters, by, at },
    evaluationVersion: evaluation.version,
  });
  // So that the evaluation is not changed at the same moment.
  stage.guard(evaluation);
  for (const [index, draft] of drafts.entries())
    stage.handle(streamAt(drafted, index), { type: 'draft', draft, at });
  concludeBids(stage, loaded.bids, proposal);
  stage.handle(found, { type: 'advance', to: 'awarded', at });
  if (standstill) stage.handle(found, { type: 'advance', to: 'standstill', at });
}

/** A bid wins by one lot; one that was rejected stays so. */
function concludeBids(stage: Stage, read: Loaded['bids'], { lots }: ProposedAward): void {
  const won = new Set(lots.flatMap(({ winners }) => winners.map(({ bidId }) => bidId)));
  for (const bid of read) {
    if (bid.state.status === 'rejected') continue;
    stage.handle(bid, { type: 'conclude', status: won.has(bid.id) ? 'won' : 'lost', at: stage.at });
  }
}

function streamAt(drafted: Loaded['drafted'], index: number) {
  const stream = drafted[index];
  if (!stream) throw new Error('there are more contracts than winners');
  return stream;
}

/** How long the standstill of a rehearsal lasts. */
const rehearsedStandstillMs = 3000;

/** Letters are sent electronically, by e-mail and in the console. */
function standstillOf(
  { procedure, rehearsal = false }: ProcurementCase,
  { voluntaryStandstill }: ProposedAward,
  { rows, at }: { readonly rows: readonly RuleRow[]; readonly at: string },
): Standstill | null {
  const { standstill } = procedures[procedure];
  if (standstill === 'none' || (standstill === 'voluntary' && !voluntaryStandstill)) return null;
  const { endsAt, rules } = standstillEnd({ sentAt: at, electronically: true, rows });
  const rehearsedEnd = new Date(Date.parse(at) + rehearsedStandstillMs).toISOString();
  return { sentAt: at, endsAt: rehearsal ? rehearsedEnd : endsAt, rules };
}

function lettersTo(
  { specification }: ProcurementCase,
  { number, lots }: ProposedAward,
  facts: {
    readonly evaluation: Evaluation;
    readonly known: ReadonlyMap<string, { readonly organisationNumber: string; readonly name: string }>;
    readonly standstill: Standstill | null;
    readonly at: string;
  },
): readonly Letter[] {
  const { evaluation, known, standstill, at } = facts;
  // Nobody has bid in a direct purchase: there is nobody to tell.
  if (evaluation.status === 'none') return [];
  return lettersOf({
    number,
    lots,
    bids: evaluation.bids,
    ranking: evaluation.ranking ?? {},
    criteria: specification?.criteria ?? [],
    suppliers: known,
    sentAt: at,
    standstillEndsAt: standstill?.endsAt ?? null,
  });
}
