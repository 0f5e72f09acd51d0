import type { caseDocument, documentOperations, procurementOperations } from '@tiltak/contracts/procurement';
import type { Actor, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import type * as z from 'zod';
import { caseFor, noCase } from '../procurement/caseRead.ts';
import type { Status } from '../procurement/procedure/procedure.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { stepRefused } from '../procurement/step.ts';
import {
  type CaseDocument,
  caseDocuments,
  type DocumentsState,
  documentsOf,
  draftOf,
  noDocument,
} from './document.ts';
import { endings } from './fileKind.ts';
import { fileNameOf } from './fileName.ts';
import { nameFile, openDocumentStorage, type Unnamed, unnamedDocuments } from './storage.ts';

type Ops = typeof procurementOperations;
const ended: readonly Status[] = ['contracted', 'completed', 'cancelled'];

/** The operations on the documents of a competition. */
export function documentRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof documentOperations> {
  const storage = openDocumentStorage(store);

  return {
    async addDocument(call) {
      const { procurementId } = call.params;
      const { title } = call.query;
      // So that nobody waits for a large file in vain; the case is looked at again when it is added.
      await expectGoingOn(store, procurementId);
      const file = await storage.put(call.upload.bytes);
      const documentId = call.query.documentId ?? store.newId();
      return await runCommand(store, call, async (reads) => {
        const [theCase, documents, unnamed] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(caseDocuments, documentsOf(procurementId)),
          reads.doc<Unnamed>(unnamedDocuments, file.fileId),
        ]);
        const before = find(documents.state, documentId);
        const replaced = before && draftOf(before);
        const old = replaced && (await reads.doc<Unnamed>(unnamedDocuments, replaced.fileId));
        return (stage) => {
          checkGoingOn(theCase.state);
          const isNew = call.query.documentId === undefined;
          const add = { type: 'add', documentId, isNew, title, file, at: stage.at } as const;
          if (stage.handle(documents, add).length > 0) {
            nameFile(stage, unnamed);
            if (old) stage.put(old, { at: stage.at });
          }
          return { body: shown(find(documents.state, documentId)), version: documents.version };
        };
      });
    },
    removeDraft(call) {
      const { procurementId, documentId } = call.params;
      return runCommand(store, call, async (reads) => {
        const documents = await reads.stream(caseDocuments, documentsOf(procurementId));
        const before = find(documents.state, documentId);
        const draft = before && draftOf(before);
        const old = draft && (await reads.doc<Unnamed>(unnamedDocuments, draft.fileId));
        return (stage) => {
          stage.handle(documents, { type: 'removeDraft', documentId });
          if (old) stage.put(old, { at: stage.at });
          return { body: { documentId }, version: documents.version };
        };
      });
    },
    async listDocuments({ actor, params: { procurementId } }) {
      const { documents, version } = await readable(store, actor, procurementId);
      return { body: { items: documents.map(shown) }, version };
    },
    async getDocumentFile({ actor, params: { procurementId, documentId }, query }) {
      const { documents } = await readable(store, actor, procurementId);
      const document = find({ documents }, documentId);
      const wanted = document?.versions.find(({ version }) => version === query.version);
      const found = query.version === undefined ? document?.versions.at(-1) : wanted;
      const file = found && (await storage.open(found.fileId));
      if (!document || !found || !file) throw noDocument();
      const ending = endings[found.mediaType as keyof typeof endings];
      const name = `${fileNameOf(document.title, 'dokument')}.${ending}`;
      // A document is saved, since what a browser makes of it is not ours to say.
      return { body: { bytes: file.bytes, mediaType: file.mediaType, name } };
    },
  };
}

/** The documents that a caller may read: staff all, others what is published. Throws `not_found`. */
async function readable(store: Store, actor: Actor, procurementId: string) {
  const [{ reader }, found] = await Promise.all([
    caseFor(store, actor, procurementId),
    store.states<DocumentsState>(caseDocuments).findOne({ _id: documentsOf(procurementId) }),
  ]);
  const { documents } = found?.state ?? caseDocuments.initial;
  const version = found?.version ?? 0;
  if (reader.isStaff) return { documents, version };
  const published = documents.map((one) => ({
    ...one,
    versions: one.versions.filter(({ publishedAt }) => publishedAt !== null),
  }));
  return { documents: published.filter(({ versions }) => versions.length > 0), version };
}

async function expectGoingOn(store: Store, procurementId: string): Promise<void> {
  const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
  checkGoingOn(found?.state ?? procurements.initial);
}

function checkGoingOn(state: ProcurementState): void {
  if (state.status === 'none') throw noCase();
  if (ended.includes(state.status)) throw stepRefused(state, 'given another document');
}

const find = ({ documents }: DocumentsState, documentId: string): CaseDocument | undefined =>
  documents.find((one) => one.documentId === documentId);

function shown(document: CaseDocument | undefined): z.output<typeof caseDocument> {
  if (!document) throw noDocument();
  const versions = document.versions.map(({ fileId: _, ...version }) => version);
  return { ...document, versions };
}
