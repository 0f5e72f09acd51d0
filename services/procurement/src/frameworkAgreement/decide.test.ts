import { test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import type { SignFrameworkAgreement } from './decide.ts';
import { frameworkAgreements } from './frameworkAgreement.ts';

const supplier = (supplierId: string, rank: number) => ({
  supplierId,
  rank,
  registered: { organisationNumber: '310000019', name: `Firma ${supplierId}` },
});
const sign: SignFrameworkAgreement = {
  title: 'Mindre vedlikehold',
  allocation: 'rank',
  suppliers: [supplier('b', 2), supplier('a', 1)],
  ceilingOre: 1000,
  validFrom: '2026-01-01',
  validTo: '2026-01-01',
};
const { allocation, ceilingOre, title, validFrom, validTo } = sign;
const signed = {
  type: 'FrameworkAgreementSigned',
  data: {
    title,
    allocation,
    suppliers: [
      { supplierId: 'a', organisationNumber: '310000019', name: 'Firma a', rank: 1 },
      { supplierId: 'b', organisationNumber: '310000019', name: 'Firma b', rank: 2 },
    ],
    ceilingOre,
    validFrom,
    validTo,
  },
} as const;

test('an agreement is signed with its suppliers by rank; it may last a single day', () => {
  given(frameworkAgreements, []).when(sign).then([signed]);
});

test.each(['rotation', 'mini_competition'] as const)(
  'an agreement may give its call-offs out by %s',
  (other) => {
    given(frameworkAgreements, [])
      .when({ ...sign, allocation: other })
      .then([{ ...signed, data: { ...signed.data, allocation: other } }]);
  },
);

test('an agreement is signed once', () => {
  given(frameworkAgreements, [signed]).when(sign).rejects('already_signed');
});

test.each<[code: string, wrong: Partial<SignFrameworkAgreement>]>([
  ['ends_before_start', { validTo: '2025-12-31' }],
  ['supplier_twice', { suppliers: [supplier('a', 1), supplier('a', 2)] }],
  ['rank_twice', { suppliers: [supplier('a', 1), supplier('b', 1)] }],
  ['supplier_not_found', { suppliers: [{ supplierId: 'a', rank: 1, registered: undefined }] }],
])('%s: %j', (code, wrong) => {
  given(frameworkAgreements, [])
    .when({ ...sign, ...wrong })
    .rejects(code);
});
