import { importBytesMax, importResult, xlsxType } from '@tiltak/contracts/maintenance';
import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import { attempted, type FormErrors, noErrors, readForm } from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingPage } from './buildingPage.ts';
import { registerEditRoutes } from './editRoutes.ts';
import { type ImportResult, importPage, tableKinds } from './importPage.ts';
import { propertyPage } from './propertyPage.ts';
import { registerPage } from './registerPage.ts';
import { searchOf } from './search.ts';

const listLimit = 50;
/** Properties and jobs beside what a page is about. */
const besideLimit = 20;
/** A large table takes longer than a page does: a hundred thousand rows some minutes. */
const importTimeoutMs = 600_000;
const exportTimeoutMs = 60_000;

async function showRegister(visit: SignedInVisit): Promise<Page> {
  const { api, query } = visit;
  const sought = (query.get('sok') ?? '').trim();
  const search = searchOf(sought);
  const { matrikkel, words } = search;
  const cursor = query.get('cursor');
  const [buildings, properties] = await Promise.all([
    api.maintenance.listBuildings({ query: { ...search, cursor, limit: listLimit } }),
    matrikkel === undefined && words === undefined
      ? undefined
      : api.maintenance.listProperties({ query: { matrikkel, words, limit: besideLimit } }),
  ]);
  return registerPage(visit, {
    buildings: buildings.body,
    properties: (cursor === undefined && properties?.body) || { items: [], next: null },
    sought,
  });
}

async function showBuilding(visit: SignedInVisit): Promise<Page> {
  const { maintenance } = visit.api;
  const params = { buildingId: visit.params.buildingId! };
  const { body: building } = await maintenance.getBuilding({ params });
  const { propertyId } = building;
  const [property, rooms, jobs] = await Promise.all([
    propertyId === null ? undefined : maintenance.getProperty({ params: { propertyId } }),
    maintenance.listRooms({ params, query: { cursor: visit.query.get('cursor'), limit: listLimit } }),
    maintenance.listJobs({ query: { ...params, limit: besideLimit } }),
  ]);
  return buildingPage(visit, { building, property: property?.body, rooms: rooms.body, jobs: jobs.body });
}

async function showProperty(visit: SignedInVisit): Promise<Page> {
  const { api, params, query } = visit;
  const propertyId = params.propertyId!;
  const [{ body: property }, { body: buildings }] = await Promise.all([
    api.maintenance.getProperty({ params: { propertyId } }),
    api.maintenance.listBuildings({ query: { propertyId, cursor: query.get('cursor'), limit: listLimit } }),
  ]);
  return propertyPage(visit, { property, buildings });
}

async function exportRegister({ api, query }: SignedInVisit): Promise<Reply> {
  const format = query.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  const { body } = await api.maintenance.exportProperties(
    { query: { format } },
    { timeoutMs: exportTimeoutMs },
  );
  return { file: body };
}

const showImport = async (
  visit: SignedInVisit,
  filled: Filled = blank('import'),
  result?: ImportResult,
): Promise<Page> => importPage(visit, { filled, result });

const importForm = z.object({
  kind: z.enum(Object.keys(tableKinds) as [keyof typeof tableKinds], 'Velg hva filen inneholder.'),
  step: z.enum(['try', 'import'], 'Velg om filen skal prøves eller importeres.'),
});

async function importFile(visit: SignedInVisit): Promise<Reply> {
  const again = (errors: FormErrors, result?: ImportResult) =>
    showImport(visit, { form: 'import', entered: visit.form, errors }, result);
  const entered = readForm(importForm, visit.form);
  if (!entered.ok) return again(entered.errors);
  const file = visit.files.get('file')?.[0];
  if (!file || file.bytes.length === 0) return again(aboutFile('Velg en fil.'));
  if (file.isTooLarge) return again(aboutFile('Filen er for stor. Del den opp.'));
  const { kind, step } = entered.value;
  const { maintenance } = visit.api;
  const request = {
    query: { dryRun: step === 'try' ? 'true' : 'false' },
    // What it is shows in its bytes.
    upload: { bytes: file.bytes, mediaType: isZip(file.bytes) ? xlsxType : 'text/csv' },
  } as const;
  const options = { ...callOptions(visit.form), timeoutMs: importTimeoutMs };
  const imported = async () =>
    kind === 'register'
      ? (await maintenance.importProperties(request, options)).body
      : (await maintenance.importJobs(request, options)).body;
  let refused: ImportResult | undefined;
  const outcome = await attempted(() =>
    imported().catch((error: unknown) => {
      refused = resultIn(error);
      throw error;
    }),
  );
  return outcome.ok ? again(noErrors, outcome.value) : again(outcome.errors, refused);
}

const aboutFile = (text: string): FormErrors => ({ fields: { file: text }, general: [] });
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** A refused import says what a dry run would have said. */
function resultIn(error: unknown): ImportResult | undefined {
  if (!(error instanceof ProblemError) || error.problem.code !== 'rows_not_valid') return undefined;
  return importResult.safeParse(error.problem.facts).data;
}

export const registerRoutes: readonly Route[] = [
  page('/eiendom', showRegister),
  page('/eiendom/import', (visit) => showImport(visit)),
  receiver('/eiendom/import', importFile, { filesMax: 1, bytesMax: importBytesMax }),
  page('/eiendom/eksport', exportRegister),
  ...registerEditRoutes,
  page('/eiendommer/:propertyId', showProperty),
  page('/bygninger/:buildingId', showBuilding),
];
