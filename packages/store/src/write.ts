import type { mongo } from 'mongoose';

/** Somebody else changed what a batch had read: it must be decided again on what is there now. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** What becomes of one document; no two steps of a list are about the same one. */
export type Step =
  | { readonly kind: 'insert'; readonly document: { readonly _id: string } }
  | {
      readonly kind: 'replace';
      readonly q: { readonly _id: string };
      /** The document, or what of it changes, by an operator. */
      readonly u: object;
      /** It is written whatever is there; else what was read must be there still. */
      readonly isFree?: boolean;
    }
  | { readonly kind: 'delete'; readonly q: { readonly _id: string }; readonly isFree?: boolean };

type Update = { readonly q: object; readonly u: object; readonly upsert?: boolean };

/**
 * Up to so many new documents go into the command that replaces others, as upserts: a command costs more than they
 * do. In larger numbers insertions are the cheaper ones.
 */
const upsertsMax = 32;

/**
 * Carries out the steps in one collection, in as few commands as can be. Throws a {@link Conflict} where a document is
 * no longer as it was read. The commands as they are and not the driver's bulk writes, which take as long as these
 * again to prepare them; a batch of more than 16 MB fails as a whole, and its works are then done one by one.
 */
export async function writeAll(
  db: mongo.Db,
  collection: string,
  steps: readonly Step[],
  session: mongo.ClientSession,
): Promise<void> {
  const documents: object[] = [];
  const updates: Update[] = [];
  const free: object[] = [];
  const deletes: object[] = [];
  for (const step of steps) {
    if (step.kind === 'insert') documents.push(step.document);
    else if (step.kind === 'replace')
      updates.push({ q: step.q, u: step.u, ...(step.isFree && { upsert: true }) });
    else (step.isFree ? free : deletes).push({ q: step.q, limit: 1 });
  }
  if (updates.length > 0 && documents.length <= upsertsMax)
    for (const document of documents.splice(0)) updates.push(upsertOf(document as { readonly _id: string }));

  const run = async (command: object, expected: number | undefined) => {
    const { n, writeErrors } = (await db.command(
      { ...command, ordered: false },
      { session, ignoreUndefined: true },
    )) as Answer;
    const [error] = writeErrors ?? [];
    if (error)
      throw isConflict(error) ? new Conflict(`${collection}: ${error.errmsg}`) : new WriteFailed(error);
    if (expected !== undefined && n !== expected)
      throw new Conflict(`${collection}: ${n} of ${expected} fitted`);
  };
  try {
    if (documents.length > 0) await run({ insert: collection, documents }, documents.length);
    if (updates.length > 0) await run({ update: collection, updates }, updates.length);
    if (deletes.length > 0) await run({ delete: collection, deletes }, deletes.length);
    if (free.length > 0) await run({ delete: collection, deletes: free }, undefined);
  } catch (error) {
    if (isConflict(error as { code?: number })) throw new Conflict(String(error));
    throw error;
  }
}

/** No document has version 0, so that one which is there already is not replaced: its id is then taken. */
function upsertOf({ _id, ...u }: { readonly _id: string }): Update {
  return { q: { _id, version: 0 }, u, upsert: true };
}

type WriteError = { readonly code: number; readonly errmsg: string };
type Answer = { readonly n: number; readonly writeErrors?: readonly WriteError[] };

/** The database took the command and refused a document. */
class WriteFailed extends Error {
  override readonly name = 'WriteFailed';
  constructor({ code, errmsg }: WriteError) {
    super(`${code}: ${errmsg}`);
  }
}

const duplicateKey = 11_000;
const writeConflict = 112;
const isConflict = ({ code }: { readonly code?: number }) => code === duplicateKey || code === writeConflict;
