import { describe, expect, test } from '@jest/globals';
import { packageMeasures, parts, points, thePackage } from './crisisPackage.ts';
import {
  budgetTotals,
  climateFunds,
  externalInfrastructure,
  focusAreas,
  investmentCategories,
  maintenanceMentions,
  programmes,
  projects,
} from './fourYearProgramme.ts';
import { areas, businessPolicy, decisions, keyFigures, partners, volunteerCentres } from './municipality.ts';
import { buildingEntries, frameEntries, measureEntries } from './portfolio.ts';
import { sources } from './sources.ts';

const million = 1_000_000_00;
const groups = {
  package: [thePackage],
  parts,
  packageMeasures,
  points,
  budgetTotals,
  investmentCategories,
  projects,
  externalInfrastructure,
  climateFunds,
  maintenanceMentions,
  volunteerCentres,
  partners,
  decisions,
  programmes,
  focusAreas,
  areas,
  businessPolicy,
  keyFigures,
};

describe('the facts', () => {
  test('are as many as the documents give', () => {
    const counts = Object.fromEntries(Object.entries(groups).map(([name, facts]) => [name, facts.length]));
    expect(counts).toEqual({
      package: 1,
      parts: 3,
      packageMeasures: 7,
      points: 10,
      budgetTotals: 2,
      investmentCategories: 5,
      projects: 13,
      externalInfrastructure: 3,
      climateFunds: 1,
      maintenanceMentions: 3,
      volunteerCentres: 3,
      partners: 11,
      decisions: 9,
      programmes: 3,
      focusAreas: 5,
      areas: 5,
      businessPolicy: 3,
      keyFigures: 6,
    });
  });

  test('have an id of their own each, and name the document that they stand in', () => {
    const all = Object.values(groups).flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const documents: readonly string[] = Object.values(sources);
    expect(documents).toHaveLength(5);
    expect(all.filter(({ source }) => !documents.includes(source))).toEqual([]);
  });

  test('have the amounts of the documents, and none where these give none', () => {
    expect(parts.map(({ amountOre }) => amountOre)).toEqual([23 * million, 50 * million, null]);
    expect(investmentCategories.map(({ amountOre }) => amountOre)).toEqual([
      2000 * million,
      1700 * million,
      480 * million,
      700 * million,
      415 * million,
    ]);
    expect(budgetTotals.map(({ amountOre }) => amountOre)).toEqual([9200 * million, 9400 * million]);
    expect(climateFunds.map(({ amountOre }) => amountOre)).toEqual([32 * million]);
    for (const { amountOre } of [...packageMeasures, ...projects]) expect(amountOre).toBeNull();
  });

  test('number the ten points from 1 to 10', () => {
    expect(points.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('the frames', () => {
  const byKey = new Map(frameEntries.map(({ key, body }) => [key, body]));

  test('are the two parts that were decided, and six that were proposed', () => {
    const standings = frameEntries.map(({ body }) => body.standing);
    expect(standings.filter((standing) => standing === 'decided')).toHaveLength(2);
    expect(standings.filter((standing) => standing === 'proposed')).toHaveLength(6);
  });

  test('of the package say who decided and on what day, and leave the year and the case number open', () => {
    expect(byKey.get('strakstiltak')).toMatchObject({
      amountOre: 23 * million,
      amountQualifier: 'exact',
      decision: { body: 'Formannskapet', date: null, caseNumber: null, dateText: '15. april' },
    });
    expect(byKey.get('stimuleringstiltak')).toMatchObject({
      amountOre: 50 * million,
      amountQualifier: 'upTo',
    });
    expect(byKey.has('opptrappingstiltak')).toBe(false);
  });

  test('that are proposed sum to 5.327 billion kroner, and the chief executive proposes them', () => {
    const proposed = frameEntries.filter(({ body }) => body.standing === 'proposed');
    expect(proposed.reduce((sum, { body }) => sum + body.amountOre, 0)).toBe(5327 * million);
    expect(new Set(proposed.map(({ body }) => body.decision.body))).toEqual(new Set(['Rådmannen']));
  });
});

describe('the measures', () => {
  test('are 7 of the package, 13 projects, 2 planned volunteer centres and the maintenance of point 1', () => {
    expect(measureEntries).toHaveLength(23);
    expect(new Set(measureEntries.map(({ key }) => key)).size).toBe(23);
  });

  test('draw on a frame that is there', () => {
    const frames = frameEntries.map(({ key }) => key);
    const named = measureEntries.flatMap(({ frame }) => frame ?? []);
    expect(named).toHaveLength(7 + 11);
    expect(named.filter((key) => !frames.includes(key))).toEqual([]);
  });

  test('are filed under a point only where the documents do so', () => {
    expect(measureEntries.filter(({ body }) => body.points.length > 0)).toMatchObject([
      { key: 'vedlikehold-punkt-1', body: { points: [1] } },
    ]);
  });
});

test('the buildings are the ten that the documents name, without address and cadastral number', () => {
  expect(buildingEntries.map(({ body }) => body.name)).toEqual([
    'Emma hjort barneskole',
    'Storøya skole',
    'Ny Levre barneskole',
    'Bekkestua ungdomsskole',
    'Eikeli barneskole',
    'Eiksmarka barneskole',
    'Lindelia sykehjem',
    'Ny Nadderud stadion',
    'Svømmehall på Rud',
    'Rykkinn fritidshus',
  ]);
  for (const { body } of buildingEntries) expect(body).toMatchObject({ address: null, matrikkel: null });
});
