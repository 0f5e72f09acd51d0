import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Route, Visit } from '../../visit.ts';
import { alertRoutes } from '../alert/routes.ts';
import { noticeRoutes } from './routes.ts';

const at = '2026-11-22T13:03:07.000Z';
const line = {
  ...{ procurementId: 'p1', title: 'Nytt tak', kind: 'works', procedure: 'open', cpvCodes: ['45261900'] },
  ...{ areaId: null, publishedAt: at, status: 'open', openUntil: '2026-12-24T11:00:00.000Z' },
};

async function shown(route: Route | undefined, visit: object): Promise<string> {
  const page = (await route!.handle(visit as Visit & never)) as Page;
  return String(page.body);
}
const routeTo = (path: string, method = 'get') =>
  [...noticeRoutes, ...alertRoutes].find((route) => route.path === path && route.method === method);

test('the list asks for what the address says, and says what in it is no code', async () => {
  const asked: object[] = [];
  const listNotices = async ({ query }: { query: object }) => {
    asked.push(query);
    return { body: { items: [line], next: 'mer' } };
  };
  const api = { procurement: { listNotices } };
  const list = (query: Readonly<Record<string, string>>) =>
    shown(routeTo('/kunngjoringer'), { api, query: new Map(Object.entries(query)) });
  const page = await list({ sok: ' tak ', cpv: '4526 1900', type: 'works', rekkefolge: 'frist' });
  expect(asked).toEqual([
    {
      text: 'tak',
      cpv: '45261900',
      kind: 'works',
      status: undefined,
      order: 'deadline',
      cursor: undefined,
      limit: 25,
    },
  ]);
  expect(page).toContain('24.12.2026');
  expect(page).toContain('rekkefolge=frist');
  const wrong = await list({ cpv: 'tak', type: 'x' });
  expect(asked[1]).toMatchObject({ cpv: undefined, kind: undefined, order: 'newest' });
  expect(wrong).toContain('to til åtte sifre');
});

test('anyone reads the notices and ends news by a link; invitations and interests need a firm that is signed in', () => {
  const access = (path: string) => routeTo(path)?.access;
  expect(['/kunngjoringer', '/kunngjoringer/:procurementId', '/varsler/slutt/:stopKey'].map(access)).toEqual([
    ...['anyone', 'anyone', 'anyone'],
  ]);
  expect(['/invitasjoner/:procurementId', '/varsler'].map(access)).toEqual(['signedIn', 'signedIn']);
});

const missing = async () => {
  const problem = { type: 'x', title: 'x', status: 404, code: 'not_found', detail: 'x', errors: [] };
  throw new ProblemError(404, problem);
};

test('a firm that is not registered is asked to register, and not for interests', async () => {
  const api = { procurement: { getOwnSupplier: missing, getInterests: missing } };
  const page = await shown(routeTo('/varsler'), { api, query: new Map(), csrf: 'c' });
  expect(page).toContain('Registrer firmaet');
  expect(page).not.toContain('CPV-koder');
});

test('the link in an e-mail shows a button, and sending it ends the news', async () => {
  let alerts = true;
  const stopAlerts = async () => {
    alerts = false;
    return { body: { name: 'Tak AS', alerts } };
  };
  const getAlertsByKey = async () => ({ body: { name: 'Tak AS', alerts } });
  const visit = {
    api: { procurement: { stopAlerts, getAlertsByKey } },
    params: { stopKey: 'k' },
    form: new Map(),
  };
  const path = '/varsler/slutt/:stopKey';
  expect(await shown(routeTo(path), visit)).toContain('Avslutt varslene</button>');
  expect(alerts).toBe(true);
  expect(await routeTo(path, 'post')!.handle(visit as never)).toEqual({ redirect: '/varsler/slutt/k' });
  expect(await shown(routeTo(path), visit)).toContain('får ikke lenger beskjed');
  const dead = { ...visit, api: { procurement: { getAlertsByKey: missing } } };
  expect(await shown(routeTo(path), dead)).toContain('Lenken fører ikke til noe');
});

test('whoever writes what is no code is told so in the form, and nothing is sent', async () => {
  const api = {
    procurement: {
      getOwnSupplier: async () => ({
        body: { name: 'Tak AS', organisationNumber: '310000019', smallOrMedium: null, contactEmail: null },
      }),
      getInterests: missing,
      setInterests: () => expect('called').toBe('not called'),
    },
  };
  const form = new Map([['cpv', '45, tak']]);
  const page = await shown(routeTo('/varsler/interesser', 'post'), {
    api,
    query: new Map(),
    form,
    csrf: 'c',
  });
  expect(page).toContain('to til åtte sifre');
});
