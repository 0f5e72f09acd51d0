import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** A cadastral unit (matrikkelenhet). */
export type Matrikkel = {
  readonly municipalityNumber: string;
  readonly gnr: number;
  readonly bnr: number;
  readonly fnr?: number | undefined;
  readonly snr?: number | undefined;
};

export type BuildingFields = {
  readonly name: string;
  readonly address: string | null;
  readonly matrikkel: Matrikkel | null;
  readonly areaId: string | null;
  readonly source: string | null;
};

export type Building =
  | { readonly status: 'none' }
  | (BuildingFields & {
      readonly status: 'added';
      /** The name as lists are sorted by it. */
      readonly sortName: string;
    });
export type AddBuilding = { readonly type: 'add'; readonly building: BuildingFields };
export type BuildingAdded = DomainEvent<'BuildingAdded', BuildingFields>;

/** A building (bygning) of the property register. */
export const buildings: Aggregate<AddBuilding, BuildingAdded, Building> = {
  kind: 'buildings',
  indexes: [{ 'state.sortName': 1, _id: 1 }],
  initial: { status: 'none' },
  decide({ building }, state) {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The building is there already.');
    return [{ type: 'BuildingAdded', data: building }];
  },
  evolve: (_state, { data }) => ({ status: 'added', ...data, sortName: sortName(data.name) }),
};

/** Sorts by code point as the Norwegian alphabet does: no capitals, and æ, ø, å last. */
const sortName = (name: string): string => name.toLocaleLowerCase('nb').replaceAll('å', '\u00ff');

/** A cadastral unit as it is written: `3201-10/25`, with the lease (feste) and section numbers where there are any. */
export function matrikkelText({ municipalityNumber, gnr, bnr, fnr, snr }: Matrikkel): string {
  const lease = snr !== undefined ? `/${fnr ?? 0}/${snr}` : fnr !== undefined ? `/${fnr}` : '';
  return `${municipalityNumber}-${gnr}/${bnr}${lease}`;
}
