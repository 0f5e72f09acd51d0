import { expect, test } from '@jest/globals';
import Holidays from 'date-holidays';
import fc from 'fast-check';
import { addBusinessDays, businessDayOnOrAfter, isBusinessDay, nextBusinessDay } from './businessDays.ts';
import { addDays } from './day.ts';
import { easterSunday, publicHolidays } from './holidays.ts';

test('the holidays are those of a published calendar, from the law of 1995 on for a hundred years', () => {
  const norwegian = new Holidays('NO');
  for (let year = 1996; year <= 2096; year++) {
    const published = norwegian
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10));
    expect([year, [...new Set(publicHolidays(year).map(({ day }) => day))]]).toEqual([
      year,
      [...new Set(published)].sort(),
    ]);
  }
});

test.each([
  [2008, '2008-03-23'],
  [2020, '2020-04-12'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
])('Easter Sunday of %i is %s', (year, day) => {
  expect(easterSunday(year)).toBe(day);
});

test('Easter of 2026: five working days lie between the Wednesday before and the Wednesday of the week after', () => {
  expect(['2026-04-01', '2026-04-02', '2026-04-03', '2026-04-06', '2026-04-07'].map(isBusinessDay)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(nextBusinessDay('2026-04-01')).toBe('2026-04-07');
  expect(addBusinessDays('2026-04-01', 2)).toBe('2026-04-08');
  expect(businessDayOnOrAfter('2026-05-16')).toBe('2026-05-18');
  expect(addBusinessDays('2026-12-24', 1)).toBe('2026-12-28');
});

test('what is no day, and no number of days, is refused', () => {
  expect(() => isBusinessDay('2026-02-30')).toThrow(RangeError);
  expect(() => isBusinessDay('i morgen')).toThrow(RangeError);
  for (const days of [-1, 0.5, 10_001, Number.NaN])
    expect(() => addBusinessDays('2026-01-01', days)).toThrow(RangeError);
});

const day = fc
  .date({ min: new Date('1996-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('Easter Sunday is a Sunday from 22 March to 25 April, and every year has twelve holidays', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
      const easter = easterSunday(year);
      expect(new Date(easter).getUTCDay()).toBe(0);
      expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
      expect(publicHolidays(year)).toHaveLength(12);
    }),
  );
});

test('adding business days counts exactly the business days that follow, and adding in two steps is adding at once', () => {
  fc.assert(
    fc.property(day, fc.nat(60), fc.nat(60), (from, first, second) => {
      const to = addBusinessDays(from, first + 1);
      let counted = 0;
      for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isBusinessDay(at)) counted++;
      expect(counted).toBe(first + 1);
      expect(isBusinessDay(to)).toBe(true);
      expect(addBusinessDays(to, second)).toBe(addBusinessDays(from, first + 1 + second));
    }),
    { numRuns: 200 },
  );
});
