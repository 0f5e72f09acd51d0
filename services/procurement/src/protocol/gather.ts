import { Rejection } from '@tiltak/decider';
import { type Person, people } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { contracts } from '../contract/contract.ts';
import { questions } from '../question/question.ts';
import { type SupplierState, suppliers } from '../supplier/supplier.ts';
import type { CaseRow, ProtocolFacts } from './facts.ts';
import { visible } from './visible.ts';

/** Rows of a case that a protocol is made of. A case with hundreds of bidders has some tens of thousands. */
const rowsMax = 100_000;
/** Streams of a case whose ids don't begin with its own. */
const streamsMax = 10_000;

/**
 * Reads what a protocol is made of, as it was at `until` (UTC, RFC 3339), or as it is. Throws `not_found` where there
 * was no such case.
 */
export async function gatherFacts(
  store: Store,
  procurementId: string,
  until?: string,
): Promise<ProtocolFacts> {
  const at = until ?? store.now().toISOString();
  const all = await rowsOfCase(store, procurementId, at);
  if (!all.some(({ type }) => type === 'ProcurementCreated'))
    throw new Rejection('not_found', 'There is no such procurement.');
  const { rows, ...withheld } = visible(all);
  const subjects = [...new Set(rows.flatMap(subjectsIn))];
  const [firms, names] = await Promise.all([firmsIn(store, rows), store.documents<Person>(people, subjects)]);
  return {
    ...{ procurementId, rows, ...withheld, at, suppliers: firms },
    people: new Map([...names].map(([subject, { name }]) => [subject, name])),
  };
}

/** The streams of a case begin with its id and a point; those of its questions and contracts don't. */
async function rowsOfCase(store: Store, procurementId: string, at: string): Promise<readonly CaseRow[]> {
  const own = {
    $or: [{ stream: procurementId }, { stream: { $gte: `${procurementId}.`, $lt: `${procurementId}/` } }],
  };
  const others = await Promise.all(
    [questions.kind, contracts.kind].map((kind) => idsOf(store, kind, procurementId)),
  );
  const streams = [own, { stream: { $in: others.flat() } }];
  const found = await Promise.all(
    streams.map((filter) =>
      store.journal
        .find({ ...filter, at: { $lte: at } } as object, {
          projection: { kind: 1, stream: 1, type: 1, data: 1, at: 1, actor: 1 },
        })
        .limit(rowsMax)
        .toArray(),
    ),
  );
  // By id, which is time-ordered: the order in which a process wrote them.
  return found
    .flat()
    .toSorted((one, other) =>
      one.at === other.at ? (one._id < other._id ? -1 : 1) : one.at < other.at ? -1 : 1,
    )
    .map(({ _id, ...row }) => row as unknown as CaseRow);
}

async function idsOf(store: Store, kind: string, procurementId: string): Promise<readonly string[]> {
  const found = await store
    .states({ kind })
    .find({ 'state.procurementId': procurementId } as object, { projection: { _id: 1 } })
    .limit(streamsMax)
    .toArray();
  return found.map(({ _id }) => _id);
}

/** Fields that hold subjects of people, in any event. */
const subjectFields = [
  ...['by', 'subject', 'confirmedBy', 'setBy', 'proposedBy', 'decidedBy', 'openedBy', 'exercisedBy'],
];

function subjectsIn({ actor, data }: CaseRow): readonly string[] {
  const fields = data as Readonly<Record<string, unknown>>;
  const named = subjectFields.map((field) => fields[field]);
  const { proposer, approver } = (fields.shortenedBy ?? {}) as { proposer?: unknown; approver?: unknown };
  return [actor, ...named, proposer, approver].filter((one) => typeof one === 'string');
}

async function firmsIn(store: Store, rows: readonly CaseRow[]): Promise<ProtocolFacts['suppliers']> {
  const ids = new Set(rows.flatMap(({ data }) => supplierIdsIn(data)));
  const states = store.states<SupplierState>(suppliers);
  const found = await states.find({ _id: { $in: [...ids] } }).toArray();
  return new Map(
    found.flatMap(({ _id, state }) =>
      state.status === 'none'
        ? []
        : [[_id, { name: state.name, organisationNumber: state.organisationNumber }] as const],
    ),
  );
}

/** Every `supplierId`, and each of `...SupplierIds`, wherever it stands in an event's data. */
function supplierIdsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(supplierIdsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    if (field === 'supplierId' && typeof inner === 'string') return [inner];
    if (/^(supplierIds|invitedSupplierIds|participants|remaining)$/.test(field) && Array.isArray(inner))
      return inner.filter((one) => typeof one === 'string');
    return supplierIdsIn(inner);
  });
}
