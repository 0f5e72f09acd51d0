import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Visit } from '../../visit.ts';
import { dynamicPurchasingRoutes } from './routes.ts';

const at = '2026-11-22T13:03:07.000Z';
const requirements = [{ requirementId: 'R1', title: 'Erfaring', evidence: 'Tre referanser' }];
const caseIn = (status: string) => ({
  ...{ procurementId: 'p1', title: 'Håndverkere', procedure: 'dynamic_purchasing_system', status },
  ...{ kind: 'works', measureId: 'm1', cpvCodes: ['45261900'], unit: null, rehearsal: true },
  ...{ deadlines: { requests: at, bids: null }, specification: { requirements } },
});
const applied = {
  ...{ systemId: 'p1', supplierId: 's1', organisationNumber: '310000019', name: 'Tak AS', status: 'applied' },
  ...{ statement: 'Se vedlegg', confirmedRequirementIds: ['R1'], appliedAt: at, decideBy: at },
  ...{ isOverdue: false, decidedAt: null, decidedBy: null, refusal: null },
};
const system = (waiting: number, takesPurchases = false) => ({
  ...{ procurementId: 'p1', publishedAt: at, expiresAt: at, takesApplications: true, takesPurchases },
  admissions: { applied: waiting, admitted: 0, refused: 0, overdue: 0 },
});
const one = (body: unknown) => async () => ({ body, etag: '"3"' });
const refused =
  (status: number, code: string, facts: object = {}) =>
  async () => {
    const problem = { type: 'x', title: 'x', status, code, detail: 'x', errors: [], facts };
    throw new ProblemError(status, problem as never);
  };
const listOf = (...items: object[]) => one({ items, next: null });
const services = {
  getProcurement: one(caseIn('qualification')),
  getPurchasingSystem: one(system(0)),
  listAdmissions: listOf(applied),
  listProcurements: listOf(),
};
const visitOf = (procurement: object, form: Readonly<Record<string, string>> = {}, role?: string) =>
  ({
    ...{ params: { procurementId: 'p1', supplierId: 's1' }, query: new Map(), now: new Date(at), csrf: 'c' },
    form: new Map(Object.entries(form)),
    person: { subject: 'anne', name: 'Anne', roles: [role ?? 'procurement.officer'] },
    api: { procurement: { ...services, ...procurement } },
  }) as unknown as Visit & never;
const path = '/anskaffelser/:procurementId/opptak';
const handle = (last: string, visit: Visit & never) =>
  dynamicPurchasingRoutes.find((route) => route.path === `${path}${last}`)!.handle(visit);
const shown = async (last: string, procurement: object = {}, role?: string) =>
  String(((await handle(last, visitOf(procurement, {}, role))) as Page).body);

const open = 'Åpne ordningen for kjøp</button>';

test('the system is opened by an officer when nobody waits for an answer any more', async () => {
  expect(await shown('')).toContain(open);
  expect(await shown('', {}, 'auditor')).not.toContain(open);
  const waiting = await shown('', { getPurchasingSystem: one(system(2)) });
  expect(waiting).not.toContain(open);
  expect(waiting).toContain('2 søknader venter');
  const unpublished = { getPurchasingSystem: refused(404, 'not_found'), listAdmissions: listOf() };
  expect(await shown('', unpublished)).toContain('ikke kunngjort ennå');
  const late = { openPurchasingSystem: refused(409, 'applications_undecided', { applied: 1 }) };
  const reply = await handle('/apne', visitOf(late));
  expect(String((reply as Page).body)).toContain('Det gjenstår 1.');
});

test('a purchase is made from an open system, and is filled in as one', async () => {
  const getProcurement = one(caseIn('contracted'));
  const inUse = { getProcurement, getPurchasingSystem: one(system(0, true)) };
  const [, address] = /class="button primary" href="([^"]*)"/.exec(await shown('', inUse))!;
  const query = new URL(address!.replaceAll('&amp;', '&'), 'http://x').searchParams;
  expect(Object.fromEntries(query)).toEqual({
    ...{ prosedyre: 'dynamic_purchasing_call', ordning: 'p1', art: 'works', tiltak: 'm1' },
    ...{ cpv: '45261900', ovelse: 'ja' },
  });
  expect(await shown('', { getProcurement })).not.toContain('Nytt kjøp');
});

const decisions = ['Ta opp leverandøren</button>', 'Avslå søknaden</button>'];

test('an application is decided once, by an officer', async () => {
  const waiting = await shown('/:supplierId');
  for (const part of [...decisions, 'Se vedlegg']) expect(waiting).toContain(part);
  const decided = { ...applied, status: 'admitted', decidedAt: at, decidedBy: 'anne' };
  for (const page of [
    await shown('/:supplierId', {}, 'auditor'),
    await shown('/:supplierId', { listAdmissions: listOf(decided) }),
  ])
    for (const part of decisions) expect(page).not.toContain(part);
});

test('a refusal needs its ground and its reason, and the requirement where one is not met', async () => {
  const send = (form: Readonly<Record<string, string>>, procurement: object = {}) =>
    handle('/:supplierId/avsla', visitOf(procurement, form));
  const bodyOf = async (reply: Promise<unknown>) => String(((await reply) as Page).body);
  const empty = await bodyOf(send({ ground: '', reason: '' }));
  for (const field of ['ground', 'reason']) expect(empty).toContain(`id="avsla-${field}-error"`);
  const unmet = { ground: 'requirement_not_met', requirementId: '', reason: 'Ingen referanser.' };
  expect(await bodyOf(send(unmet))).toContain('id="avsla-requirementId-error"');
  const calls: unknown[] = [];
  const refuseAdmission = async (given: unknown) => calls.push(given);
  const reply = await send({ ...unmet, requirementId: 'R1' }, { refuseAdmission });
  expect(reply).toEqual({ redirect: '/anskaffelser/p1/opptak/s1?utfort=avsla' });
  expect(calls).toEqual([
    {
      params: { procurementId: 'p1', supplierId: 's1' },
      body: { ground: 'requirement_not_met', requirementId: 'R1', reason: 'Ingen referanser.' },
    },
  ]);
});
