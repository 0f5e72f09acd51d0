import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords, sortName } from '@tiltak/store/words';
import { type Key, roomKey } from '../keys.ts';
import { isSame } from '../same.ts';

export type RoomFields = {
  /** As the door has it. */
  readonly number: string;
  readonly name: string | null;
  readonly areaM2: number | null;
  readonly use: string | null;
};
type OfBuilding = RoomFields & { readonly buildingId: string };

export type Room =
  | { readonly status: 'none' }
  | (OfBuilding & {
      readonly status: 'added';
      /** The number as lists are sorted by it. */
      readonly sortName: string;
      /** What it is found by. */
      readonly words: readonly string[];
    });
export type RoomCommand =
  | { readonly type: 'add'; readonly buildingId: string; readonly room: RoomFields }
  | { readonly type: 'change'; readonly room: RoomFields };
export type RoomEvent = DomainEvent<'RoomAdded', OfBuilding> | DomainEvent<'RoomChanged', OfBuilding>;

/** Throws `wrong_state` or `not_found`. A room stays in its building; a change to what it is leads to nothing. */
function decide(command: RoomCommand, state: Room): readonly RoomEvent[] {
  if (command.type === 'add') {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The room is there already.');
    return [{ type: 'RoomAdded', data: ofBuilding(command.buildingId, command.room) }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such room.');
  const data = ofBuilding(state.buildingId, command.room);
  return isSame(ofBuilding(state.buildingId, state), data) ? [] : [{ type: 'RoomChanged', data }];
}

const ofBuilding = (buildingId: string, { number, name, areaM2, use }: RoomFields): OfBuilding => ({
  buildingId,
  number,
  name,
  areaM2,
  use,
});

/** What no other room may have. */
export const keysOfRoom = ({
  buildingId,
  number,
}: Pick<OfBuilding, 'buildingId' | 'number'>): readonly Key[] => [roomKey(buildingId, number)];

/** A room (rom) of a building. */
export const rooms: Aggregate<RoomCommand, RoomEvent, Room> = {
  kind: 'rooms',
  indexes: [
    { 'state.buildingId': 1, 'state.sortName': 1, _id: 1 },
    { 'state.buildingId': 1, 'state.words': 1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve: (_state, { data }) => ({
    status: 'added',
    ...data,
    sortName: sortName(data.number),
    words: searchWords(data.number, data.name, data.use),
  }),
};
