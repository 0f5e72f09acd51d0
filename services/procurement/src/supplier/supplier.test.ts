import { test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type SupplierEvent, suppliers } from './supplier.ts';

const organisationNumber = '310000019';
const registered: SupplierEvent = {
  type: 'SupplierRegistered',
  data: { organisationNumber, name: 'Eksempel AS', smallOrMedium: null, contactEmail: 'a@b.no' },
};
const contactEmail = 'c@b.no';

test('a firm changes what it says of itself, and nothing that it leaves open', () => {
  given(suppliers, [registered])
    .when({ type: 'describe', smallOrMedium: true, contactEmail })
    .then([
      { type: 'SupplierContactChanged', data: { organisationNumber, contactEmail } },
      { type: 'SupplierSizeStated', data: { smallOrMedium: true } },
    ]);
  given(suppliers, [registered]).when({ type: 'describe', smallOrMedium: null, contactEmail: null }).then([]);
  given(suppliers, [registered])
    .when({ type: 'describe', smallOrMedium: null, contactEmail: 'a@b.no' })
    .then([]);
});

test('nobody describes a firm that is not there', () => {
  given(suppliers, []).when({ type: 'describe', smallOrMedium: true, contactEmail }).rejects('not_found');
});
