import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { caseDocuments, type DocumentsEvent, documentsMax } from './document.ts';

const at = '2026-01-12T09:00:00.000Z';
const file = (sha256: string) => ({ fileId: `f-${sha256}`, mediaType: 'application/pdf', bytes: 10, sha256 });
const add = (documentId: string, sha256: string) =>
  ({ type: 'add', documentId, isNew: false, title: 'Kravspesifikasjon', file: file(sha256), at }) as const;
const added = (documentId: string, sha256: string, version = 1): DocumentsEvent => ({
  type: 'DocumentAdded',
  data: { documentId, title: 'Kravspesifikasjon', ...file(sha256), version, addedAt: at },
});
const published = (documentId: string, sha256: string, version = 1): DocumentsEvent => ({
  type: 'DocumentsPublished',
  data: {
    documents: [{ documentId, title: 'Kravspesifikasjon', version, mediaType: 'application/pdf', sha256 }],
    at,
  },
});

test('a draft is replaced; what is published gets another version', () => {
  given(caseDocuments, [added('d1', 'a')])
    .when(add('d1', 'b'))
    .then([added('d1', 'b', 1)]);
  given(caseDocuments, [added('d1', 'a'), published('d1', 'a')])
    .when(add('d1', 'b'))
    .then([added('d1', 'b', 2)]);
  given(caseDocuments, [added('d1', 'a')])
    .when(add('d1', 'a'))
    .then([]);
  given(caseDocuments, []).when(add('d1', 'a')).rejects('not_found');
  given(caseDocuments, [])
    .when({ ...add('d1', 'a'), isNew: true })
    .then([added('d1', 'a')]);
});

test('all drafts are published, or those that are named; what has none is refused', () => {
  const both = [added('d1', 'a'), added('d2', 'b')];
  const all = given(caseDocuments, both).when({ type: 'publish', documentIds: null, at }).state();
  expect(all.documents.map(({ versions }) => versions[0]?.publishedAt)).toEqual([at, at]);
  given(caseDocuments, both)
    .when({ type: 'publish', documentIds: ['d1'], at })
    .then([published('d1', 'a')]);
  given(caseDocuments, [...both, published('d1', 'a')])
    .when({ type: 'publish', documentIds: ['d1'], at })
    .rejects('document_not_draft');
  given(caseDocuments, both)
    .when({ type: 'publish', documentIds: ['d3'], at })
    .rejects('not_found');
  given(caseDocuments, []).when({ type: 'publish', documentIds: null, at }).then([]);
});

test('a draft can be taken away, and what is published can not', () => {
  const remove = { type: 'removeDraft', documentId: 'd1' } as const;
  expect(
    given(caseDocuments, [added('d1', 'a')])
      .when(remove)
      .state().documents,
  ).toEqual([]);
  const twice = [added('d1', 'a'), published('d1', 'a'), added('d1', 'b', 2)];
  const { documents } = given(caseDocuments, twice).when(remove).state();
  expect(documents[0]?.versions.map(({ version }) => version)).toEqual([1]);
  given(caseDocuments, twice.slice(0, 2)).when(remove).rejects('document_not_draft');
});

test('a case has at most so many documents', () => {
  const full = Array.from({ length: documentsMax }, (_, index) => added(`d${index}`, 'a'));
  given(caseDocuments, full)
    .when({ ...add('more', 'a'), isNew: true })
    .rejects('too_many_documents');
});
