import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { caseScene, inDays } from './caseScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const { officer, specified, published, supplierOf } = caseScene(() => procurement);
const opening = {
  notice: 'Vi vil høre hva som finnes.',
  needByFunction: 'Taket skal holde tett i tretti år.',
};
const text = 'Tegl varer lengst, sa begge.';

test('what was said in a market dialogue is for all to read once the competition is published, and for nobody before', async () => {
  const params = await specified();
  await officer().openMarketDialogue({ params, body: opening });
  expect((await officer().getProcurement({ params })).body.status).toBe('market_dialogue');
  const startsAt = new Date(Date.now() + 700).toISOString();
  const meeting = { title: 'Dialogkonferanse', startsAt, place: 'Rådhuset' };
  const { body: announced } = await officer().announceMeeting({ params, body: meeting });
  // That there is a dialogue, and when, is for all from the first moment.
  const { body: seen } = await procurement.as().getMarketDialogue({ params });
  expect(seen).toMatchObject({ ...opening, status: 'open', meetings: [meeting] });

  const { meetingId } = announced;
  const write = () =>
    officer().recordDialogueNote({ params, body: { meetingId, participants: ['Prøve AS'], text } });
  const publish = () => officer().publishProcurement({ params, body: { bidsDeadline: inDays(90) } });
  // The meeting has been by then, and nobody has written about it.
  await eventually(async () => {
    expect(Date.now()).toBeGreaterThan(Date.parse(startsAt));
    expect(await refusal(publish())).toEqual([422, 'dialogue_note_missing']);
  });
  await write();
  for (const role of [undefined, 'contractor-1'])
    expect(await refusal(procurement.as(role).listDialogueNotes({ params }))).toEqual([404, 'not_found']);
  expect((await procurement.as('auditor').listDialogueNotes({ params })).body.items).toHaveLength(1);

  await publish();
  const { body: notes } = await procurement.as().listDialogueNotes({ params });
  expect(notes.items).toMatchObject([{ meetingId, participants: ['Prøve AS'], text }]);
  expect(await refusal(write())).toEqual([409, 'wrong_step']);
  await eventually(() => {
    const events = procurement.publishedOf(`${params.procurementId}.dialogue`);
    expect(events.map(({ type }) => type)).toEqual(['dialogue.opened', 'dialoguemeeting.announced']);
    for (const { type, data } of events)
      procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
    expect(JSON.stringify(events)).not.toContain(text);
  });
});

test('a dialogue is opened once, where the procedure has one, and meetings are announced beforehand', async () => {
  const params = await specified();
  const meeting = { title: 'Dialogkonferanse', startsAt: inDays(-1), place: 'Rådhuset' };
  expect(await refusal(officer().announceMeeting({ params, body: meeting }))).toEqual([409, 'wrong_step']);
  await officer().openMarketDialogue({ params, body: opening });
  expect(await refusal(officer().openMarketDialogue({ params, body: opening }))).toEqual([409, 'wrong_step']);
  expect(await refusal(officer().announceMeeting({ params, body: meeting }))).toEqual([422, 'meeting_past']);
  const later = { ...meeting, startsAt: inDays(3) };
  const { body: announced } = await officer().announceMeeting({ params, body: later });
  const note = (meetingId: string) => officer().recordDialogueNote({ params, body: { meetingId, text } });
  expect(await refusal(note(announced.meetingId))).toEqual([422, 'meeting_in_future']);
  expect(await refusal(note('nothing'))).toEqual([422, 'meeting_not_found']);
  const without = await published();
  expect(await refusal(procurement.as().getMarketDialogue({ params: without }))).toEqual([404, 'not_found']);
});

test('the notes of a competition for named firms are for those firms', async () => {
  const [invited] = [await supplierOf('contractor-1'), await supplierOf('contractor-2')];
  const params = await specified('limited_tender');
  await officer().openMarketDialogue({ params, body: opening });
  await officer().recordDialogueNote({ params, body: { text } });
  const body = { bidsDeadline: inDays(90), invitedSupplierIds: [invited] };
  await officer().publishProcurement({ params, body });
  expect((await procurement.as('contractor-1').listDialogueNotes({ params })).body.items).toHaveLength(1);
  expect(await refusal(procurement.as('contractor-2').listDialogueNotes({ params }))).toEqual([
    404,
    'not_found',
  ]);
});

test('only procurement officers lead a dialogue', async () => {
  const params = await specified();
  for (const role of ['contractor-1', 'property.officer', 'auditor']) {
    const other = procurement.as(role);
    const meeting = { title: 'x', startsAt: inDays(1), place: 'x' };
    const calls = [
      other.openMarketDialogue({ params, body: opening }),
      other.announceMeeting({ params, body: meeting }),
      other.recordDialogueNote({ params, body: { text } }),
    ];
    for (const refused of await Promise.all(calls.map(refusal))) expect(refused).toEqual([403, 'forbidden']);
  }
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
