import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileNameOf } from './fileName.ts';

test('a title in Norwegian keeps its letters, and loses what a file system does not take', () => {
  expect(fileNameOf('Anskaffelsesprotokoll: Bad/garderobe på Ærøya', 'x')).toBe(
    'Anskaffelsesprotokoll Badgarderobe på Ærøya',
  );
  expect(fileNameOf(' ??? ', 'dokument')).toBe('dokument');
});

test('whatever the title is, the name fits into a file system', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (title) => {
      const name = fileNameOf(title, 'dokument');
      expect(name).not.toBe('');
      expect(name).not.toMatch(/[/\\:"<>|*?]/);
      expect(name.length).toBeLessThanOrEqual(120);
    }),
  );
});
