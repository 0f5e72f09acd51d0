import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedEvent } from '@tiltak/contracts';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { type RunningProcurement, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const as = (role: string) => procurement.as(role);
const officer = () => as('procurement.officer');
const register = (organisationNumber: string, name: string) =>
  officer().registerSupplier({ body: { organisationNumber, name } });

const publishedOf = async (subject: string): Promise<PublishedEvent> => (await eventsOf(subject, 1))[0]!;

const eventsOf = (subject: string, count: number): Promise<readonly PublishedEvent[]> =>
  eventually(() => {
    const events = procurement.published.filter((one) => one.subject === subject);
    expect(events.length).toBeGreaterThanOrEqual(count);
    return events;
  });

test('a supplier is registered, published, and there to be read', async () => {
  const { status, body, etag } = await register('310000019', 'Eksempel Bygg AS');
  expect(status).toBe(201);
  expect(body).toMatchObject({
    organisationNumber: '310000019',
    name: 'Eksempel Bygg AS',
    smallOrMedium: null,
    contactEmail: null,
  });
  const read = await as('auditor').getSupplier({ params: { supplierId: body.supplierId } });
  expect(read.body).toEqual(body);
  expect(read.etag).toBe(etag);
  const event = await publishedOf(body.supplierId);
  const schema = procurementEvents['no.tiltak.procurement.supplier.registered.v1'];
  expect(schema.parse(event.data)).toMatchObject({ ...body, sequence: 1, previousId: null });
});

test('a known organisation number answers with the supplier that is there, under its first name', async () => {
  const first = await register('310000027', 'Prøve Rør og Varme AS');
  const again = await register('310000027', 'Prøve Rør AS');
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
});

test('of fifty registrations of one number at once, all answer with the one supplier', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => register('310000035', `Test Maler og Tak ${at} AS`)),
  );
  expect(new Set(answers.map(({ body }) => body.supplierId)).size).toBe(1);
  expect(new Set(answers.map(({ body }) => body.name)).size).toBe(1);
  const { body } = await officer().listSuppliers({ query: { limit: 200 } });
  expect(body.items.filter((one) => one.organisationNumber === '310000035')).toHaveLength(1);
});

test("a supplier's address is set by an officer or by the firm itself, removed again, and published", async () => {
  const contactEmail = 'post@eksempel-bygg.example';
  const { body: supplier } = await officer().registerSupplier({
    body: { organisationNumber: '310000043', name: 'Demo Elektro AS', contactEmail },
  });
  expect(supplier.contactEmail).toBe(contactEmail);
  const params = { supplierId: supplier.supplierId };
  const changed = await officer().changeSupplierContact({
    params,
    body: { contactEmail: 'ny@demo.example' },
  });
  expect(changed.body.contactEmail).toBe('ny@demo.example');
  const own = (await register('310000019', '-')).body;
  const byFirm = await as('contractor-1').changeSupplierContact({
    params: { supplierId: own.supplierId },
    body: { contactEmail: 'ordre@eksempel.example' },
  });
  expect(byFirm.body.contactEmail).toBe('ordre@eksempel.example');
  await officer().changeSupplierContact({ params, body: { contactEmail: null } });

  const events = await eventsOf(supplier.supplierId, 3);
  const schemas = procurementEvents;
  expect(events.map(({ type, data }) => schemas[type as keyof typeof schemas].parse(data))).toMatchObject([
    { contactEmail },
    { contactEmail: 'ny@demo.example' },
    { contactEmail: null },
  ]);
});

test("a contractor can't change another firm's address, and what is no address changes nothing", async () => {
  const { body: other } = await register('310000027', '-');
  const params = { supplierId: other.supplierId };
  const body = { contactEmail: 'tyv@example.no' };
  const missing = as('contractor-1').changeSupplierContact({ params: { supplierId: 'nobody' }, body });
  const foreign = as('contractor-1').changeSupplierContact({ params, body });
  await expect(foreign).rejects.toMatchObject({ problem: { status: 404, code: 'not_found' } });
  const refusals = await Promise.allSettled([missing, foreign]);
  const [one, two] = refusals.map((refusal) => (refusal as PromiseRejectedResult).reason.problem);
  expect(one).toEqual(two);
  for (const contactEmail of [
    'not an address',
    'a@b.no\r\nBcc: c@d.no',
    'a@b.no, c@d.no',
    'Navn <a@b.no>',
    `${'x'.repeat(250)}@b.no`,
    '',
  ])
    await expect(officer().changeSupplierContact({ params, body: { contactEmail } })).rejects.toMatchObject({
      problem: { status: 400, errors: [{ path: 'body.contactEmail' }] },
    });
  expect((await as('auditor').getSupplier({ params })).body.contactEmail).toBeNull();
});

const agreement = (suppliers: { supplierId: string; rank: number }[]) => ({
  title: 'Rammeavtale for mindre vedlikehold',
  suppliers,
  allocation: 'rank' as const,
  ceilingOre: 2_000_000_000,
  validFrom: '2026-01-01',
  validTo: '2029-12-31',
});

test('a framework agreement is signed with its suppliers in the order of their ranks, and published', async () => {
  const [one, two] = [(await register('310000019', '-')).body, (await register('310000027', '-')).body];
  const { body } = await officer().signFrameworkAgreement({
    body: agreement([
      { supplierId: two.supplierId, rank: 2 },
      { supplierId: one.supplierId, rank: 1 },
    ]),
  });
  expect(body.suppliers.map(({ name, rank }) => [rank, name])).toEqual([
    [1, 'Eksempel Bygg AS'],
    [2, 'Prøve Rør og Varme AS'],
  ]);
  const params = { frameworkAgreementId: body.frameworkAgreementId };
  expect((await as('auditor').getFrameworkAgreement({ params })).body).toEqual(body);
  expect((await as('auditor').listFrameworkAgreements()).body.items).toContainEqual(body);
  const { status: _, ...signed } = body;
  const event = await publishedOf(body.frameworkAgreementId);
  const schema = procurementEvents['no.tiltak.procurement.frameworkagreement.signed.v1'];
  expect(schema.parse(event.data)).toEqual({ ...signed, sequence: 1, previousId: null });
});

test('an agreement with a supplier that is not registered is refused and leaves nothing', async () => {
  const before = (await officer().listFrameworkAgreements()).body;
  const refused = officer().signFrameworkAgreement({ body: agreement([{ supplierId: 'nobody', rank: 1 }]) });
  await expect(refused).rejects.toMatchObject({ problem: { status: 422, code: 'supplier_not_found' } });
  expect((await officer().listFrameworkAgreements()).body).toEqual(before);
});

test('suppliers and agreements are found by words, and agreements by the day that orders are made on', async () => {
  const { body: firm } = await register('310000019', '-');
  const sign = async (title: string, validFrom: string, validTo: string) =>
    (
      await officer().signFrameworkAgreement({
        body: { ...agreement([{ supplierId: firm.supplierId, rank: 1 }]), title, validFrom, validTo },
      })
    ).body.frameworkAgreementId;
  const [past, now] = [
    await sign('Maling av skoler', '2020-01-01', '2023-12-31'),
    await sign('Maling av barnehager', '2024-01-01', '2027-12-31'),
  ];
  const agreements = async (query: object) =>
    (await officer().listFrameworkAgreements({ query: { limit: 200, ...query } })).body.items.map(
      ({ frameworkAgreementId }) => frameworkAgreementId,
    );
  expect(await agreements({ words: 'maling' })).toEqual([past, now]);
  expect(await agreements({ words: 'MAL skol' })).toEqual([past]);
  expect(await agreements({ words: 'maling eksempel' })).toEqual([past, now]);
  for (const [day, valid] of [
    ['2023-12-31', [past]],
    ['2024-01-01', [now]],
    ['2028-01-01', []],
  ] as const)
    expect(await agreements({ words: 'maling', validOn: day })).toEqual(valid);
  await expect(agreements({ validOn: 'i dag' })).rejects.toMatchObject({
    problem: { status: 400, errors: [{ path: 'query.validOn' }] },
  });
  const suppliers = async (words: string) => (await officer().listSuppliers({ query: { words } })).body.items;
  for (const words of ['eksempel bygg', '310000019', 'EKS'])
    expect(await suppliers(words)).toMatchObject([{ supplierId: firm.supplierId, name: 'Eksempel Bygg AS' }]);
  expect(await suppliers('eksempel rør')).toEqual([]);
});

test('an organisation number with a wrong check digit is refused', async () => {
  await expect(register('310000018', 'Feil AS')).rejects.toMatchObject({ problem: { status: 400 } });
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
