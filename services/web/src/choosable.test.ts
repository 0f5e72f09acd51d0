import { expect, test } from '@jest/globals';
import { calendarRoutes } from './calendar/routes.ts';
import { choiceSearch } from './choosable.ts';
import { layout } from './html/layout.ts';
import { orderRoutes } from './order/routes.ts';
import { portfolioRoutes } from './portfolio/routes.ts';
import { caseRoutes } from './procurement/case/routes.ts';
import { supplierChoice, supplierNames } from './procurement/supplierChoice.ts';
import { registerRoutes } from './register/routes.ts';
import { all, allMax, noticingCuts, pageLimit, type Services } from './services.ts';
import type { Entered, Route, SignedInVisit } from './visit.ts';

const count = allMax + 1;
/** The one that no list without a search reaches. */
const last = `x${count - 1}`;

type Asked = { readonly cursor?: string; readonly words?: string };

/** A list of more things than a page holds, named after their ids, of which a search finds the one that has the word. */
const listOf = (idField: string, facts: object, asked: Asked[]) => ({
  async list({ query }: { readonly query: Asked }) {
    asked.push(query);
    const ids = Array.from({ length: count }, (_, at) => `x${at}`).filter(
      (id) => query.words === undefined || id === query.words,
    );
    const from = Number(query.cursor ?? 0);
    const items = ids.slice(from, from + pageLimit).map((id) => ({ ...facts, [idField]: id, name: id }));
    return { body: { items, next: from + pageLimit < ids.length ? String(from + pageLimit) : null } };
  },
  get: async ({ params }: { readonly params: Readonly<Record<string, string>> }) => ({
    body: { ...facts, [idField]: params[idField], name: params[idField] },
  }),
});

const none = async () => ({ body: { items: [], next: null } });
const portfolio = {
  ...{ asOf: '2026-11-22T13:00:00Z', frames: [], byPart: [], byPoint: [] },
  total: { amountOre: 0, reservedOre: 0, committedOre: 0, invoicedOre: 0, paidOre: 0, availableOre: 0 },
};

/** Every list is longer than a page holds; what each was asked for. */
function register() {
  const asked = { measures: [], agreements: [], properties: [], buildings: [] } as Record<string, Asked[]>;
  const use = { committedOre: 0, invoicedOre: 0 };
  const measures = listOf('measureId', { frameId: 'f', points: [], part: null, ...use }, asked.measures!);
  const agreements = listOf(
    'frameworkAgreementId',
    { title: 'Avtale', suppliers: [], allocation: 'rank' },
    asked.agreements!,
  );
  const properties = listOf('propertyId', { matrikkelIds: [] }, asked.properties!);
  const buildings = listOf('buildingId', {}, asked.buildings!);
  const api = {
    projects: {
      ...{ listMeasures: measures.list, getMeasure: measures.get, listFrames: none },
      getPortfolio: async () => ({ body: portfolio }),
    },
    procurement: {
      ...{ listFrameworkAgreements: agreements.list, getFrameworkAgreement: agreements.get },
      listProcurements: none,
    },
    maintenance: {
      ...{ listProperties: properties.list, getProperty: properties.get },
      ...{ listBuildings: buildings.list, getBuilding: buildings.get, listCalendarFeeds: none },
      getJob: async () => ({ body: { jobId: 'j', title: 'Tak', description: null, buildingId: 'b' } }),
    },
  };
  return { api: api as unknown as Services, asked };
}

async function show(routes: readonly Route[], path: string, query: Entered) {
  const { api, asked } = register();
  const visit = {
    ...{ api, query, form: new Map(), params: {}, now: new Date('2026-11-22T13:00:00Z') },
    person: { subject: 'k', name: 'Kari', roles: ['property.officer'], organisationNumber: null },
  } as unknown as SignedInVisit;
  const route = routes.find((one) => one.method === 'get' && one.path === path)!;
  const reply = await route.handle(visit);
  return { markup: 'body' in reply ? String(reply.body) : '', asked };
}

const jobId = ['jobId', 'j'] as const;
test.each([
  ['measures', 'tiltakene', orderRoutes, '/bestillinger/ny', 'sok', [jobId]],
  ['agreements', 'rammeavtalene', orderRoutes, '/bestillinger/ny', 'avtale', [jobId]],
  ['measures', 'tiltakene', caseRoutes, '/anskaffelser/ny', 'sok', [['verdi', '900 000'] as const]],
  ['measures', 'tiltakene', portfolioRoutes, '/portefolje', 'sok', [['per', '2026-06-30'] as const]],
  ['properties', 'eiendommene', registerRoutes, '/bygninger/ny', 'sok', []],
  ['buildings', 'bygningene', calendarRoutes, '/kalendere', 'sok', []],
] as const)(
  'of more %s than the page holds it says so (%s), and a search at the service finds the rest',
  async (list, name, routes, path, field, kept) => {
    const cut = await show(routes, path, new Map(kept));
    expect(cut.markup).toContain(`Listen viser de første ${allMax} ${name}.`);
    expect(cut.markup).not.toContain(`>${last}`);
    const form = /<form class="search"[^>]*action="([^"]*)"[\s\S]*?<\/form>/g;
    const search = [...cut.markup.matchAll(form)].find(([markup]) => markup.includes(name))!;
    expect(search[1]).toBe(path);
    expect(search[0]).toContain(`name="${field}" type="search"`);
    for (const [key, value] of kept) expect(search[0]).toContain(`name="${key}" value="${value}"`);

    const found = await show(routes, path, new Map([...kept, [field, ` ${last} `]]));
    expect(found.asked[list]).toEqual([expect.objectContaining({ words: last })]);
    expect(found.markup).toContain(last);
    expect(found.markup).toContain(`Listen viser ${name} som passer.`);
  },
);

test('of two searches on a page one keeps what the other looks for', async () => {
  const { markup } = await show(orderRoutes, '/bestillinger/ny', new Map([jobId, ['avtale', last]]));
  expect(markup).toContain(`<input type="hidden" name="avtale" value="${last}">`);
  expect(markup).toContain('<a href="/bestillinger/ny?jobId=j">Vis alle</a>');
});

test('where orders are filtered by measure, the list says that it is cut and where the rest is found', async () => {
  const { api } = register();
  const maintenance = { ...api.maintenance, listOrders: none };
  const visit = {
    ...{ api: { ...api, maintenance }, form: new Map(), params: {} },
    query: new Map([['tiltak', last]]),
    person: { subject: 'k', name: 'Kari', roles: ['property.officer'], organisationNumber: null },
  } as unknown as SignedInVisit;
  const route = orderRoutes.find(({ path }) => path === '/bestillinger/liste')!;
  const reply = await route.handle(visit);
  const markup = 'body' in reply ? String(reply.body) : '';
  expect(markup).toContain('Bestillinger på de andre finner du fra tiltakets side under Portefølje.');
  expect(markup).toContain(`<option value="${last}" selected>`);
});

const suppliersOf = (asked: Asked[]) => {
  const { get, list } = listOf('supplierId', {}, asked);
  return { procurement: { listSuppliers: list, getSupplier: get } } as unknown as Services;
};

test('several suppliers are looked for together, so that they can be invited together', async () => {
  const asked: Asked[] = [];
  const choice = await supplierChoice(suppliersOf(asked), { sought: `x7, ${last},` });
  expect(choice).toMatchObject({ sought: `x7, ${last}`, isWhole: true });
  expect(choice.items.map(({ supplierId }) => supplierId)).toEqual(['x7', last]);
  expect(asked).toEqual(['x7', last].map((words) => expect.objectContaining({ words })));
});

test('the names of suppliers are there however many suppliers there are, and each is asked for once', async () => {
  const nameOf = await supplierNames(suppliersOf([]), ['x1', last, last]);
  expect([nameOf('x1'), nameOf(last), nameOf('unknown')]).toEqual(['x1', last, 'unknown']);
});

test('a list that fits is not searched, and nothing is said of it', () => {
  const called = { id: 'x', query: 'sok', label: 'Finn', all: 'tingene' };
  expect(choiceSearch('/x', { isWhole: true, sought: '' }, called)).toBeUndefined();
});

const assets = { style: '/a.css', script: '/a.js', sealing: '/b.js', icon: '/a.svg' };
test.each([
  [allMax, false],
  [allMax + 1, true],
])(
  'a page with a list of %i that has no search says by itself whether it is cut: %s',
  async (length, said) => {
    const items = Array.from({ length }, (_, at) => at);
    const { made, isCut } = await noticingCuts(() =>
      all(async (cursor) => {
        const from = Number(cursor ?? 0);
        const next = from + pageLimit < length ? String(from + pageLimit) : null;
        return { body: { items: items.slice(from, from + pageLimit), next } };
      }),
    );
    expect(made).toHaveLength(allMax);
    const page = { title: 'Tilbud', body: 'x' as never };
    const markup = String(layout(page, { assets, viewer: undefined, isCut }));
    expect(markup.includes(`Den viser de første ${allMax}.`)).toBe(said);
  },
);
