import { expect, test } from '@jest/globals';
import { errorIn } from './logWatch.ts';

test('errors of a service and the traces of a crash are shown, all else stays in the file', () => {
  expect(errorIn('{"level":30,"msg":"listening"}')).toBeUndefined();
  expect(errorIn('{"level":"warn","msg":"slow"}')).toBeUndefined();
  expect(errorIn('')).toBeUndefined();
  expect(errorIn('{"level":50,"msg":"relay failed","err":{"message":"no broker"}}')).toBe(
    'relay failed: no broker',
  );
  expect(errorIn('{"level":"fatal","msg":"no broker","err":{"message":"no broker"}}')).toBe('no broker');
  expect(errorIn('TypeError: x is not a function')).toBe('TypeError: x is not a function');
});
