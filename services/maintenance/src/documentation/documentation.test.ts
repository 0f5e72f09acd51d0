import { expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import { type DocumentationEvent, documentations, documentLimit, missingOf } from './documentation.ts';

const delivered = (number: number, kind = 'Bruksanvisning'): DocumentationEvent => ({
  type: 'DocumentDelivered',
  data: {
    documentId: `document-${number}`,
    kind,
    title: 'Varmepumpe',
    source: { type: 'reference', value: 'Perm 4' },
  },
});
const approved: DocumentationEvent = { type: 'DocumentApproved', data: { documentId: 'document-1' } };
const returned: DocumentationEvent = {
  type: 'DocumentReturned',
  data: { documentId: 'document-1', reason: 'Feil modell' },
};

test('a document is missing until one of its kind is approved', () => {
  const missing = (...events: readonly DocumentationEvent[]) =>
    missingOf(['Bruksanvisning', 'Samsvarserklæring'], fold(documentations, events));
  expect(missing()).toEqual(['Bruksanvisning', 'Samsvarserklæring']);
  expect(missing(delivered(1))).toEqual(['Bruksanvisning', 'Samsvarserklæring']);
  expect(missing(delivered(1), returned)).toEqual(['Bruksanvisning', 'Samsvarserklæring']);
  expect(missing(delivered(1), approved)).toEqual(['Samsvarserklæring']);
});

test('a document that was sent back is delivered anew, as another', () => {
  given(documentations, [delivered(1), returned])
    .when({
      type: 'deliver',
      kind: 'Bruksanvisning',
      title: 'Varmepumpe',
      source: { type: 'reference', value: 'Perm 4' },
    })
    .then([delivered(2)]);
});

test('a document is judged once', () => {
  for (const judged of [approved, returned]) {
    const history = [delivered(1), judged];
    given(documentations, history).when({ type: 'approve', documentId: 'document-1' }).rejects('wrong_state');
    given(documentations, history)
      .when({ type: 'return', documentId: 'document-1', reason: 'x' })
      .rejects('wrong_state');
  }
});

test('a document that is not there is not found, and there is a limit to them', () => {
  given(documentations, []).when({ type: 'approve', documentId: 'document-1' }).rejects('not_found');
  given(
    documentations,
    Array.from({ length: documentLimit }, (_, at) => delivered(at + 1)),
  )
    .when({ type: 'deliver', kind: 'x', title: 'x', source: { type: 'file', value: 'x' } })
    .rejects('wrong_state');
});
