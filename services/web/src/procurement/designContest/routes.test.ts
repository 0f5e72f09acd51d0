import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Visit } from '../../visit.ts';
import { designContestRoutes } from './routes.ts';

const at = '2026-11-22T13:03:07.000Z';
const declaration = { isIndependent: true, statement: 'Kjenner ingen.', at };
const juror = (subject: string, more: object = { declaration }) => ({
  ...{ subject, profession: 'arkitekt', hasRequiredProfession: true },
  ...more,
});
const [one, two] = ['AAAA2222', 'BBBB3333'] as const;
const entries = [one, two].map((code) => ({ code, description: `Utkast ${code}`, references: [] }));
const written = { opinions: entries.map(({ code }) => ({ code, opinion: 'Godt.' })), ranking: [two, one] };
const ranking = { ...written, version: 3, by: 'kari', at };
const contest = (more: object) => ({
  ...{ procurementId: 'p1', status: 'set_up', requiredProfession: null, anonymiser: 'sekretær' },
  ...{ jury: ['kari', 'ola', 'per'].map((subject) => juror(subject)), prizes: [{ amountOre: 300_000_00 }] },
  ...{ entryCount: 2, entries, ranking: null, signatures: [], revealed: null, revealedAt: null },
  ...more,
});
const bids = ['s1', 's2'].map((supplierId) => ({
  ...{ bidId: `b-${supplierId}`, supplierId, answers: [{ id: 'K', text: 'Vårt bibliotek' }] },
  outcomes: [{ envelope: 'quality', result: 'opened', files: [{ name: 'plan.pdf', bytes: 1 }] }],
}));
const answering = (body: unknown) => async () => ({ body, etag: '"5"' });
const refused =
  (status: number, code: string, facts: object = {}) =>
  async () => {
    const problem = { type: 'x', title: 'x', status, code, detail: 'x', errors: [], facts };
    throw new ProblemError(status, problem as never);
  };
const caseIn = (status: string) =>
  answering({
    ...{ procurementId: 'p1', title: 'Nytt bibliotek', procedure: 'design_contest', status },
    deadlines: { requests: null, bids: at },
  });
const services = {
  getProcurement: caseIn('evaluation'),
  getDesignContest: answering(contest({})),
  getSupplier: refused(404, 'not_found'),
  listSuppliers: answering({ items: [{ supplierId: 's1', name: 'Arkitekt AS' }], next: null }),
  listBids: answering({ items: bids, next: null, count: 2 }),
  namePeople: answering({ items: [{ subject: 'kari', name: 'Kari Nordmann' }] }),
};
type Given = {
  readonly procurement?: object;
  readonly form?: Readonly<Record<string, string>>;
  readonly who?: string;
  readonly roles?: readonly string[];
};
const visitOf = ({ procurement, form = {}, who = 'anne', roles = ['procurement.officer'] }: Given) =>
  ({
    ...{ params: { procurementId: 'p1' }, query: new Map(), form: new Map(Object.entries(form)) },
    ...{ now: new Date(at), csrf: 'c', person: { subject: who, name: who, roles } },
    api: { procurement: { ...services, ...procurement } },
  }) as unknown as Visit & never;
const path = '/anskaffelser/:procurementId/jury';
const handle = (last: string, given: Given) =>
  designContestRoutes.find((route) => route.path === `${path}${last}`)!.handle(visitOf(given));
const shown = async (more: object, given: Given = {}, status = 'evaluation') => {
  const procurement = { getProcurement: caseIn(status), getDesignContest: answering(contest(more)) };
  return String(((await handle('', { ...given, procurement })) as Page).body);
};
const bodyOf = async (reply: Promise<unknown>) => String(((await reply) as Page).body);

const buttons = {
  setUp: 'Lagre jury og premier</button>',
  declare: 'Gi erklæringen</button>',
  code: 'Gi utkastet en kode</button>',
  release: 'Gi juryen utkastene</button>',
  rank: 'Lagre rangeringen</button>',
  sign: 'Signer rangeringen</button>',
  reveal: 'Gjør navnene kjent og fordel premiene</button>',
};
const inPage = (page: string) =>
  Object.entries(buttons).flatMap(([name, text]) => (page.includes(text) ? name : []));

test('each person is given the one thing that is theirs to do next', async () => {
  const missing = { getDesignContest: refused(404, 'not_found'), getProcurement: caseIn('planned') };
  expect(inPage(await bodyOf(handle('', { procurement: missing })))).toEqual(['setUp']);
  expect(inPage(await shown({}, {}, 'published'))).toEqual([]);
  const undeclared = { jury: [juror('kari', { declaration: null }), juror('ola'), juror('per')] };
  const roles = ['project.owner'];
  expect(inPage(await shown(undeclared, { who: 'kari', roles }, 'published'))).toEqual(['declare']);
  expect(inPage(await shown(undeclared, { who: 'ola', roles }, 'published'))).toEqual([]);
  const secretary = { who: 'sekretær', roles: ['procurement.opener'] };
  expect(inPage(await shown({ entryCount: 1, entries: [] }, secretary, 'opened'))).toEqual(['code']);
  expect(inPage(await shown({}, secretary, 'opened'))).toEqual(['release']);
  expect(inPage(await shown({}, {}, 'opened'))).toEqual([]);
  const judging = { status: 'judging' };
  expect(inPage(await shown(judging, { who: 'kari', roles }))).toEqual(['rank']);
  expect(inPage(await shown({ ...judging, ranking }, { who: 'kari', roles }))).toEqual(['rank', 'sign']);
  const signatures = [{ subject: 'kari', at }];
  expect(inPage(await shown({ ...judging, ranking, signatures }, { who: 'kari', roles }))).toEqual(['rank']);
  expect(inPage(await shown({ ...judging, ranking }))).toEqual([]);
  expect(inPage(await shown({ status: 'signed', ranking }))).toEqual(['reveal']);
  expect(inPage(await shown({ status: 'signed', ranking }, { who: 'kari', roles }))).toEqual([]);
});

test('no name is on the page before the names are revealed, but for who takes them off', async () => {
  const names = ['Arkitekt AS', 'Vårt bibliotek'];
  for (const status of ['set_up', 'judging', 'signed'])
    for (const name of names) expect(await shown({ status, ranking }, {}, 'opened')).not.toContain(name);
  const secretary = { who: 'sekretær', roles: ['procurement.opener'] };
  const own = await shown({ entryCount: 1 }, secretary, 'opened');
  for (const part of [...names, '/anskaffelser/p1/jury/filer/b-s1/quality']) expect(own).toContain(part);
  const revealed = [{ code: two, supplierId: 's1', place: 1, prizeOre: 300_000_00 }];
  const page = await shown({ status: 'revealed', ranking, revealed, revealedAt: at }, {}, 'awarded');
  expect(page).toContain('Arkitekt AS');
  expect(page).toContain('Kari Nordmann');
});

const jury = Object.fromEntries(
  ['kari', 'ola', 'per'].flatMap((subject, row) => [
    [`subject-${row + 1}`, subject],
    [`profession-${row + 1}`, 'arkitekt'],
  ]),
);

test('the jury is read row by row, and what is refused is told at its field', async () => {
  const calls: { body?: unknown }[] = [];
  const setUpDesignContest = async (given: object) => calls.push(given);
  const form = { ...jury, 'required-2': 'ja', requiredProfession: '', anonymiser: 'sekretær' };
  const send = (more: Readonly<Record<string, string>>, procurement: object) =>
    handle('/sett', { procurement, form: { ...form, ...more } });
  const prizes = '300 000\n\n100 000,50';
  expect(await send({ prizes }, { setUpDesignContest })).toEqual({
    redirect: '/anskaffelser/p1/jury?utfort=sett',
  });
  expect(calls[0]?.body).toEqual({
    ...{ requiredProfession: null, anonymiser: 'sekretær' },
    jury: ['kari', 'ola', 'per'].map((subject) => ({
      ...{ subject, profession: 'arkitekt', hasRequiredProfession: subject === 'ola' },
    })),
    prizes: [{ amountOre: 300_000_00 }, { amountOre: 100_000_50 }],
  });
  const planned = { getProcurement: caseIn('planned') };
  const wrong = await bodyOf(
    send({ prizes: 'mye', 'profession-1': '', 'subject-3': '', 'profession-3': '' }, planned),
  );
  for (const field of ['prizes', 'profession-1', 'jury']) expect(wrong).toContain(`id="sett-${field}-error"`);
  const dear = { ...planned, setUpDesignContest: refused(422, 'value_too_low', { valueOre: 400_000_00 }) };
  expect(await bodyOf(send({ prizes }, dear))).toContain('id="sett-prizes-error"');
  const inJury = { ...planned, setUpDesignContest: refused(422, 'anonymiser_in_jury') };
  expect(await bodyOf(send({ prizes }, inJury))).toContain('id="sett-anonymiser-error"');
});

test('the ranking holds each entry once, each with an opinion', async () => {
  const calls: { body?: unknown }[] = [];
  const recordJuryRanking = async (given: object) => calls.push(given);
  const getDesignContest = answering(contest({ status: 'judging' }));
  const form = {
    ...{ [`plass-${one}`]: '2', [`vurdering-${one}`]: 'Godt.' },
    ...{ [`plass-${two}`]: '1', [`vurdering-${two}`]: 'Godt.' },
  };
  const send = (more: Readonly<Record<string, string>>) => {
    const procurement = { recordJuryRanking, getDesignContest };
    return handle('/ranger', { who: 'kari', procurement, form: { ...form, ...more } });
  };
  const wrong = await bodyOf(send({ [`plass-${two}`]: '2', [`vurdering-${one}`]: ' ' }));
  expect(wrong).toContain(`id="ranger-plass-${two}-error"`);
  expect(wrong).toContain(`id="ranger-vurdering-${one}-error"`);
  expect(calls).toEqual([]);
  await send({});
  expect(calls[0]?.body).toEqual(written);
});

test('the version that the juror has read is signed, and a newer one is told of', async () => {
  const calls: { body?: unknown }[] = [];
  const signJuryRanking = async (given: object) => calls.push(given);
  const send = (procurement: object) =>
    handle('/signer', { who: 'kari', procurement, form: { version: '3', _version: '"5"' } });
  await send({ signJuryRanking });
  expect(calls[0]?.body).toEqual({ version: 3 });
  const getDesignContest = answering(contest({ status: 'judging', ranking: { ...ranking, version: 4 } }));
  const newer = await bodyOf(send({ signJuryRanking: refused(409, 'ranking_changed'), getDesignContest }));
  expect(newer).toContain('Rangeringen er endret');
  // The codes mean the jury's own here, and the bidders' elsewhere.
  const undeclared = await bodyOf(
    send({ signJuryRanking: refused(409, 'declaration_missing'), getDesignContest }),
  );
  expect(undeclared).toContain('Hele juryen må ha erklært');
});
