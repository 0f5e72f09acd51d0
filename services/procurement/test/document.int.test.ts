import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { openFiles, verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { openDocumentStorage, unnamedDocuments } from '../src/document/storage.ts';
import { aggregates } from '../src/service.ts';
import { caseScene, inDays } from './caseScene.ts';
import { officeOf, pdfOf } from './officeFiles.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const { officer, specified, published, supplierOf } = caseScene(() => procurement);
const upload = (text: string) => ({ bytes: pdfOf(text), mediaType: 'application/pdf' });
const sha256 = (text: string) => createHash('sha256').update(pdfOf(text)).digest('hex');
type Params = { readonly procurementId: string };
const add = async (params: Params, text: string, documentId?: string) =>
  (
    await officer().addDocument({
      params,
      query: { title: 'Kravspesifikasjon', ...(documentId !== undefined && { documentId }) },
      upload: upload(text),
    })
  ).body;
const listedTo = async (params: Params, role?: string) =>
  (await procurement.as(role).listDocuments({ params })).body.items;

test('a draft is for staff only, and anyone may read it once the competition is published', async () => {
  const params = await specified();
  const { documentId } = await add(params, 'Første utkast');
  const replaced = await add(params, 'Taket skal holde tett.', documentId);
  expect(replaced.versions).toMatchObject([
    { version: 1, sha256: sha256('Taket skal holde tett.'), publishedAt: null },
  ]);
  expect(await listedTo(params, 'auditor')).toHaveLength(1);
  expect(await refusal(procurement.as().listDocuments({ params }))).toEqual([404, 'not_found']);
  const own = { ...params, documentId };
  expect(await refusal(procurement.as('contractor-1').getDocumentFile({ params: own }))).toEqual([
    404,
    'not_found',
  ]);

  await officer().publishProcurement({ params, body: { bidsDeadline: inDays(90) } });
  const [document] = await listedTo(params);
  expect(document?.versions[0]?.publishedAt).not.toBeNull();
  const { body: file } = await procurement.as().getDocumentFile({ params: own });
  expect(file).toMatchObject({ mediaType: 'application/pdf', name: 'Kravspesifikasjon.pdf' });
  expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(document?.versions[0]?.sha256);
  await eventually(() => {
    const [event] = procurement.publishedOf(`${params.procurementId}.documents`);
    expect(event).toMatchObject({
      type: 'documents.published',
      data: { ...params, documents: [{ version: 1 }] },
    });
    procurementEvents['no.tiltak.procurement.documents.published.v1'].parse(event?.data);
  });
});

test('another version after the publication is a change of the competition, and both can be read', async () => {
  const params = await specified();
  const { documentId } = await add(params, 'Ett');
  await officer().publishProcurement({ params, body: { bidsDeadline: inDays(90) } });
  await add(params, 'To', documentId);
  expect((await listedTo(params))[0]?.versions).toHaveLength(1);

  const change = { reason: 'Feil i mengdene.', isSubstantial: false, documentIds: [documentId] };
  const { body } = await officer().changeCompetition({ params, body: change });
  expect(body.specification?.version).toBe(2);
  expect((await listedTo(params))[0]?.versions.map(({ version }) => version)).toEqual([1, 2]);
  const read = async (version?: number) => {
    const query = version === undefined ? {} : { version };
    const { body: file } = await procurement
      .as()
      .getDocumentFile({ params: { ...params, documentId }, query });
    return createHash('sha256').update(file.bytes).digest('hex');
  };
  expect([await read(), await read(1)]).toEqual([sha256('To'), sha256('Ett')]);

  const again = officer().changeCompetition({ params, body: change });
  expect(await refusal(again)).toEqual([409, 'document_not_draft']);
  expect((await officer().getProcurement({ params })).body.specification?.version).toBe(2);
});

test('what is no document by its bytes is refused, and nothing of it stays', async () => {
  const params = await specified();
  const send = (bytes: Uint8Array) =>
    officer().addDocument({ params, query: { title: 'x' }, upload: { bytes, mediaType: 'application/pdf' } });
  expect(await refusal(send(Buffer.from('MZ')))).toEqual([422, 'document_type_not_allowed']);
  expect(await refusal(send(officeOf('word/document.xml', { 'word/vbaProject.bin': '' })))).toEqual([
    422,
    'document_type_not_allowed',
  ]);
  expect(await refusal(send(Buffer.from('%PDF-1.7 og så slutt')))).toEqual([422, 'file_damaged']);
  expect(await listedTo(params, 'auditor')).toEqual([]);
});

test('a file that no document names any more is swept away after an hour, and no other', async () => {
  const params = await specified();
  const { documentId } = await add(params, 'Utkast');
  await add(params, 'Nytt utkast', documentId);
  await officer().removeDraft({ params: { ...params, documentId } });
  expect(await listedTo(params, 'auditor')).toEqual([]);
  const kept = await add(params, 'Beholdes');
  const { store } = procurement;
  const ids = [...(await store.documents(unnamedDocuments)).keys()];
  expect(ids.length).toBeGreaterThanOrEqual(2);
  const later = { ...store, now: () => new Date(Date.now() + 2 * 3_600_000) };
  await openDocumentStorage(store).sweep();
  expect((await store.documents(unnamedDocuments)).size).toBe(ids.length);
  await openDocumentStorage(later).sweep();
  for (const id of ids) expect(await openFiles(store, 'documentFiles').open(id)).toBeUndefined();
  const file = officer().getDocumentFile({ params: { ...params, documentId: kept.documentId } });
  expect((await file).body.bytes.length).toBeGreaterThan(0);
});

test('only procurement officers add and remove, and only while the case goes on', async () => {
  const params = await specified();
  const query = { title: 'x' };
  for (const role of ['contractor-1', 'procurement.opener', 'admin']) {
    const call = procurement.as(role).addDocument({ params, query, upload: upload('x') });
    expect(await refusal(call)).toEqual([403, 'forbidden']);
    const removal = procurement.as(role).removeDraft({ params: { ...params, documentId: 'd' } });
    expect(await refusal(removal)).toEqual([403, 'forbidden']);
  }
  await officer().cancelProcurement({ params, body: { reason: 'Behovet falt bort.' } });
  expect(await refusal(officer().addDocument({ params, query, upload: upload('x') }))).toEqual([
    409,
    'wrong_step',
  ]);
});

test('documents of a competition for named firms are for those firms', async () => {
  const [invited] = [await supplierOf('contractor-1'), await supplierOf('contractor-2')];
  const params = await published('limited_tender', { invitedSupplierIds: [invited] });
  expect(await listedTo(params, 'contractor-1')).toEqual([]);
  expect(await refusal(procurement.as('contractor-2').listDocuments({ params }))).toEqual([404, 'not_found']);
  expect(await refusal(procurement.as().listDocuments({ params }))).toEqual([404, 'not_found']);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
