import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { deliveredTypes } from '@tiltak/contracts/contractor';
import { UnreadableEvent } from './errors.ts';
import { parseEvent, type TiltakEvent } from './event.ts';

const head = {
  ...{ specversion: '1.0', id: 'e1', source: '/tiltak/maintenance', subject: 'o1' },
  ...{ time: '2030-04-01T08:00:00Z', sequence: '2', datacontenttype: 'application/json' },
};
const placed = {
  ...head,
  type: 'no.tiltak.maintenance.order.placed.v1',
  data: {
    ...{ orderId: 'o1', callOffId: 'c1', supplierId: 's1', organisationNumber: '123456785' },
    ...{ sequence: 2, previousId: 'e0', amountOre: 12_500_000, dueOn: '2030-05-01', proposedStart: null },
  },
};

test('a switch over the type gives each case its own data', () => {
  const amountOf = (event: TiltakEvent): number | undefined => {
    switch (event.type) {
      case 'no.tiltak.maintenance.order.placed.v1':
        return event.data.amountOre;
      case 'no.tiltak.maintenance.order.settled.v1':
        return event.data.paidOre;
      case 'unknown':
        return event.actualType.length;
      default:
        return undefined;
    }
  };
  expect(amountOf(parseEvent(JSON.stringify(placed)))).toBe(12_500_000);
});

test('fields that are newer than the package are passed on', () => {
  const newer = { ...placed, extra: 1, data: { ...placed.data, floor: 'Underetasje' } };
  expect(parseEvent(JSON.stringify(newer))).toEqual(newer);
});

test('an event of a newer type is told as such, and stops nobody', () => {
  const data = { x: 1 };
  const event = parseEvent(JSON.stringify({ ...head, type: 'no.tiltak.maintenance.order.paused.v1', data }));
  expect(event).toEqual({
    ...{ type: 'unknown', actualType: 'no.tiltak.maintenance.order.paused.v1', id: 'e1', data },
  });
});

test.each(['', '{', 'null', '[]', '{"type":"x"}', JSON.stringify({ ...placed, data: { orderId: 'o1' } })])(
  'the text %j is no event',
  (text) => {
    expect(() => parseEvent(text)).toThrow(UnreadableEvent);
  },
);

test('the guide for contractors names every type that they may receive', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/contractors.md'), 'utf8');
  for (const type of deliveredTypes) expect(guide).toContain(`\`${type.split('.').slice(3, -1).join('.')}\``);
});

test('the package knows every type that a contractor may receive', () => {
  for (const type of deliveredTypes) {
    let event: TiltakEvent | undefined;
    try {
      event = parseEvent(JSON.stringify({ ...head, type, data: {} }));
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableEvent);
    }
    expect(event).toBeUndefined();
  }
});
