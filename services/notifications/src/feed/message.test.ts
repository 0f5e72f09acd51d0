import { expect, test } from '@jest/globals';
import { bodyOf } from './message.ts';

test('a body that is parsed and written again is the same text, whatever the producer sent', () => {
  const texts = [
    '{"orderId":"o","note":"«æøå» \\u2028 \\ud83d\\ude00 \\"x\\"","amountOre":12500000,"hours":37.5}',
    '{"b":1,"a":{"10":1,"9":2,"x":[null,true,-0.5,1e21,1e-7]}}',
    '{"__proto__":{"x":1},"constructor":"c","":""}',
    '{"lone":"\\ud800"}',
  ];
  for (const text of texts) {
    const body = bodyOf({
      specversion: '1.0',
      id: 'v',
      type: 'no.tiltak.maintenance.order.placed.v1',
      source: '/tiltak/maintenance',
      subject: 'o',
      time: '2030-04-01T08:00:00.000Z',
      sequence: '1',
      datacontenttype: 'application/json',
      data: JSON.parse(text),
    });
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
    expect(JSON.parse(body).data).toEqual(JSON.parse(text));
  }
});
