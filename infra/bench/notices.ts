import { randomBytes, randomUUID } from 'node:crypto';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { type Client, clientCredentials, createClient } from '@tiltak/http/client';
import mongoose from 'mongoose';
import { eventually } from '../demo/world.ts';
import type { Bench, Figure } from './figure.ts';
import { fillWith, idAt } from './fill.ts';
import { line } from './line.ts';
import { nowMs } from './load.ts';
import { prepareService } from './loneService.ts';
import { percentile } from './statistics.ts';

const full = { procurements: 50_000, warmUp: 100, requests: 2_000 };
const quick = { procurements: 50_000, warmUp: 50, requests: 500 };
/** Competitions that are made by the API, and copied; of each hundred copies so many are open. */
const templateCount = 40;
const openPerHundred = 2;
const pageSize = 50;
const dayMs = 86_400_000;
const recoverWithinMs = 60_000;

type Api = Client<typeof procurementOperations>;
type Query = NonNullable<NonNullable<Parameters<Api['listNotices']>[0]>['query']>;
type Stored = { readonly _id: string } & Readonly<Record<string, unknown>>;

const subjects = [
  'tak',
  'vindu',
  'dør',
  'gulv',
  'heis',
  'ventilasjon',
  'lekeplass',
  'belysning',
  'renhold',
  'asfalt',
];
const verbs = ['Utskifting av', 'Vedlikehold av', 'Rehabilitering av', 'Rammeavtale om'];
const places = ['skole', 'sykehjem', 'barnehage', 'svømmehall', 'idrettshall'];
const codes = [
  '45261900',
  '45421100',
  '45432100',
  '45313100',
  '90910000',
  '45233222',
  '50711000',
  '77310000',
];
const kinds = ['works', 'services', 'goods'] as const;

/** What people ask the public list for; every page is as long as they come. */
const searches: readonly Query[] = [
  {},
  { order: 'deadline' },
  { text: 'taket' },
  { text: 'rehabilitering skolen' },
  { text: 'heis barnehage', kind: 'works' },
  { cpv: '45' },
  { cpv: '45421100', kind: 'works', status: 'open' },
  { kind: 'services', status: 'cancelled' },
  { text: 'finnesikke' },
];

/** The public list over fifty thousand competitions, one page after the other, of a procurement process of our own. */
export const measureNotices: Figure = async (bench) => {
  const { run } = bench.system.world;
  const namespace = `bench${randomUUID().slice(0, 8)}`;
  const service = await prepareService(bench.system, {
    name: 'procurement',
    namespace,
    env: {
      SECRETS_KEY: randomBytes(32).toString('base64'),
      RECEIPT_KEY: `whsk_${randomBytes(32).toString('base64')}`,
    },
  });
  const database = new mongoose.mongo.MongoClient(run.mongo);
  const sizes = bench.isQuick ? quick : full;
  try {
    await database.connect();
    await service.start();
    const credentials = run.clients['procurement.officer'];
    if (!credentials) throw new Error('run.json has no client procurement.officer');
    const token = clientCredentials({ issuer: run.issuer, ...credentials });
    await makeTemplates(createClient(procurementOperations, { baseUrl: service.url, token }));
    const from = performance.now();
    bench.say(`filling the store up to ${sizes.procurements} competitions`);
    await fill(bench, database.db(namespace).collection<Stored>('procurements'), sizes.procurements);
    const fillSeconds = (performance.now() - from) / 1000;
    const anyone = createClient(procurementOperations, { baseUrl: service.url });
    bench.say('reading the public list');
    const times = await read(bench, anyone, sizes);
    const all = times.flatMap(({ ms }) => ms);
    return {
      lines: [
        line({
          what: `public list, a page of ${sizes.procurements.toLocaleString('en')} competitions, p50`,
          ...{ value: percentile(all, 0.5), unit: 'ms' },
        }),
        line({
          what: '– p99',
          ...{ value: percentile(all, 0.99), unit: 'ms', target: { of: 'figure', atMost: 50 } },
        }),
      ],
      notes: [`filling the list took ${Math.round(fillSeconds)} s`],
      details: {
        sizes,
        bySearch: times.map(({ search, found, ms }) => ({
          ...{ search, found, p50Ms: percentile(ms, 0.5), p99Ms: percentile(ms, 0.99) },
        })),
      },
    };
  } finally {
    await service.end();
    await database.db(namespace).dropDatabase();
    await database.close();
  }
};

/** Half of them are cancelled, so that both those that are open and those that are not can be copied. */
async function makeTemplates(officer: Api): Promise<void> {
  for (let index = 0; index < templateCount; index += 1) {
    const pick = <Value>(values: readonly Value[], step = 1) =>
      values[Math.floor(index / step) % values.length]!;
    const title = `${pick(verbs, 3)} ${pick(subjects)} på ${pick(places, 2)}`;
    const { body } = await officer.createProcurement({
      body: {
        ...{ title, kind: pick(kinds), procedure: 'restricted', estimatedValueOre: 500_000_000 },
        ...{ measureId: randomUUID(), cpvCodes: [pick(codes)], need: `Målingens behov nummer ${index}.` },
      },
    });
    const params = { procurementId: body.procurementId };
    const today = new Date().toISOString().slice(0, 10);
    await officer.planProcurement({ params, body: { publishOn: today } });
    await officer.specifyCompetition({
      params,
      body: {
        lots: [{ lotId: 'LOT-1', title, estimatedValueOre: 500_000_000 }],
        noLotsReason: 'Målingen deler ikke opp.',
        criteria: [
          { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 70 },
          { criterionId: 'M', title: 'Klima', type: 'climate', weightPercent: 30 },
        ],
        priceModel: { type: 'linear' },
        climate: { treatment: 'weighted' },
        result: { type: 'contract' },
      },
    });
    const requestsDeadline = new Date(Date.now() + 100 * dayMs).toISOString();
    await officer.publishProcurement({ params, body: { requestsDeadline } });
    if (index % 2 === 0)
      await officer.cancelProcurement({ params, body: { reason: 'Målingen trenger den ikke.' } });
  }
}

/** Copies, published over the last five years; those that are open end within the next hundred days. */
async function fill(
  { signal }: Bench,
  collection: mongoose.mongo.Collection<Stored>,
  until: number,
): Promise<void> {
  const templates = await collection.find().toArray();
  const isOpen = ({ state }: Stored) => (state as { readonly status: string }).status === 'published';
  const [open, ended] = [templates.filter(isOpen), templates.filter((one) => !isOpen(one))];
  const startedAt = Date.now() - 5 * 365 * dayMs;
  const stepMs = (Date.now() - startedAt) / until;
  await fillWith(collection as never, {
    ...{ template: templates[0]! as never, until, signal },
    vary: (_, index) => {
      const isOpenOne = index % 100 < openPerHundred;
      const from = isOpenOne ? open : ended;
      // By a stride that has nothing in common with the counts, so that each is copied in every mixture.
      const template = from[Math.floor(index / 100 + index) % from.length]!;
      const state = template.state as { readonly notice: object };
      const publishedAt = new Date(startedAt + index * stepMs).toISOString();
      const openUntil = isOpenOne ? new Date(Date.now() + ((index % 97) + 1) * dayMs).toISOString() : null;
      const notice = { ...state.notice, openUntil };
      return { ...template, _id: idAt(startedAt + index * stepMs), state: { ...state, publishedAt, notice } };
    },
  });
}

async function read(
  { signal }: Bench,
  anyone: Api,
  { procurements, warmUp, requests }: typeof full,
): Promise<readonly { readonly search: Query; readonly found: number; readonly ms: readonly number[] }[]> {
  const look = async (query: Query) =>
    (await anyone.listNotices({ query: { limit: pageSize, ...query } })).body;
  await eventually(
    'the copies on the first page',
    async () => ((await look({})).items.length === pageSize ? true : undefined),
    recoverWithinMs,
  );
  // Also somewhere in the middle: what a page costs must not depend on how many come before it.
  const second = (await look({ kind: 'works' })).next;
  if (second === null) throw new Error(`only a page of ${procurements} competitions was found`);
  const all: readonly Query[] = [...searches, { kind: 'works', cursor: second }];
  const times = all.map((search) => ({ search, found: 0, ms: [] as number[] }));
  for (let done = -warmUp; done < requests; done += 1) {
    signal.throwIfAborted();
    const one = times[(done + warmUp) % times.length]!;
    const startedAt = nowMs();
    const { items } = await look(one.search);
    if (done >= 0) one.ms.push(nowMs() - startedAt);
    one.found = items.length;
  }
  const empty = times.find(({ search, found }) => found === 0 && search.text !== 'finnesikke');
  if (empty) throw new Error(`nothing was found by ${JSON.stringify(empty.search)}`);
  return times;
}
