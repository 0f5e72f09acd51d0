import { expect, test } from '@jest/globals';
import type { Services } from '../../services.ts';
import type { SignedInVisit } from '../../visit.ts';
import { adviceRoutes } from './routes.ts';

const empty = {
  ...{ estimatedValueOre: 90_000_000, kind: 'services', on: '2026-06-01', part: null, thresholds: [] },
  ...{ procedures: [], changes: [], notes: [], clauses: [], splitting: null },
};

/** The page for a query, and what the service was asked. */
async function ask(query: Readonly<Record<string, string>>) {
  const asked: unknown[] = [];
  const procurement = {
    adviseProcedures: async ({ query }: { readonly query: unknown }) => {
      asked.push(query);
      return { body: empty };
    },
  };
  const visit = {
    ...{ api: { procurement } as unknown as Services, query: new Map(Object.entries(query)) },
    ...{ now: new Date('2026-11-22'), person: { roles: ['procurement.officer'] } },
  } as unknown as SignedInVisit;
  const reply = (await adviceRoutes[0]?.handle(visit)) ?? {};
  return { page: 'body' in reply ? String(reply.body) : '', asked };
}

test('nothing is asked before the form is filled in', async () => {
  const { page, asked } = await ask({});
  expect(asked).toEqual([]);
  expect(page).toContain('value="2026-11-22"');
});

test('the service is asked with what was written, and gaps are said as gaps', async () => {
  const { page, asked } = await ask({
    ...{ verdi: '900 000', art: 'services', dato: '01.06.2026', enhet: ' Eiendom ', cpv: '90910000' },
    varighet: '12',
  });
  expect(asked).toEqual([
    {
      ...{ estimatedValueOre: 90_000_000, kind: 'services', on: '2026-06-01' },
      ...{ unit: 'Eiendom', cpvCode: '90910000', months: 12 },
    },
  ]);
  expect(page).toContain('Derfor gis det ikke råd.');
});

test('what can not be read is told at its field, and nothing is asked', async () => {
  const { page, asked } = await ask({
    verdi: '900.000',
    art: 'alt',
    dato: '31.02.2026',
    cpv: '9',
    varighet: 'x',
  });
  expect(asked).toEqual([]);
  for (const text of [
    'Skriv beløpet i kroner',
    'Velg hva som skal kjøpes.',
    'Skriv datoen',
    'CPV-kode på åtte siffer',
    'Skriv antall måneder',
  ])
    expect(page).toContain(text);
});
