import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { awardScene } from './awardScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let scene: ReturnType<typeof awardScene>;
let north: string;
let south: string;
let params: { procurementId: string };
beforeAll(async () => {
  procurement = await startProcurement();
  scene = awardScene(procurement);
  [north = '', south = ''] = await scene.firms('contractor-1', 'contractor-2');
  ({ params } = await scene.evaluated({ [north]: 600_000_000, [south]: 500_000_000 }));
  await scene.propose(params, [south]);
});
afterAll(() => procurement?.stop());

const letter = (who: string, supplierId: string, format: 'html' | 'pdf' = 'html') =>
  procurement.as(who).getAwardLetter({ params: { ...params, supplierId }, query: { format } });

test('before the approval there is no letter, and the protocol says that the award is proposed', async () => {
  expect(await refusal(letter('contractor-1', north))).toEqual([404, 'not_found']);
  const { body } = await scene.officer.getProtocol({ params });
  expect(JSON.stringify(body)).toContain('Den er ikke godkjent.');
});

test('after it each bidder reads its own letter as page and PDF, and nobody else’s; officers read all', async () => {
  await scene.second.approveAward({ params });
  const html = Buffer.from((await letter('contractor-1', north)).body.bytes).toString();
  expect(html).toContain('Til Firmaet til contractor-1.');
  expect(html).toContain('Firmaet til contractor-2');
  expect(html).toContain('Best tilbud');
  const pdf = await getDocumentProxy(new Uint8Array((await letter('contractor-1', north, 'pdf')).body.bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  expect(text).toContain('Dere er ikke valgt.');
  expect(await refusal(letter('contractor-1', south))).toEqual([404, 'not_found']);
  expect(await refusal(letter('contractor-3', north))).toEqual([404, 'not_found']);
  const { body } = await letter('procurement.officer', south);
  expect(Buffer.from(body.bytes).toString()).toContain('Dere er valgt.');
});

test('the protocol then holds qualification, evaluation, award with both persons, standstill, and its rules', async () => {
  const { body } = await scene.officer.getProtocol({ params });
  const textOf = (key: string) => JSON.stringify(body.sections.find((one) => one.key === key)?.blocks);
  expect(textOf('qualification')).toContain('Firmaet til contractor-1 kvalifisert');
  expect(textOf('evaluation')).toContain('Rangering, LOT-1');
  expect(textOf('award')).toContain('Firmaet til contractor-2');
  expect(textOf('standstill')).toContain('Meddelelse sendt');
  expect(textOf('impartiality')).toContain('habil');
  expect(textOf('rules')).toMatch(/karens/i);
});
