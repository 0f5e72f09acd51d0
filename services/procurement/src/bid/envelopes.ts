import { hash } from 'node:crypto';
import { type Doc, openFiles, type PlainCollection, type Reads, type Stage, type Store } from '@tiltak/store';

/**
 * The sealed envelopes that were uploaded. What a bid does not name (yet, or any more) has `unnamedSince`, which is what
 * the sweep looks at.
 */
export const envelopesCollection: PlainCollection = {
  name: 'bidEnvelopes',
  indexes: [{ 'value.unnamedSince': 1 }, { 'value.procurementId': 1, 'value.supplierId': 1 }],
};
export type UploadedEnvelope = {
  readonly procurementId: string;
  readonly round: number;
  readonly supplierId: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The bid that names it; null: none. */
  readonly bidId: string | null;
  readonly unnamedSince: string | null;
  /** On its way out: no bid can name it any more. */
  readonly isSwept?: true;
};

/** Contents of opened envelopes that no fact names (yet), and since when. */
export const unnamedContents: PlainCollection = { name: 'unnamedContents' };
export type UnnamedContent = { readonly at: string };

/** Envelopes of a firm in a procurement that no bid names: more are not taken before the sweep has been there. */
export const unnamedPerBidderMax = 20;

/**
 * The bytes of envelopes: sealed ones as they came, and the contents of opened ones. Bytes come before the fact that
 * names them, so that no acknowledged bid is without its envelopes.
 */
export function openEnvelopeStorage(store: Store) {
  const sealed = openFiles(store, 'sealedEnvelopes');
  const opened = openFiles(store, 'openedEnvelopes');
  const named = store.named(envelopesCollection.name);

  return {
    sealed,
    opened,
    /** How many envelopes a firm has lying there that no bid names. */
    countUnnamed: (procurementId: string, supplierId: string): Promise<number> =>
      named.countDocuments({
        'value.procurementId': procurementId,
        'value.supplierId': supplierId,
        'value.bidId': null,
      } as object),
    /** Keeps a sealed envelope; it is on the disk of a majority when this resolves. */
    async keep(
      bytes: Uint8Array,
      owner: Pick<UploadedEnvelope, 'procurementId' | 'round' | 'supplierId'>,
    ): Promise<{ envelopeId: string; sha256: string; bytes: number }> {
      const envelopeId = store.newId();
      const facts = { sha256: hash('sha256', bytes, 'hex'), bytes: bytes.length };
      await store.transact(
        async (reads) => {
          const doc = await reads.doc<UploadedEnvelope>(envelopesCollection.name, envelopeId, 'new');
          return (stage) => stage.put(doc, { ...owner, ...facts, bidId: null, unnamedSince: stage.at });
        },
        { actor: 'envelopes' },
      );
      await sealed.put(envelopeId, { bytes, mediaType: 'application/age', name: `${envelopeId}.age` });
      return { envelopeId, ...facts };
    },
    /** Keeps the content of an opened envelope, noted as unnamed until a fact names it; answers its id. */
    async keepContent(bytes: Uint8Array): Promise<string> {
      const fileId = store.newId();
      await store.transact(
        async (reads) => {
          const note = await reads.doc<UnnamedContent>(unnamedContents.name, fileId, 'new');
          return (stage) => stage.put(note, { at: stage.at });
        },
        { actor: 'envelopes' },
      );
      await opened.put(fileId, { bytes, mediaType: 'application/x-tar', name: `${fileId}.tar` });
      return fileId;
    },
  };
}

export type EnvelopeStorage = ReturnType<typeof openEnvelopeStorage>;

export const readEnvelopes = (
  reads: Reads,
  envelopeIds: readonly string[],
): Promise<readonly Doc<UploadedEnvelope>[]> =>
  Promise.all(envelopeIds.map((one) => reads.doc<UploadedEnvelope>(envelopesCollection.name, one)));

/** A bid of this very transaction names these envelopes, and no others of those that were read. */
export function nameEnvelopes(
  stage: Stage,
  docs: readonly Doc<UploadedEnvelope>[],
  { bidId, envelopeIds }: { readonly bidId: string; readonly envelopeIds: readonly string[] },
): void {
  for (const doc of docs) {
    if (!doc.value) continue;
    const isNamed = envelopeIds.includes(doc.id);
    if (isNamed) stage.put(doc, { ...doc.value, bidId, unnamedSince: null });
    else if (doc.value.bidId === bidId) stage.put(doc, { ...doc.value, bidId: null, unnamedSince: stage.at });
  }
}
