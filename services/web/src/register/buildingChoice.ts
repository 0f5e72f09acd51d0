import { ProblemError } from '@tiltak/http/client';
import { type Html, html } from '../html/html.ts';
import { allAndMore, allMax, pageLimit, type Services } from '../services.ts';
import type { Building } from '../words/register.ts';
import { searchOf } from './search.ts';

/** The buildings that a form offers to choose from. */
export type BuildingChoice = {
  /** The one that is chosen is among them, whatever was looked for. */
  readonly buildings: readonly Building[];
  /** What was looked for; empty: all that there are. */
  readonly sought: string;
  /** Whether nothing that fits was left out. */
  readonly isWhole: boolean;
};

/** All buildings, or those that somebody looks for, so that any can be chosen however many there are. */
export async function buildingChoice(
  { maintenance }: Pick<Services, 'maintenance'>,
  { chosenId, sought = '' }: { readonly chosenId?: string | undefined; readonly sought?: string | undefined },
): Promise<BuildingChoice> {
  const { items, isWhole } = await allAndMore((cursor) =>
    maintenance.listBuildings({ query: { ...searchOf(sought), cursor, limit: pageLimit } }),
  );
  const isThere = !chosenId || items.some(({ buildingId }) => buildingId === chosenId);
  const chosen = isThere ? undefined : await known(maintenance, chosenId);
  return { buildings: chosen ? [chosen, ...items] : items, sought: sought.trim(), isWhole };
}

/** Undefined where there is no such building, which whoever wrote the address may have made up. */
async function known(maintenance: Services['maintenance'], buildingId: string) {
  try {
    return (await maintenance.getBuilding({ params: { buildingId } })).body;
  } catch (error) {
    if (error instanceof ProblemError && [400, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** The names of buildings by their ids, also of those that a list of all would leave out. */
export async function buildingNames(
  { maintenance }: Pick<Services, 'maintenance'>,
  buildingIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([...new Set(buildingIds)].map((id) => known(maintenance, id)));
  return new Map(
    found.flatMap((building) => (building ? [[building.buildingId, building.name] as const] : [])),
  );
}

/** Where a list can't hold all buildings: what it holds, and a search that narrows it. */
export function buildingSearch(
  action: string,
  { isWhole, sought }: Pick<BuildingChoice, 'isWhole' | 'sought'>,
): Html | undefined {
  if (isWhole && sought === '') return undefined;
  return html`<form class="search" method="get" action="${action}" role="search">
<label for="finn-bygning">Finn bygning etter navn, adresse, matrikkel eller bygningsnummer</label>
<span><input id="finn-bygning" name="sok" type="search" value="${sought}" maxlength="200"><button>Finn</button></span>
${isWhole ? html`<p class="hint">Listen viser bygningene som passer. <a href="${action}">Vis alle</a></p>` : html`<p class="hint">${leftOutText}</p>`}
</form>`;
}

/** What a list that leaves buildings out says of it. */
const leftOutText = `Listen viser de første ${allMax} bygningene.`;

/** The same where there is no search beside it. */
export const othersText = `${leftOutText} Bestillinger i de andre finner du fra bygningens side under Eiendom.`;
