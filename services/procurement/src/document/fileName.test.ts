import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileNameOf } from './fileName.ts';

test('a title in Norwegian keeps its letters, and loses what a file system does not take', () => {
  expect(fileNameOf('Anskaffelsesprotokoll: Bad/garderobe på Ærøya', 'x')).toBe(
    'Anskaffelsesprotokoll Badgarderobe på Ærøya',
  );
  expect(fileNameOf(' ??? ', 'dokument')).toBe('dokument');
});

test('what would hide the real ending of a file, or its name, is not in it', () => {
  expect(fileNameOf('Tilbud\u202efdp.exe', 'x')).toBe('Tilbudfdp.exe');
  expect(fileNameOf('Tak\u0000\r\n\u007f\u0085\u2066 og \u061cvegg', 'x')).toBe('Tak og vegg');
});

test('whatever the title is, the name fits into a file system and into a header', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(fc.constantFrom('a', '😀', '\ud83d', '/', '\u200f', '\n'), fc.string()) }),
      fc.string({ unit: 'binary', minLength: 100, maxLength: 500 }),
      (start, end) => {
        const name = fileNameOf(start + end, 'dokument');
        expect(name).not.toBe('');
        expect(name).not.toMatch(/[/\\:"<>|*?]/);
        expect(name.length).toBeLessThanOrEqual(120);
        expect(() => encodeURIComponent(name)).not.toThrow();
      },
    ),
  );
});
