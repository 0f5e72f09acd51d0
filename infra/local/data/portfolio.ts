import type { OperationRequest } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { projectsOperations } from '@tiltak/contracts/projects';
import { type Part, packageMeasures, parts, points } from './crisisPackage.ts';
import {
  type BudgetTotal,
  climateFunds,
  type InvestmentCategory,
  investmentCategories,
  maintenanceMentions,
  type Project,
  projects,
} from './fourYearProgramme.ts';
import { decisions, volunteerCentres } from './municipality.ts';

type FrameBody = OperationRequest<(typeof projectsOperations)['decideFrame']>['body'];
type MeasureBody = OperationRequest<(typeof projectsOperations)['createMeasure']>['body'];
type BuildingBody = OperationRequest<(typeof maintenanceOperations)['addBuilding']>['body'];

/** A frame to register; `key` tells it apart for ever, in data and in idempotency keys. */
export type FrameEntry = { readonly key: string; readonly body: FrameBody };
/** A measure to register, with the key of its frame. */
export type MeasureEntry = {
  readonly key: string;
  readonly frame: string | null;
  readonly body: Omit<MeasureBody, 'frameId'>;
};
export type BuildingEntry = { readonly key: string; readonly body: BuildingBody };

/** What the sources say of a decision: of no one here do they give the full date or the case number. */
function decisionOf(decisionId: string): FrameBody['decision'] {
  const decision = decisions.find(({ id }) => id === decisionId);
  if (!decision) throw new Error(`the data hold no decision ${decisionId}`);
  return { body: decision.body, date: null, caseNumber: null, dateText: decision.dateText };
}

/**
 * The frames: the package's parts that have an amount are decided; the programme's categories and its climate fund are
 * what the chief executive (rådmannen) proposed.
 */
export const frameEntries: readonly FrameEntry[] = [
  ...parts.flatMap(frameOfPart),
  ...investmentCategories.map((one) => frameOfProgramme(one, one.name)),
  ...climateFunds.map((one) => frameOfProgramme(one, null)),
];

function frameOfPart({ id, name, amountOre, amountQualifier, periodText, source }: Part): FrameEntry[] {
  if (amountOre === null || amountQualifier === null) return [];
  const body: FrameBody = {
    name,
    amountOre,
    amountQualifier,
    standing: 'decided',
    decision: decisionOf('vedtak-formannskapet-15-april'),
    part: id as NonNullable<FrameBody['part']>,
    periodText,
    source,
  };
  return [{ key: id, body }];
}

function frameOfProgramme(fact: InvestmentCategory | BudgetTotal, category: string | null): FrameEntry {
  const { id, name, amountOre, amountQualifier, yearFrom, yearTo, source } = fact;
  if (amountOre === null || amountQualifier === null) throw new Error(`${id} has no amount to propose`);
  const periodText = `${yearFrom}–${yearTo}`;
  return {
    key: id,
    body: {
      name,
      amountOre,
      amountQualifier,
      standing: 'proposed',
      decision: decisionOf('forslag-hp-2018-2021'),
      category,
      periodText,
      source,
    },
  };
}

/**
 * The measures: those of the package, the programme's projects, the volunteer centres that are planned (one exists
 * already), and the maintenance that the sources put under a point: the only filing under a point that they say.
 */
export const measureEntries: readonly MeasureEntry[] = [
  ...packageMeasures.map(
    ({ id, name, part, source }): MeasureEntry => ({
      key: id,
      frame: part,
      body: { name, part: part as NonNullable<MeasureBody['part']>, points: [], source },
    }),
  ),
  ...projects.map(measureOfProject),
  ...volunteerCentres
    .filter(({ status }) => status === 'planned')
    .map(
      ({ id, name, area, source }): MeasureEntry => ({
        key: id,
        frame: null,
        body: { name, part: null, points: [], areaId: area, source },
      }),
    ),
  ...maintenanceMentions.flatMap(({ id, partOf, source }): MeasureEntry[] => {
    const point = points.find((one) => one.id === partOf);
    if (!point) return [];
    return [{ key: id, frame: null, body: { name: point.name, part: null, points: [point.number], source } }];
  }),
];

function measureOfProject({ id, name, category, area, completion, source }: Project): MeasureEntry {
  const categoryName = investmentCategories.find((one) => one.id === category)?.name ?? null;
  const description = completion && `Ferdigstilling ifølge kilden: ${completion.text}.`;
  return {
    key: id,
    frame: category,
    body: { name, part: null, points: [], category: categoryName, areaId: area, description, source },
  };
}

/** Kinds of projects that are one building; the others are groups of them, or no buildings. */
const buildingKinds = ['school', 'nursingHome', 'stadium', 'swimmingHall'];

/** The buildings that the sources name. They give no address and no cadastral number of any. */
export const buildingEntries: readonly BuildingEntry[] = [
  ...projects
    .filter(({ kind }) => buildingKinds.includes(kind))
    .flatMap(({ id, name, alternatives, area, source }) =>
      alternatives.length === 0
        ? [buildingOf(id, name, area, source)]
        : alternatives.map((one, at) => buildingOf(`${id}-${at + 1}`, one, area, source)),
    ),
  ...volunteerCentres.flatMap(({ id, venue, area, source }) =>
    venue === null ? [] : [buildingOf(`${id}-lokale`, venue, area, source)],
  ),
];

function buildingOf(key: string, name: string, areaId: string | null, source: string): BuildingEntry {
  return { key, body: { name, address: null, matrikkel: null, areaId, source } };
}
