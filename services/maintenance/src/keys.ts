import { Rejection } from '@tiltak/decider';
import type { Doc, Reads, Stage } from '@tiltak/store';

/**
 * What only one thing of the register may have (a building's number, a reference): a document for each, which names its
 * owner and is written in the owner's own transaction. So no two can take the same, whoever asks and at whatever moment.
 */
export const registerKeys = 'registerKeys';
export type Owner = { readonly ownerId: string };

/** A key, and what to say to the one who comes second. */
export type Key = { readonly id: string; readonly code: string; readonly detail: string };

const inSmallLetters = (text: string) => text.toLocaleLowerCase('nb');

const referenceKey =
  (kind: 'property' | 'building' | 'job') =>
  (reference: string): Key => ({
    id: `${kind}:${inSmallLetters(reference)}`,
    code: 'reference_taken',
    detail: `reference: another ${kind} has ${reference}.`,
  });
export const propertyKey = referenceKey('property');
export const buildingKey = referenceKey('building');
export const jobKey = referenceKey('job');
export const buildingNumberKey = (buildingNumber: string): Key => ({
  id: `buildingNumber:${Number(buildingNumber)}`,
  code: 'building_number_taken',
  detail: `buildingNumber: another building has ${buildingNumber}.`,
});
export const roomKey = (buildingId: string, number: string): Key => ({
  id: `room:${buildingId}:${inSmallLetters(number)}`,
  code: 'room_number_taken',
  detail: `number: the building has another room ${number}.`,
});

export type KeyDocs = ReadonlyMap<string, Doc<Owner>>;

/** Reads who has the keys. */
export async function readKeys(reads: Reads, keys: readonly Key[]): Promise<KeyDocs> {
  const docs = await Promise.all(keys.map(({ id }) => reads.doc<Owner>(registerKeys, id)));
  return new Map(keys.map(({ id }, at) => [id, docs[at]!]));
}

/**
 * Gives the owner the keys of `after` and takes those of `before` from it. Throws the code of a key that another one has,
 * and `stale_version` where the owner got a key of `before` while it was read.
 */
export function moveKeys(
  stage: Stage,
  docs: KeyDocs,
  keys: { readonly ownerId: string; readonly before: readonly Key[]; readonly after: readonly Key[] },
): void {
  const { ownerId, before, after } = keys;
  const kept = new Set(after.map(({ id }) => id));
  for (const { id } of before) {
    const doc = docs.get(id);
    if (!doc) throw new Rejection('stale_version', 'This was changed a moment ago: read it again.');
    if (!kept.has(id)) stage.put(doc, undefined);
  }
  for (const { id, code, detail } of after) {
    const doc = docs.get(id)!;
    if (doc.value === undefined) stage.put(doc, { ownerId });
    else if (doc.value.ownerId !== ownerId) throw new Rejection(code, detail);
  }
}
