import { expect, test } from '@jest/globals';
import { documentTypes } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import { officeOf, pdfOf, zipOf } from '../../test/officeFiles.ts';
import { documentTypeOf, endings } from './fileKind.ts';

const odt = 'application/vnd.oasis.opendocument.text';
const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each<[string, Uint8Array]>([
  ['pdf', pdfOf('x')],
  ['docx', officeOf('word/document.xml')],
  ['xlsx', officeOf('xl/workbook.xml')],
  ['pptx', officeOf('ppt/presentation.xml')],
  ['odt', zipOf({ mimetype: odt, 'content.xml': '<x/>' })],
  ['png', bytes('\x89PNG\r\n\x1a\n...')],
  ['jpg', bytes('\xff\xd8\xff\xe0...')],
])('a document is known by its bytes: %s', async (ending, given) => {
  expect(endings[await documentTypeOf(given)]).toBe(ending);
});

test.each<[string, string, Uint8Array]>([
  ['nothing', 'document_type_not_allowed', bytes('')],
  ['a web page', 'document_type_not_allowed', bytes('<!doctype html>')],
  ['a program', 'document_type_not_allowed', bytes('MZ\x90\x00')],
  [
    'an old or encrypted Word document',
    'document_type_not_allowed',
    bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  ],
  ['any archive', 'document_type_not_allowed', zipOf({ 'a.exe': 'MZ' })],
  [
    'Word with macros',
    'document_type_not_allowed',
    officeOf('word/document.xml', { 'word/vbaProject.bin': 'x' }),
  ],
  [
    'OpenDocument with macros',
    'document_type_not_allowed',
    zipOf({ mimetype: odt, 'content.xml': '', 'Basic/a.xml': '' }),
  ],
  ['a PDF that broke off', 'file_damaged', pdfOf('x').subarray(0, 10)],
  ['a Word document that broke off', 'file_damaged', officeOf('word/document.xml').subarray(0, 60)],
])('%s is refused: %s', async (_, code, given) => {
  const error = await documentTypeOf(given).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Rejection);
  expect((error as Rejection).code).toBe(code);
});

test('the operations offer what is taken, and nothing else', () => {
  expect(Object.keys(endings).sort()).toEqual([...documentTypes].sort());
});
