import type { Operation } from '@tiltak/contracts';
import type { designContestOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Stage, type Store } from '@tiltak/store';
import { type BidState, bidIdOf, bids } from '../bid/bid.ts';
import { procurements } from '../procurement/procurement.ts';
import { stepRefused, theCase } from '../procurement/step.ts';
import { ownSupplier, supplierNames } from '../supplier/ownSupplier.ts';
import { contestAnswer, ownResultAnswer } from '../views/designContest.ts';
import type { ContestCommand } from './decide.ts';
import { type Contest, contestIdOf, designContests } from './designContest.ts';
import { type ContestNames, contestNames, freshCode } from './names.ts';

type Ops = typeof designContestOperations;

/** The operations on design contests. */
export function designContestRoutes(store: Store): Handlers<Ops> {
  return {
    ...preparation(store),
    ...anonymising(store),
    async getDesignContest({ params: { procurementId }, actor }) {
      const found = await store.states<Contest>(designContests).findOne({ _id: contestIdOf(procurementId) });
      const state = found?.state ?? designContests.initial;
      return { body: contestAnswer(state, actor.subject), version: found?.version ?? 0 };
    },
    async getOwnContestResult({ params: { procurementId }, actor }) {
      const [found, own] = await Promise.all([
        store.states<Contest>(designContests).findOne({ _id: contestIdOf(procurementId) }),
        ownSupplier(store, actor),
      ]);
      const state = found?.state ?? designContests.initial;
      const places = (state.status === 'revealed' && state.revealed?.entries) || [];
      const winners = places.filter(({ prizeOre }) => prizeOre > 0);
      const nameOf = await supplierNames(
        store,
        winners.map(({ supplierId }) => supplierId),
      );
      return { body: ownResultAnswer(procurementId, state, { supplierId: own?.supplierId ?? '', nameOf }) };
    },
    recordJuryRanking: (call) => onContest(store, call, () => ({ type: 'recordRanking', ...call.body })),
    signJuryRanking: (call) => onContest(store, call, () => ({ type: 'sign', ...call.body })),
    revealContestNames: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const contestId = contestIdOf(procurementId);
        const [contest, of, names] = await Promise.all([
          reads.stream(designContests, contestId),
          reads.stream(procurements, procurementId),
          reads.doc<ContestNames>(contestNames, contestId),
        ]);
        return (stage) => {
          const asked = { by: call.actor.subject, at: stage.at };
          if (contest.version > 0) expectVersion(contest, call.ifMatch);
          stage.handle(contest, { type: 'reveal', suppliers: names.value?.suppliers ?? {}, ...asked });
          stage.handle(of, { type: 'advance', to: 'awarded', at: stage.at });
          return { body: contestAnswer(contest.state, asked.by), version: contest.version };
        };
      }),
  };
}

/** Jury and prizes, before the contest is published. */
function preparation(
  store: Store,
): Pick<Handlers<Ops>, 'setUpDesignContest' | 'declareIndependence' | 'replaceJuror'> {
  return {
    setUpDesignContest: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const [contest, of] = await Promise.all([
          reads.stream(designContests, contestIdOf(procurementId)),
          reads.stream(procurements, procurementId),
        ]);
        return (stage) => {
          const { procedure, estimatedValueOre } = theCase(
            of.state,
            ['draft', 'planned', 'market_dialogue'],
            'set up anew as a contest',
          );
          // So that it is not published at the same moment, with the jury that it had.
          stage.guard(of);
          if (procedure !== 'design_contest')
            throw new Rejection('not_a_contest', `The procedure ${procedure} has no jury.`);
          if (contest.version > 0) expectVersion(contest, call.ifMatch);
          const asked = { estimatedValueOre, by: call.actor.subject, at: stage.at };
          stage.handle(contest, { type: 'setUp', contest: { procurementId, ...call.body }, ...asked });
          return { body: contestAnswer(contest.state, asked.by), version: contest.version };
        };
      }),
    declareIndependence: (call) =>
      onContest(store, call, () => ({ type: 'declareIndependence', ...call.body })),
    replaceJuror: (call) => onContest(store, call, () => ({ type: 'replaceJuror', ...call.body })),
  };
}

/** What is done by who takes the names off: when the entries are opened, and before the jury sees them. */
function anonymising(store: Store): Pick<Handlers<Ops>, 'anonymiseEntry' | 'releaseEntries'> {
  return {
    anonymiseEntry: (call) => {
      const { procurementId } = call.params;
      const { supplierId, ...material } = call.body;
      const code = freshCode();
      return runCommand(store, call, async (reads) => {
        const contestId = contestIdOf(procurementId);
        const [contest, of, names, bid] = await Promise.all([
          reads.stream(designContests, contestId),
          reads.stream(procurements, procurementId),
          reads.doc<ContestNames>(contestNames, contestId),
          reads.stream(bids, bidIdOf({ procurementId, round: 1, supplierId })),
        ]);
        return (stage) => {
          if (theCase(of.state).status !== 'opened') throw stepRefused(of.state, 'anonymised');
          const suppliers = names.value?.suppliers ?? {};
          stage.handle(contest, {
            type: 'anonymise',
            entry: { code, ...material },
            hasBid: bid.state.status === 'opened',
            hasCode: Object.values(suppliers).includes(supplierId),
            by: call.actor.subject,
            at: stage.at,
          });
          stage.put(names, { suppliers: { ...suppliers, [code]: supplierId } });
          return { body: contestAnswer(contest.state, call.actor.subject), version: contest.version };
        };
      });
    },
    releaseEntries: (call) =>
      runCommand(store, call, async (reads) => {
        const { procurementId } = call.params;
        const contestId = contestIdOf(procurementId);
        const [contest, of, names, opened] = await Promise.all([
          reads.stream(designContests, contestId),
          reads.stream(procurements, procurementId),
          reads.doc<ContestNames>(contestNames, contestId),
          openedBidders(store, procurementId),
        ]);
        return (stage) => {
          if (theCase(of.state).status !== 'opened') throw stepRefused(of.state, 'judged');
          if (contest.version > 0) expectVersion(contest, call.ifMatch);
          const known = new Set(Object.values(names.value?.suppliers ?? {}));
          const entriesMissing = opened.filter((supplierId) => !known.has(supplierId)).length;
          const asked = { by: call.actor.subject, at: stage.at };
          stage.handle(contest, { type: 'release', entriesMissing, ...asked });
          stage.handle(of, { type: 'advance', to: 'evaluation', at: stage.at });
          return { body: contestAnswer(contest.state, asked.by), version: contest.version };
        };
      }),
  };
}

/** Whose entries were opened; once the case is `opened` they change no more. */
async function openedBidders(store: Store, procurementId: string): Promise<readonly string[]> {
  const found = await store
    .states<Extract<BidState, { supplierId: string }>>(bids)
    .find(
      { 'state.procurementId': procurementId, 'state.round': 1, 'state.status': 'opened' },
      { projection: { 'state.supplierId': 1 } },
    )
    .toArray();
  return found.map(({ state }) => state.supplierId);
}

/** A call of an operation on the contest of the case that its path names. */
type ContestCall = Pick<Call<Operation>, 'actor' | 'idempotency' | 'ifMatch'> & {
  readonly params: { readonly procurementId: string };
};
type Unsigned<Command> = Command extends unknown ? Omit<Command, 'by' | 'at'> : never;

function onContest(store: Store, call: ContestCall, command: (stage: Stage) => Unsigned<ContestCommand>) {
  return runCommand(store, call, async (reads) => {
    const contest = await reads.stream(designContests, contestIdOf(call.params.procurementId));
    return (stage) => {
      const { subject: by } = call.actor;
      if (contest.version === 0) return { body: contestAnswer(contest.state, by) };
      expectVersion(contest, call.ifMatch);
      stage.handle(contest, { ...command(stage), by, at: stage.at } as ContestCommand);
      return { body: contestAnswer(contest.state, by), version: contest.version };
    };
  });
}
