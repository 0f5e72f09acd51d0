import {
  type Called,
  type Choosable,
  choiceSearch,
  choosable,
  known,
  leftOutText,
  type Wanted,
} from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { pageLimit, type Services } from '../services.ts';
import type { Building } from '../words/register.ts';
import { searchOf } from './search.ts';

/** The buildings that a form offers to choose from. */
export type BuildingChoice = Choosable<Building>;

/** All buildings, or those that somebody looks for, so that any can be chosen however many there are. */
export const buildingChoice = (
  { maintenance }: Pick<Services, 'maintenance'>,
  wanted: Wanted,
): Promise<BuildingChoice> =>
  choosable(
    {
      list: (sought, cursor) =>
        maintenance.listBuildings({ query: { ...searchOf(sought), cursor, limit: pageLimit } }),
      get: buildingBy(maintenance),
      idOf: ({ buildingId }) => buildingId,
    },
    wanted,
  );

const buildingBy = (maintenance: Services['maintenance']) => (buildingId: string) =>
  maintenance.getBuilding({ params: { buildingId } });

/** The names of buildings by their ids, also of those that a list of all would leave out. */
export async function buildingNames(
  { maintenance }: Pick<Services, 'maintenance'>,
  buildingIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([...new Set(buildingIds)].map((id) => known(buildingBy(maintenance), id)));
  return new Map(
    found.flatMap((building) => (building ? [[building.buildingId, building.name] as const] : [])),
  );
}

const called: Called = {
  ...{ id: 'bygning', query: 'sok', all: 'bygningene' },
  label: 'Finn bygning etter navn, adresse, matrikkel eller bygningsnummer',
};

/** The search beside a list of buildings that can't hold all; see `choiceSearch`. */
export const buildingSearch = (
  action: string,
  choice: Pick<BuildingChoice, 'isWhole' | 'sought'>,
): Html | undefined => choiceSearch(action, choice, called);

/** What a list that leaves buildings out says of it where there is no search beside it. */
export const othersText = `${leftOutText(called)} Bestillinger i de andre finner du fra bygningens side under Eiendom.`;
