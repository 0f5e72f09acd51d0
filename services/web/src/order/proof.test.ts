import { expect, test } from '@jest/globals';
import { checklistRoutes } from '../checklist/routes.ts';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { filledFor } from './actionForm.ts';
import { orderActions } from './actions.ts';
import { type Proof, proofSections } from './proof.ts';

const order = {
  ...{ orderId: 'o', status: 'in_execution', documentationBlocksSettlement: true },
  documentationRequired: ['Brukerveiledning'],
} as unknown as Parameters<typeof proofSections>[1]['order'];
const template = {
  ...{ templateId: 't', edition: 2, title: 'Etter arbeid på tak', buildingPart: '26', items: ['Renner'] },
};
const document = (at: number, status: 'delivered' | 'approved' | 'returned') => ({
  ...{ documentId: `document-${at}`, kind: 'Brukerveiledning', title: `Utgave ${at}`, status, reason: null },
  source: { type: 'reference' as const, value: 'Perm 4' },
});
const proof: Proof = {
  templates: {
    ...{ sought: '', isWhole: true },
    items: [{ ...template, templateId: 'walls', title: 'Vegger', buildingPart: '23' }, template],
  },
  documentation: {
    ...{ required: ['Brukerveiledning'], missing: ['Brukerveiledning'], blocksSettlement: true },
    documents: [document(1, 'returned'), document(2, 'delivered')],
  },
  checklists: [
    {
      ...{ checklistId: 'c', orderId: 'o', title: 'Tak', openItems: 1 },
      template: { templateId: 't', edition: 1 },
      items: [
        { text: 'Renner', result: 'failed', remark: 'Tett', jobId: 'j' },
        { text: 'Sluk', result: null, remark: null, jobId: null },
      ],
    },
  ],
};

const visitBy = (roles: readonly string[], form: Entered = new Map(), api: object = {}) =>
  ({
    ...{ form, query: new Map(), api: { maintenance: api } as unknown as Services },
    person: { subject: 'k', name: 'Kari', roles, organisationNumber: null },
  }) as unknown as SignedInVisit;
const shown = (roles: readonly string[], changes: Partial<typeof order> = {}) =>
  proofSections(visitBy(roles), {
    ...{ order: { ...order, ...changes }, version: '"1"', filled: filledFor('', { filled: blank }), proof },
    jobs: [{ buildingPart: '26' }] as unknown as Parameters<typeof proofSections>[1]['jobs'],
  }).join('');
const blank = { form: '', entered: new Map(), errors: { fields: {}, general: [] } };

test('an officer sees what the contractor found, and attaches a checklist that fits the work first', () => {
  const markup = shown(['property.officer']);
  for (const text of ['1 av 2 punkter gjenstår', 'Tett', '/arbeid/j', 'Ikke besvart'])
    expect(markup).toContain(text);
  expect(markup.indexOf('value="t"')).toBeLessThan(markup.indexOf('value="walls"'));
  expect(shown(['property.officer'], { status: 'delivered' })).not.toContain('/sjekkliste"');
});

test('an officer decides on the document that waits, and on no other', () => {
  const markup = shown(['property.approver']);
  expect(markup.match(/dokument-godkjenn"/g)).toHaveLength(1);
  expect(markup).toContain('name="about" value="document-2"');
  expect(markup).not.toContain('name="about" value="document-1"');
  expect(markup).toContain('Bestillingen kan ikke gjøres opp før alt er godkjent.');
});

test('those who only read see the same, and no forms', () => {
  const markup = shown(['auditor']);
  expect(markup).toContain('Perm 4');
  expect(markup).not.toContain('<form');
});

test('a document is sent back with a reason, and not without one', async () => {
  const { read } = orderActions['dokument-tilbake'];
  const about = ['about', 'document-2'] as const;
  expect(read(new Map([about, ['reason', ' ']]))).toMatchObject({
    errors: { fields: { reason: 'Skriv hva som må rettes.' } },
  });
  const outcome = read(new Map([about, ['reason', 'Mangler side 2']]));
  const calls: unknown[] = [];
  const maintenance = { returnDocument: async (request: unknown) => calls.push(request) };
  if (outcome.ok) await outcome.value(maintenance as unknown as Services['maintenance'], 'o', {});
  expect(calls).toEqual([
    { params: { orderId: 'o', documentId: 'document-2' }, body: { reason: 'Mangler side 2' } },
  ]);
});

test('a template has a name and at least one item, one to a line', async () => {
  const make = checklistRoutes.find(({ method }) => method === 'post')!;
  const sent: unknown[] = [];
  const api = {
    makeChecklistTemplate: async (request: unknown) => sent.push(request),
    listChecklistTemplates: async () => ({ body: { items: [template], next: null } }),
  };
  const empty = await make.handle(visitBy(['property.officer'], new Map([['items', ' \n ']]), api));
  expect('body' in empty ? String(empty.body) : '').toContain(
    '<a href="#mal-items">Skriv minst ett punkt.</a>',
  );
  const form = new Map([
    ...[['title', 'Tak'] as const, ['buildingPart', '26'] as const],
    ['items', 'Renner\r\nSluk'] as const,
  ]);
  expect(await make.handle(visitBy(['property.officer'], form, api))).toEqual({
    redirect: '/sjekklister?utfort=laget',
  });
  expect(sent).toEqual([{ body: { title: 'Tak', buildingPart: '26', items: ['Renner', 'Sluk'] } }]);
});

test('a template is changed over the edition that was seen, and by officers alone', async () => {
  const at = (method: string) =>
    checklistRoutes.find((route) => route.method === method && route.path === '/sjekklister/:templateId')!;
  const sent: unknown[] = [];
  const api = {
    getChecklistTemplate: async () => ({ body: template, etag: '"2"' }),
    changeChecklistTemplate: async (request: object, options: object) =>
      sent.push({ ...request, ...options }),
  };
  const visitWith = (roles: readonly string[], form: Entered = new Map()) => ({
    ...visitBy(roles, form, api),
    params: { templateId: 't' },
  });
  const markupFor = async (role: string) => {
    const reply = await at('get').handle(visitWith([role]));
    return 'body' in reply ? String(reply.body) : '';
  };
  expect(await markupFor('property.officer')).toContain('name="_version" value="&quot;2&quot;"');
  expect(await markupFor('auditor')).not.toContain('<form');
  const entered = { title: 'Tak', buildingPart: '', items: 'Renner\r\nSluk', _version: '"2"' };
  const form = new Map(Object.entries(entered));
  expect(await at('post').handle(visitWith(['property.officer'], form))).toEqual({
    redirect: '/sjekklister?utfort=endret',
  });
  expect(sent).toEqual([
    {
      ...{ params: { templateId: 't' }, ifMatch: '"2"' },
      body: { title: 'Tak', buildingPart: null, items: ['Renner', 'Sluk'] },
    },
  ]);
});
