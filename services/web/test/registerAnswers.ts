import { hostile, id, list, one } from './answers.ts';

const building = {
  buildingId: id,
  name: hostile,
  address: hostile,
  matrikkel: null,
  areaId: null,
  source: null,
  propertyId: id,
  reference: hostile,
  buildingNumber: hostile,
  coordinates: { latitude: 59.9, longitude: 10.5 },
  floorAreaM2: 12.5,
  use: hostile,
};

const property = {
  propertyId: id,
  name: hostile,
  reference: hostile,
  matrikkelIds: [{ text: hostile, validFrom: '2020-01-01', validTo: null }],
};

const room = { roomId: id, buildingId: id, number: hostile, name: hostile, areaM2: 1, use: hostile };

const importResult = {
  dryRun: true,
  rows: 2,
  added: 1,
  changed: 0,
  unchanged: 0,
  badRows: 1,
  problems: [{ line: 2, column: hostile, code: 'missing', detail: hostile, value: hostile }],
  ignoredColumns: [hostile],
};

/** What maintenance answers about properties, buildings and rooms. */
export const registerAnswers = {
  listBuildings: list(building),
  getBuilding: one(building),
  listProperties: list(property),
  getProperty: one(property),
  listRooms: list(room),
  getRoom: one(room),
  importProperties: one(importResult),
  exportProperties: one({ bytes: Buffer.from('a;b'), mediaType: 'text/csv', name: hostile }),
};
