import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Visit } from '../../visit.ts';
import { ownRequestRoutes } from './ownRoutes.ts';

const at = '2026-11-22T13:03:07.000Z';
const later = '2026-12-24T11:00:00.000Z';
const notice = {
  ...{ procurementId: 'p1', title: 'Ny skole', status: 'open', procedure: 'restricted' },
  deadlines: { requests: later, bids: null },
  requirements: [{ requirementId: 'R1', title: 'Erfaring', evidence: 'Tre referanser' }],
};
const request = {
  ...{ procurementId: 'p1', supplierId: 's1', status: 'requested', version: 2, receivedAt: at },
  declarations: [{ requirementId: 'R1', isFulfilled: true, evidence: 'Bygget to skoler' }],
  ...{ exclusionGrounds: null, decision: null, isSelected: null, notSelectedReason: null },
};
const qualified = { outcome: 'qualified', assessments: [], at };
const one = (body: unknown) => async () => ({ body });
const refused = (status: number, code: string) => async () => {
  throw new ProblemError(status, { type: 'x', title: 'x', status, code, detail: 'x', errors: [] });
};
const services = {
  getNotice: one(notice),
  getOwnSupplier: one({ organisationNumber: '310000019' }),
  getOwnRequest: refused(404, 'not_found'),
};
const visitOf = (procurement: object, more: object = {}) =>
  ({
    ...{ params: { procurementId: 'p1' }, query: new Map(), form: new Map() },
    ...{ now: new Date(at), csrf: 'c', person: { organisationNumber: '310000019', roles: ['contractor'] } },
    api: { procurement: { ...services, ...procurement } },
    ...more,
  }) as unknown as Visit & never;
const path = '/kunngjoringer/:procurementId/deltakelse';
const handle = (last: string, visit: Visit & never) =>
  ownRequestRoutes.find((route) => route.path === `${path}${last}`)!.handle(visit);
const shown = async (procurement: object = {}, more: object = {}) =>
  String(((await handle('', visitOf(procurement, more))) as Page).body);

const send = 'Lever forespørselen</button>';
const again = 'Lever på nytt</button>';
const withdraw = 'Trekk forespørselen</button>';

test('a firm asks to take part, changes what it sent, or withdraws it, and all that until the deadline only', async () => {
  const before = await shown();
  expect(before).toContain(send);
  expect(before).not.toContain(withdraw);
  const own = { getOwnRequest: one(request) };
  const during = await shown(own);
  for (const part of [again, withdraw, 'Bygget to skoler</textarea>']) expect(during).toContain(part);
  const closed = { now: new Date(later) };
  for (const page of [await shown({}, closed), await shown(own, closed)])
    for (const part of [send, again, withdraw]) expect(page).not.toContain(part);
  const withdrawn = await shown({ getOwnRequest: one({ ...request, status: 'withdrawn' }) });
  expect(withdrawn).toContain(send);
  expect(withdrawn).not.toContain(withdraw);
});

test('nothing is asked of who is no registered supplier', async () => {
  const unknown = { getOwnSupplier: refused(404, 'not_found') };
  for (const page of [
    await shown(unknown),
    await shown({}, { person: { organisationNumber: null, roles: ['auditor'] } }),
  ]) {
    expect(page).toContain('Registrer firmaet');
    expect(page).not.toContain(send);
  }
});

test('the firm reads what was decided, and why', async () => {
  const bids = '2027-01-15T11:00:00.000Z';
  const closed = one({ ...notice, status: 'closed', deadlines: { requests: at, bids } });
  const decided = (more: object) =>
    shown({ getNotice: closed, getOwnRequest: one({ ...request, ...more }) }, { now: new Date(later) });
  expect(await decided({})).toContain('til vurdering');
  const rejection = { outcome: 'rejected', ground: 'x', paragraph: 'FOA § 24-2', reason: 'Restanser.', at };
  expect(await decided({ decision: rejection })).toContain('FOA § 24-2: Restanser.');
  expect(await decided({ decision: qualified })).toContain('Dere er kvalifisert');
  const selected = await decided({ decision: qualified, isSelected: true });
  expect(selected).toContain('href="/kunngjoringer/p1/tilbud"');
  const left = await decided({
    ...{ decision: qualified, isSelected: false, notSelectedReason: 'Færre referanser.' },
  });
  expect(left).toContain('Færre referanser.');
  expect(left).not.toContain('/tilbud');
});

test('each requirement is answered, and one without a word on it is told at its field', async () => {
  const calls: unknown[] = [];
  const requestParticipation = async (given: unknown) => calls.push(given);
  const form = (evidence: string) =>
    new Map(Object.entries({ 'oppfylt-R1': 'ja', 'dokumentasjon-R1': evidence, exclusionGrounds: '' }));
  const lever = (evidence: string) =>
    handle('/lever', visitOf({ requestParticipation }, { form: form(evidence) }));
  expect(String(((await lever(' ')) as Page).body)).toContain('id="lever-dokumentasjon-R1-error"');
  expect(calls).toEqual([]);
  expect(await lever(' Tre skoler ')).toEqual({ redirect: '/kunngjoringer/p1/deltakelse?utfort=lever' });
  const declarations = [{ requirementId: 'R1', isFulfilled: true, evidence: 'Tre skoler' }];
  expect(calls).toEqual([
    { params: { procurementId: 'p1' }, body: { declarations, exclusionGrounds: null } },
  ]);
});

test('a request that comes too late is refused with the reason', async () => {
  const form = new Map([['dokumentasjon-R1', 'Tre skoler']]);
  const reply = await handle(
    '/lever',
    visitOf({ requestParticipation: refused(409, 'request_late') }, { form }),
  );
  expect(String((reply as Page).body)).toContain('kom etter fristen');
});
