import { attempted, type FormErrors, readForm } from '../form.ts';
import { blank, callOptions, type Filled, versionField } from '../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingAddress, propertyAddress } from '../words/register.ts';
import { buildingForm, buildingSheet } from './buildingSheet.ts';
import { propertyChoice } from './propertyChoice.ts';
import { propertyForm, propertySheet } from './propertySheet.ts';
import { roomForm, roomSheet } from './roomSheet.ts';

/** The form as it was sent, to be mended. */
const sent = (visit: SignedInVisit, errors: FormErrors): Filled => ({
  form: 'felt',
  entered: visit.form,
  errors,
});
const empty = blank('felt');

/** Where somebody else has changed the thing meanwhile, that is what has to be looked at, and not what was written. */
const upToDate = (filled: Filled, version: string | undefined): Filled =>
  filled.entered.size > 0 && filled.entered.get(versionField) !== version
    ? { ...filled, entered: new Map() }
    : filled;

async function showProperty(visit: SignedInVisit, propertyId?: string, filled = empty): Promise<Page> {
  if (propertyId === undefined)
    return propertySheet(visit, { property: undefined, version: undefined, filled });
  const { body: property, etag } = await visit.api.maintenance.getProperty({ params: { propertyId } });
  return propertySheet(visit, { property, version: etag, filled: upToDate(filled, etag) });
}

async function saveProperty(visit: SignedInVisit, propertyId?: string): Promise<Reply> {
  const refused = (errors: FormErrors) => showProperty(visit, propertyId, sent(visit, errors));
  const read = readForm(propertyForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const { maintenance } = visit.api;
  const options = callOptions(visit.form);
  const saved = await attempted(async () =>
    propertyId === undefined
      ? maintenance.addProperty({ body: read.value }, options)
      : maintenance.changeProperty({ params: { propertyId }, body: read.value }, options),
  );
  if (!saved.ok) return refused(saved.errors);
  return { redirect: `${propertyAddress(saved.value.body.propertyId)}?utfort=lagret` };
}

async function showBuilding(visit: SignedInVisit, buildingId?: string, filled = empty): Promise<Page> {
  const { maintenance } = visit.api;
  const known =
    buildingId === undefined ? undefined : await maintenance.getBuilding({ params: { buildingId } });
  const shown = known ? upToDate(filled, known.etag) : filled;
  const stated = known ? known.body.propertyId : visit.query.get('eiendom');
  const properties = await propertyChoice(visit.api, {
    chosenId: (shown.entered.size > 0 ? shown.entered.get('propertyId') : stated) ?? undefined,
    sought: visit.query.get('sok'),
  });
  return buildingSheet(visit, {
    ...{ building: known?.body, version: known?.etag, properties, filled: shown },
  });
}

async function saveBuilding(visit: SignedInVisit, buildingId?: string): Promise<Reply> {
  const refused = (errors: FormErrors) => showBuilding(visit, buildingId, sent(visit, errors));
  const read = readForm(buildingForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const { latitude, longitude, ...fields } = read.value;
  if ((latitude === null) !== (longitude === null)) {
    const missing = latitude === null ? 'latitude' : 'longitude';
    return refused({ fields: { [missing]: 'Skriv både breddegrad og lengdegrad.' }, general: [] });
  }
  const coordinates = latitude === null || longitude === null ? null : { latitude, longitude };
  const { maintenance } = visit.api;
  const options = callOptions(visit.form);
  const saved = await attempted(async () => {
    if (buildingId === undefined)
      return maintenance.addBuilding({ body: { ...fields, coordinates } }, options);
    // What the form doesn't show stays as it is; the version sees to it that it is of what the person saw.
    const { areaId, source } = (await maintenance.getBuilding({ params: { buildingId } })).body;
    const body = { ...fields, coordinates, areaId, source };
    return maintenance.changeBuilding({ params: { buildingId }, body }, options);
  });
  if (!saved.ok) return refused(saved.errors);
  return { redirect: `${buildingAddress(saved.value.body.buildingId)}?utfort=lagret` };
}

async function showNewRoom(visit: SignedInVisit, filled = empty): Promise<Page> {
  const params = { buildingId: visit.params.buildingId! };
  const { body: building } = await visit.api.maintenance.getBuilding({ params });
  return roomSheet(visit, { building, room: undefined, version: undefined, filled });
}

async function showRoom(visit: SignedInVisit, filled = empty): Promise<Page> {
  const { maintenance } = visit.api;
  const params = { roomId: visit.params.roomId! };
  const { body: room, etag } = await maintenance.getRoom({ params });
  const { body: building } = await maintenance.getBuilding({ params: { buildingId: room.buildingId } });
  return roomSheet(visit, { building, room, version: etag, filled: upToDate(filled, etag) });
}

async function addRoom(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showNewRoom(visit, sent(visit, errors));
  const read = readForm(roomForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const params = { buildingId: visit.params.buildingId! };
  const added = await attempted(() =>
    visit.api.maintenance.addRoom({ params, body: read.value }, callOptions(visit.form)),
  );
  return added.ok ? afterRoom(params.buildingId) : refused(added.errors);
}

async function changeRoom(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showRoom(visit, sent(visit, errors));
  const read = readForm(roomForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const params = { roomId: visit.params.roomId! };
  const changed = await attempted(() =>
    visit.api.maintenance.changeRoom({ params, body: read.value }, callOptions(visit.form)),
  );
  return changed.ok ? afterRoom(changed.value.body.buildingId) : refused(changed.errors);
}

const afterRoom = (buildingId: string): Reply => ({
  redirect: `${buildingAddress(buildingId)}?utfort=rom`,
});

/** The pages on which people keep the register: `/ny` comes before what would take it for an id. */
export const registerEditRoutes: readonly Route[] = [
  page('/eiendommer/ny', (visit) => showProperty(visit)),
  receiver('/eiendommer/ny', (visit) => saveProperty(visit)),
  page('/eiendommer/:propertyId/endre', (visit) => showProperty(visit, visit.params.propertyId)),
  receiver('/eiendommer/:propertyId/endre', (visit) => saveProperty(visit, visit.params.propertyId)),
  page('/bygninger/ny', (visit) => showBuilding(visit)),
  receiver('/bygninger/ny', (visit) => saveBuilding(visit)),
  page('/bygninger/:buildingId/endre', (visit) => showBuilding(visit, visit.params.buildingId)),
  receiver('/bygninger/:buildingId/endre', (visit) => saveBuilding(visit, visit.params.buildingId)),
  page('/bygninger/:buildingId/rom/nytt', (visit) => showNewRoom(visit)),
  receiver('/bygninger/:buildingId/rom/nytt', addRoom),
  page('/rom/:roomId/endre', (visit) => showRoom(visit)),
  receiver('/rom/:roomId/endre', changeRoom),
];
