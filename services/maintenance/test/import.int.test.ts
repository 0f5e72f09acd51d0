import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProblemError } from '@tiltak/http/client';
import readExcelFile from 'read-excel-file/node';
import { type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const csv = (text: string) => ({ bytes: Buffer.from(text), mediaType: 'text/csv' });
const importing = async (text: string, dryRun = false) =>
  (
    await scene.officer.importProperties({
      query: { dryRun: dryRun ? 'true' : 'false' },
      upload: csv(text),
    })
  ).body;
/** What is in the register, by the number of each kind's events. */
const size = async () => {
  const { journal } = maintenance.store;
  const kinds = ['properties', 'buildings', 'rooms', 'jobs'];
  return await Promise.all(kinds.map((kind) => journal.countDocuments({ kind })));
};

const head = 'Type;Eiendomsnummer;Bygnings-ID;Bygningsnummer;Romnummer;Navn;Adresse;Matrikkel;Areal;Bruk\n';
const school = `${head}Eiendom;E-1;;;;Rykkinn;;0219-94/12; 3201-94/12;;
Eiendom;E-2;;;;Levre;;3201-21/7;;
Bygning;E-1;B-1;300111222;;Rykkinn skole;"Leirveien 10
1349 Rykkinn";3201-94/12;4321,5;Skole
Bygning;;;300111333;;=cmd|' /C calc'!A0;;;;
Rom;;B-1;;101;Klasserom;;;61,2;Undervisning
Rom;;;300111333;101;;;;;
`.replace('0219-94/12; 3201-94/12', '"0219-94/12; 3201-94/12"');

test('a dry run says what would come of a file and changes nothing; importing it does that, and once more nothing', async () => {
  const before = await size();
  const expected = {
    rows: 6,
    added: 6,
    changed: 0,
    unchanged: 0,
    badRows: 0,
    problems: [],
    ignoredColumns: [],
  };
  expect(await importing(school, true)).toEqual({ dryRun: true, ...expected });
  expect(await size()).toEqual(before);
  expect(await importing(school)).toEqual({ dryRun: false, ...expected });
  const after = await size();
  expect(await importing(school)).toEqual({ dryRun: false, ...expected, added: 0, unchanged: 6 });
  expect(await size()).toEqual(after);

  const { officer } = scene;
  const { items } = (await officer.listBuildings({ query: { reference: 'B-1' } })).body;
  expect(items).toMatchObject([
    { name: 'Rykkinn skole', address: 'Leirveien 10\n1349 Rykkinn', floorAreaM2: 4321.5, use: 'Skole' },
  ]);
  const { body: old } = await officer.listBuildings({ query: { matrikkel: '0219-94/12' } });
  expect(old.items).toEqual(items);
  const rooms = await officer.listRooms({ params: { buildingId: items[0]!.buildingId } });
  expect(rooms.body.items).toMatchObject([{ number: '101', name: 'Klasserom', areaM2: 61.2 }]);
});

test('a later file changes what its columns say, and leaves the rest', async () => {
  const changes =
    'Type,Bygningsnummer,Navn\nBygning,300111222,Rykkinn barneskole\nBygning,300999888,Ny bod\n';
  expect(await importing(changes)).toMatchObject({ added: 1, changed: 1, unchanged: 0 });
  const { body } = await scene.officer.listBuildings({ query: { buildingNumber: '300111222' } });
  expect(body.items).toMatchObject([{ name: 'Rykkinn barneskole', floorAreaM2: 4321.5, reference: 'B-1' }]);
  await importing(school);
});

test('every bad row is listed with its line, column and reason, and the whole file is refused', async () => {
  const bad = `${head}Bygning;E-404;B-9;;;Garasje;;;;
Rom;;B-404;;1;;;;;
Bygning;;B-10;;;Bod;;;mye;
Rom;;B-10;;1;;;;;
Eiendom;E-1;;;;"Rykkinn
to";;;;
Eiendom;E-1;;;;Rykkinn igjen;;;;
Bygning;;B-1;300111333;;Feil nummer;;;;
Rom;;B-11;;1;;;;;
Bygning;;B-11;;;Står for langt nede;;;;
`;
  const before = await size();
  const dry = await importing(bad, true);
  expect(dry).toMatchObject({ rows: 9, badRows: 6, added: 2, changed: 1 });
  expect(dry.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 'Eiendomsnummer', 'not_found'],
    [3, 'Bygnings-ID', 'not_found'],
    [4, 'Areal (m²)', 'not_a_number'],
    [8, 'Eiendomsnummer', 'twice'],
    [9, 'Bygningsnummer', 'taken'],
    [10, 'Bygnings-ID', 'not_found'],
  ]);
  const refused = await importing(bad).catch((error: ProblemError) => error);
  expect(refused).toMatchObject({
    status: 422,
    problem: { code: 'rows_not_valid', facts: { badRows: 6, problems: dry.problems } },
  });
  expect(await size()).toEqual(before);
});

test('of many bad rows all are counted and the first are listed', async () => {
  const many = `${head}${'Bygning;;B-77;;;x;;;mye;\n'.repeat(1000)}`;
  const dry = await importing(many, true);
  expect(dry).toMatchObject({ rows: 1000, badRows: 1000 });
  expect(dry.problems).toHaveLength(200);
});

test.each(['csv', 'xlsx'] as const)('what is exported as %s is imported again unchanged', async (format) => {
  const { officer } = scene;
  await officer.addBuilding({
    body: {
      name: '+47 Øst; "nord"',
      address: "'=1\nto",
      matrikkel: null,
      coordinates: { latitude: 59.91273, longitude: 10.74609 },
    },
  });
  const { body: file } = await officer.exportProperties({ query: { format } });
  expect(file.name).toMatch(new RegExp(`^eiendomsregister-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
  if (format === 'csv') expect(Buffer.from(file.bytes.slice(0, 3))).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  else expect((await readExcelFile(Buffer.from(file.bytes)))[0]).toMatchObject({ sheet: 'Eiendomsregister' });
  const before = await size();
  const { bytes, mediaType } = file;
  const { body } = await officer.importProperties({ upload: { bytes, mediaType } });
  expect(body).toMatchObject({ added: 0, changed: 0, badRows: 0 });
  expect(body.unchanged).toBeGreaterThan(6);
  expect(await size()).toEqual(before);
});

test('the same request again is answered as the first was, and another file under its key is refused', async () => {
  const once = (name: string) =>
    scene.officer.importProperties(
      { upload: csv(`${head}Bygning;;B-50;;;${name};;;;\n`) },
      { idempotencyKey: 'import-of-b-50' },
    );
  expect((await once('Hytta')).body).toMatchObject({ added: 1 });
  expect((await once('Hytta')).body).toMatchObject({ added: 1 });
  await expect(once('Stua')).rejects.toMatchObject({ problem: { code: 'idempotency_key_reused' } });
});

test.each([
  ['no table', 'file_not_readable', Buffer.from([0, 1, 2, 3])],
  ['other columns', 'columns_missing', Buffer.from('Navn;Adresse\nx;y\n')],
  ['nothing but blanks', 'file_not_readable', Buffer.from(' \n;;\n')],
])('a file with %s is refused as %s', async (_what, code, bytes) => {
  const upload = { bytes, mediaType: 'text/csv' };
  for (const dryRun of ['true', 'false'] as const)
    await expect(scene.officer.importProperties({ query: { dryRun }, upload })).rejects.toMatchObject({
      status: 422,
      problem: { code },
    });
});

test('only officers import', async () => {
  const upload = csv(school);
  for (const role of ['project.owner', 'contractor-1', 'auditor'])
    await expect(maintenance.as(role).importProperties({ upload })).rejects.toMatchObject({ status: 403 });
  await expect(maintenance.as('contractor-1').exportProperties()).rejects.toMatchObject({ status: 403 });
});

test('jobs are registered from a file once, with their room and the urgency of their grades', async () => {
  const { officer } = scene;
  const table = `Referanse,Bygning,Romnummer,Tittel,Beskrivelse,Bygningsdel,Tilstandsgrad,Konsekvensgrad
A-1,B-1,101,Taket lekker,"Drypper, ved vinduet",26,TG3,KG3
,rykkinn skole,,Vask fasade,,23,,
A-2,300111333,,Maling,,,,
`;
  const importJobs = async (text: string, dryRun: 'true' | 'false' = 'false') =>
    (await officer.importJobs({ query: { dryRun }, upload: csv(text) })).body;
  expect(await importJobs(table, 'true')).toMatchObject({ added: 3, badRows: 0 });
  expect(await importJobs(table)).toMatchObject({ added: 3 });
  expect(await importJobs(table)).toMatchObject({ added: 0, unchanged: 3 });
  const { body } = await officer.listJobs({ query: { words: 'lekker' } });
  expect(body.items).toMatchObject([
    { title: 'Taket lekker', urgency: 'immediate', buildingPart: '26', roomId: expect.any(String) },
  ]);
  const bad = await importJobs(
    'Referanse;Bygning;Romnummer;Tittel\nA-1;B-1;;Noe annet\nA-9;Slottet;;x\nA-8;B-1;999;x\n',
    'true',
  );
  expect(bad.problems).toMatchObject([
    { line: 2, column: 'Referanse', code: 'taken' },
    { line: 3, column: 'Bygning', code: 'not_found' },
    { line: 4, column: 'Romnummer', code: 'not_found' },
  ]);
});
