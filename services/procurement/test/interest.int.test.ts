import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { interests, interestsOf } from '../src/interest/interests.ts';
import { aggregates } from '../src/service.ts';
import { facts, specification } from './caseExamples.ts';
import { setKeys } from './keys.ts';
import { organisationOf, type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement({ WEB_URL: 'https://tiltak.example.no/' });
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const firm = (which = 'contractor-1') => procurement.as(which);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const announcedType = 'no.tiltak.procurement.competition.announced.v1';

async function publish(changes: Partial<typeof facts> = {}, invitedSupplierIds: string[] | null = null) {
  const body = { ...structuredClone(facts), ...changes } as never;
  const { body: created } = await officer().createProcurement({ body });
  const params = { procurementId: created.procurementId };
  await officer().planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
  await officer().specifyCompetition({ params, body: structuredClone(specification) as never });
  await setKeys(procurement, params);
  await officer().publishProcurement({ params, body: { bidsDeadline: inDays(90), invitedSupplierIds } });
  return params;
}

const announcements = () =>
  procurement.published
    .filter(({ type }) => type === announcedType)
    .map(({ data }) => procurementEvents[announcedType].parse(data));

test('a firm registers itself under its token’s number, once, and marks itself small or medium', async () => {
  const body = { name: 'Eksempel Tak AS', contactEmail: 'post@tak.example.no' };
  const { body: first } = await firm().registerOwnSupplier({ body });
  expect(first).toMatchObject({ organisationNumber: organisationOf('contractor-1'), smallOrMedium: null });
  const { body: again } = await firm().registerOwnSupplier({
    body: { ...body, name: 'Noe annet', smallOrMedium: true },
  });
  expect(again).toEqual({ ...first, smallOrMedium: true });
  expect((await firm().getOwnSupplier()).body).toEqual(again);
  // Whoever is registered by the municipality is the same firm.
  const { body: byOfficer } = await officer().registerSupplier({
    body: { organisationNumber: organisationOf('contractor-1'), name: 'X' },
  });
  expect(byOfficer.supplierId).toBe(first.supplierId);
});

test('a firm that is not registered, and a person of the municipality, have no interests', async () => {
  expect(await refusal(firm('contractor-3').setInterests({ body: {} }))).toEqual([404, 'not_found']);
  expect(await refusal(firm('contractor-3').getOwnSupplier())).toEqual([404, 'not_found']);
  expect(await refusal(officer().setInterests({ body: {} }))).toEqual([403, 'forbidden']);
  expect(await refusal(procurement.as().getInterests())).toEqual([401, 'unauthenticated']);
});

test('each interested firm is told once of a new competition, and others are not', async () => {
  await firm('contractor-1').registerOwnSupplier({ body: { name: 'Eksempel Tak AS' } });
  await firm('contractor-2').registerOwnSupplier({ body: { name: 'Eksempel Vask AS' } });
  await firm('contractor-1').setInterests({ body: { cpvPrefixes: ['4526'], kinds: ['works'] } });
  const { body: others } = await firm('contractor-2').setInterests({ body: { cpvPrefixes: ['9091'] } });
  const { procurementId } = await publish({ areaId: 'Rykkinn' } as never);
  // The second competition is what the other firm waits for: once that is told, the first would have been.
  const second = await publish({ title: 'Renhold', kind: 'services', cpvCodes: ['90910000'] });
  await eventually(() => expect(announcements().map(({ title }) => title)).toContain('Renhold'));
  const [told, ...more] = announcements().filter((one) => one.procurementId === procurementId);
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    ...{ organisationNumber: organisationOf('contractor-1'), because: 'interest', areaId: 'Rykkinn' },
    ...{ title: facts.title, kind: 'works', sequence: 1, previousId: null },
    links: { page: `https://tiltak.example.no/kunngjoringer/${procurementId}` },
  });
  expect(JSON.stringify(told)).not.toContain(String(facts.estimatedValueOre));
  expect(announcements().filter((one) => one.procurementId === second.procurementId)).toMatchObject([
    { supplierId: others.supplierId },
  ]);
});

test('more firms than a page holds are told, each once', async () => {
  const many = 450;
  await Promise.all(
    Array.from({ length: many }, (_, index) =>
      procurement.store.transact(
        async (reads) => {
          const supplierId = `many-${String(index).padStart(4, '0')}`;
          const stream = await reads.stream(interests, interestsOf(supplierId), 'new');
          return (stage) => {
            stage.handle(stream, {
              type: 'set',
              firm: { supplierId, organisationNumber: '310000019' },
              interests: { cpvPrefixes: ['7777'], kinds: [], areaIds: [] },
              stopKey: supplierId.padEnd(32, 'x'),
            });
          };
        },
        { actor: 'test' },
      ),
    ),
  );
  const { procurementId } = await publish({ kind: 'services', cpvCodes: ['77770000'] });
  const toldOf = () => announcements().filter((one) => one.procurementId === procurementId);
  await eventually(() => expect(toldOf()).toHaveLength(many));
  expect(new Set(toldOf().map(({ supplierId }) => supplierId)).size).toBe(many);
});

test('an invited firm is told whatever it asked for; the notice is its own to read, and nobody else’s', async () => {
  const { body: own } = await firm('contractor-1').getOwnSupplier();
  const params = await publish({ procedure: 'limited_tender' }, [own.supplierId]);
  const told = await eventually(() => {
    const [one] = announcements().filter(({ procurementId }) => procurementId === params.procurementId);
    expect(one).toBeDefined();
    return one!;
  });
  expect(told).toMatchObject({ supplierId: own.supplierId, because: 'invitation', links: { stop: null } });
  expect((await firm('contractor-1').getNotice({ params })).body).toMatchObject({ status: 'open' });
  for (const who of [firm('contractor-2'), procurement.as(), officer()])
    expect(await refusal(who.getNotice({ params }))).toEqual([404, 'not_found']);
  const { body: all } = await procurement.as().listNotices({ query: {} });
  expect(all.items.map(({ procurementId }) => procurementId)).not.toContain(params.procurementId);
});

test('a link ends the news without a token; looking at it changes nothing', async () => {
  await firm('contractor-2').setInterests({ body: { cpvPrefixes: ['9092'] } });
  await publish({ kind: 'services', cpvCodes: ['90920000'] });
  const stop = await eventually(() => {
    const link = announcements().find(({ cpvCodes }) => cpvCodes.includes('90920000'))?.links.stop;
    expect(link).toBeTruthy();
    return link!;
  });
  const params = { stopKey: stop.split('/').at(-1)! };
  const anyone = procurement.as();
  for (let look = 0; look < 2; look += 1)
    expect((await anyone.getAlertsByKey({ params })).body).toEqual({
      name: 'Eksempel Vask AS',
      alerts: true,
    });
  expect((await anyone.stopAlerts({ params })).body.alerts).toBe(false);
  expect((await anyone.stopAlerts({ params })).body.alerts).toBe(false);
  expect((await firm('contractor-2').getInterests()).body.alerts).toBe(false);
  expect(await refusal(anyone.stopAlerts({ params: { stopKey: 'x'.repeat(32) } }))).toEqual([
    404,
    'not_found',
  ]);
  // Whoever sets them again is told again.
  expect((await firm('contractor-2').setInterests({ body: {} })).body.alerts).toBe(true);
  expect((await firm('contractor-2').removeInterests()).body.alerts).toBe(false);
});

test('the public finds competitions by words, code, kind and status, newest first or by deadline', async () => {
  const word = `Målstav${Date.now()}`;
  const one = await publish({ title: `${word} i nord`, kind: 'services', cpvCodes: ['77310000'] });
  const two = await publish({ title: `${word} i sør`, kind: 'goods', cpvCodes: ['03000000'] });
  await officer().cancelProcurement({ params: two, body: { reason: 'Behovet falt bort.' } });
  const ids = async (query: object) =>
    (await procurement.as().listNotices({ query: { text: word, ...query } })).body.items.map(
      ({ procurementId }) => procurementId,
    );
  expect(await ids({})).toEqual([two.procurementId, one.procurementId]);
  expect(await ids({ text: `nord ${word.toLowerCase()}` })).toEqual([one.procurementId]);
  expect(await ids({ cpv: '7731' })).toEqual([one.procurementId]);
  expect(await ids({ kind: 'goods' })).toEqual([two.procurementId]);
  expect(await ids({ status: 'cancelled' })).toEqual([two.procurementId]);
  expect(await ids({ order: 'deadline' })).toEqual([one.procurementId]);
  expect(await ids({ openUntilFrom: inDays(80) })).toEqual([one.procurementId]);
  expect(await ids({ openUntilFrom: inDays(100) })).toEqual([]);
  const { body: page } = await procurement.as().listNotices({ query: { text: word, limit: 1 } });
  expect(page.next).not.toBeNull();
  expect(await ids({ limit: 1, cursor: page.next })).toEqual([one.procurementId]);
  expect(await refusal(procurement.as().listNotices({ query: { cursor: 'x' } }))).toEqual([
    400,
    'bad_cursor',
  ]);
});

test('the public reads what bidders compete by, and neither the estimate nor anything within the municipality', async () => {
  const params = await publish();
  const { body: notice } = await procurement.as().getNotice({ params });
  expect(notice).toMatchObject({ title: facts.title, lots: [{ lotId: 'LOT-1', title: 'Hele oppdraget' }] });
  const text = JSON.stringify(notice);
  expect(text).not.toContain(String(facts.estimatedValueOre));
  for (const hidden of [
    'measureId',
    'estimatedValueOre',
    'rules',
    'complaints',
    'unit',
    'invitedSupplierIds',
  ])
    expect(text).not.toContain(`"${hidden}"`);
  const { body: draft } = await officer().createProcurement({ body: structuredClone(facts) as never });
  expect(
    await refusal(procurement.as().getNotice({ params: { procurementId: draft.procurementId } })),
  ).toEqual([404, 'not_found']);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
