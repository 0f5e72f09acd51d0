import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { extractText, getDocumentProxy } from 'unpdf';
import { aggregates } from '../src/service.ts';
import { facts } from './caseExamples.ts';
import { caseScene } from './caseScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const { officer, published } = caseScene(() => procurement);
type Protocol = Awaited<ReturnType<ReturnType<typeof officer>['getProtocol']>>['body'];
const sectionOf = ({ sections }: Protocol, key: string) => sections.find((one) => one.key === key)!;

test('the protocol writes itself from the case, and its rules say how sure they are', async () => {
  const params = await published();
  await officer().fileComplaint({
    params,
    body: { filedBy: 'Eksempel AS', about: 'Kravene er for strenge.' },
  });
  const { body: protocol } = await procurement.as('auditor').getProtocol({ params });
  procurementOperations.getProtocol.answer.body.parse(protocol);
  expect(protocol.title).toBe(`Anskaffelsesprotokoll: ${facts.title}`);
  expect(JSON.stringify(sectionOf(protocol, 'complaints'))).toContain('Kravene er for strenge.');
  expect(JSON.stringify(sectionOf(protocol, 'competition'))).toContain('Tilbudsfrist');
  const used = sectionOf(protocol, 'rules').blocks.find(({ type }) => type === 'table');
  expect(JSON.stringify(used)).toMatch(/omtalt i kilder|ubekreftet/);
});

test('a person adds a reason under her name, and nothing else can be put in', async () => {
  const params = await published();
  const body = { section: 'procedure', text: 'Markedet er kjent og stort.' } as const;
  const { body: after } = await officer().addProtocolReason({ params, body });
  expect(sectionOf(after, 'procedure').blocks.at(-1)).toMatchObject({ type: 'reason', text: body.text });
  expect(sectionOf(after, 'award').blocks).toHaveLength(1);
  const wrong = officer().addProtocolReason({ params, body: { section: 'tittel' as never, text: 'x' } });
  expect(await refusal(wrong)).toEqual([400, 'invalid_request']);
  expect(await refusal(officer().addProtocolReason({ params, body: { ...body, text: ' ' } }))).toEqual([
    ...[400, 'invalid_request'],
  ]);
  const auditor = procurement.as('auditor').addProtocolReason({ params, body });
  expect(await refusal(auditor)).toEqual([403, 'forbidden']);
});

test('the protocol as it was at a past moment has nothing of what came after', async () => {
  const params = await published();
  const asOf = new Date().toISOString();
  await officer().cancelProcurement({ params, body: { reason: 'Pengene er brukt.' } });
  const now = await officer().getProtocol({ params });
  const then = await officer().getProtocol({ params, query: { asOf } });
  expect(JSON.stringify(now.body)).toContain('Pengene er brukt.');
  expect(JSON.stringify(then.body)).not.toContain('Pengene er brukt.');
  const before = officer().getProtocol({ params, query: { asOf: '2020-01-01T00:00:00Z' } });
  expect(await refusal(before)).toEqual([404, 'not_found']);
});

test('it comes as a page and as a PDF, with the same words in both', async () => {
  const params = await published();
  const { body: page } = await officer().getProtocolFile({ params });
  const name = 'Anskaffelsesprotokoll Nytt tak på Eksempelskolen';
  expect(page).toMatchObject({ mediaType: 'text/html', name: `${name}.html`, isShown: true });
  const html = Buffer.from(page.bytes).toString();
  const { body: file } = await officer().getProtocolFile({ params, query: { format: 'pdf' } });
  expect(file).toMatchObject({ mediaType: 'application/pdf', name: `${name}.pdf`, isShown: true });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file.bytes)), {
    mergePages: true,
  });
  for (const words of [
    'Nytt tak på Eksempelskolen',
    'Karens',
    'Habilitet',
    'Arbeidene griper inn i hverandre.',
  ]) {
    expect(html).toContain(words);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
  }
});

test('what is not there has no protocol, and no contractor reads one', async () => {
  const params = { procurementId: 'ukjent' };
  expect(await refusal(officer().getProtocol({ params }))).toEqual([404, 'not_found']);
  const body = { section: 'award', text: 'x' } as const;
  expect(await refusal(officer().addProtocolReason({ params, body }))).toEqual([404, 'not_found']);
  for (const who of ['contractor-1', undefined])
    expect((await refusal(procurement.as(who).getProtocol({ params })))[0]).toBe(who ? 403 : 401);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
