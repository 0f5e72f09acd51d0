import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Visit } from '../../visit.ts';
import { ownAdmissionRoutes } from './ownRoutes.ts';

const at = '2026-11-22T13:03:07.000Z';
const notice = {
  ...{ procurementId: 'p1', title: 'Håndverkere', status: 'awarded', publishedAt: at },
  ...{ result: { type: 'dynamic_purchasing_system', months: 24 }, cancelledBecause: null },
  requirements: [{ requirementId: 'R1', title: 'Erfaring', evidence: 'Tre referanser' }],
};
const applied = {
  ...{ status: 'applied', statement: 'Se vedlegg', confirmedRequirementIds: ['R1'], appliedAt: at },
  ...{ decideBy: '2026-12-04T23:00:00.000Z', isOverdue: false, decidedAt: null, refusal: null },
};
const one = (body: unknown) => async () => ({ body });
const refused = (status: number, code: string) => async () => {
  throw new ProblemError(status, { type: 'x', title: 'x', status, code, detail: 'x', errors: [] });
};
const services = {
  getNotice: one(notice),
  getOwnSupplier: one({ organisationNumber: '310000019' }),
  getOwnAdmission: refused(404, 'not_found'),
  listOwnCalls: one({
    items: [{ procurementId: 'c1', title: 'Nytt tak', status: 'open', openUntil: at }],
    next: null,
  }),
};
const visitOf = (procurement: object, more: object = {}) =>
  ({
    ...{ params: { procurementId: 'p1' }, query: new Map(), form: new Map() },
    ...{ now: new Date(at), csrf: 'c', person: { organisationNumber: '310000019', roles: ['contractor'] } },
    api: { procurement: { ...services, ...procurement } },
    ...more,
  }) as unknown as Visit & never;
const path = '/kunngjoringer/:procurementId/opptak';
const handle = (last: string, visit: Visit & never) =>
  ownAdmissionRoutes.find((route) => route.path === `${path}${last}`)!.handle(visit);
const shown = async (procurement: object = {}, more: object = {}) =>
  String(((await handle('', visitOf(procurement, more))) as Page).body);
const send = 'Send søknaden</button>';

test('anyone registered may apply while the system lasts, and again after a refusal', async () => {
  expect(await shown()).toContain(send);
  expect(await shown({ getOwnSupplier: refused(404, 'not_found') })).not.toContain(send);
  // The last day is one that applications are taken on.
  expect(await shown({}, { now: new Date('2028-11-22T20:00:00.000Z') })).toContain(send);
  expect(await shown({}, { now: new Date('2028-11-23T08:00:00.000Z') })).not.toContain(send);
  const waiting = await shown({ getOwnAdmission: one(applied) });
  expect(waiting).toContain('Dere får svar innen');
  expect(waiting).not.toContain(send);
  const refusal = { ground: 'requirement_not_met', requirementId: 'R1', reason: 'Ingen gjelder tak.' };
  const again = await shown({ getOwnAdmission: one({ ...applied, status: 'refused', refusal }) });
  expect(again).toContain('Et kvalifikasjonskrav er ikke oppfylt (Erfaring): Ingen gjelder tak.');
  expect(again).toContain(send);
});

test('who is admitted sees the purchases that it is invited to, and nobody else does', async () => {
  const invited = 'href="/invitasjoner/c1"';
  expect(await shown({ getOwnAdmission: one({ ...applied, status: 'admitted' }) })).toContain(invited);
  expect(await shown({ getOwnAdmission: one(applied) })).not.toContain(invited);
});

test('a requirement that is left out is told at the requirements', async () => {
  const calls: unknown[] = [];
  const applyForAdmission = async (given: unknown) => calls.push(given);
  const form = new Map(Object.entries({ 'krav-R1': 'ja', statement: ' Se vedlegg ' }));
  expect(await handle('/sok', visitOf({ applyForAdmission }, { form }))).toEqual({
    redirect: '/kunngjoringer/p1/opptak?utfort=sok',
  });
  const body = { statement: 'Se vedlegg', confirmedRequirementIds: ['R1'] };
  expect(calls).toEqual([{ params: { procurementId: 'p1' }, body }]);
  const missing = { applyForAdmission: refused(422, 'requirements_missing') };
  const reply = await handle('/sok', visitOf(missing, { form: new Map([['statement', 'Se vedlegg']]) }));
  expect(String((reply as Page).body)).toContain('id="sok-confirmedRequirementIds-error"');
});
