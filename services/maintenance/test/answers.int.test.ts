import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProblemError } from '@tiltak/http/client';
import { historyOf } from '@tiltak/store';
import { tokenFor } from '../../../infra/test/tokens.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

/** The status and code of a refusal; `undefined` for an answer that went well. */
const refusal = (call: Promise<unknown>): Promise<readonly [number, string] | undefined> =>
  call.then(
    () => undefined,
    (error: ProblemError) => [error.status, error.problem.code] as const,
  );
const accept = { answer: 'accept' } as const;

describe('answers by token', () => {
  test('of two answers at once exactly one counts, and the order is placed once', async () => {
    const { orderId, callOffId } = await scene.offered();
    const call = (answer: 'accept' | 'decline') =>
      refusal(maintenance.as('contractor-1').answerCallOff({ params: { callOffId }, body: { answer } }));
    const outcomes = await Promise.all([call('accept'), call('accept'), call('decline'), call('accept')]);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual(
      Array(3).fill([409, 'already_answered']),
    );
    const rows = await historyOf(maintenance.store, orderId);
    const answers = rows.filter(({ type }) => /^CallOff(Accepted|Declined)$/.test(type));
    expect(answers).toHaveLength(1);
  });

  test('a no asks the next by rank, who can say yes', async () => {
    const { orderId, callOffId } = await scene.offered();
    await maintenance
      .as('contractor-1')
      .answerCallOff({ params: { callOffId }, body: { answer: 'decline', reason: 'Fullt belegg' } });
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'offered',
      callOffs: [
        { status: 'declined', reason: 'Fullt belegg' },
        { status: 'offered', chosenBecause: 'Neste etter rang: Eksempel Bygg AS takket nei' },
      ],
    });
    const next = maintenance.as('contractor-2');
    const params = { callOffId: `${orderId}.2` };
    // What came of the others who were asked is not a contractor's business.
    expect((await next.getCallOff({ params })).body.chosenBecause).toBe('Etter rang (2 av 3)');
    expect((await next.answerCallOff({ params, body: accept })).body.status).toBe('accepted');
  });

  test('when all have said no the order is held, keeps its money, and can be taken up again', async () => {
    const { orderId } = await scene.offered();
    for (const attempt of [1, 2, 3])
      await maintenance.as(`contractor-${attempt}`).answerCallOff({
        params: { callOffId: `${orderId}.${attempt}` },
        body: { answer: 'decline' },
      });
    expect(await scene.getOrder(orderId)).toMatchObject({
      status: 'held',
      heldReason: 'no_contractor_left',
      availableOre: null,
    });
    const { body } = await scene.officer.resubmitOrder({ params: { orderId }, body: {} });
    expect(body.status).toBe('offered');
    await eventually(() => maintenance.publishedOf(orderId).at(-1)?.data.callOffId === `${orderId}.4`);
    const asked = maintenance.publishedOf(orderId).filter(({ type }) => type === 'order.submitted');
    expect(asked).toHaveLength(1);
  });

  test("changes wait for the officer's word; a yes places the order with the proposed start", async () => {
    const { orderId, callOffId } = await scene.offered();
    await maintenance.as('contractor-1').answerCallOff({
      params: { callOffId },
      body: { answer: 'accept_with_changes', proposedStart: '2099-01-15' },
    });
    expect((await scene.getOrder(orderId)).status).toBe('offered');
    await scene.officer.decideOnChanges({ params: { orderId }, body: { approved: true } });
    const placed = await eventually(() =>
      maintenance.publishedOf(orderId).find(({ type }) => type === 'order.placed'),
    );
    expect(placed.data).toMatchObject({ callOffId, proposedStart: '2099-01-15' });
  });

  test("the officer's no to changes withdraws the offer and asks the next", async () => {
    const { orderId, callOffId } = await scene.offered();
    await maintenance.as('contractor-1').answerCallOff({
      params: { callOffId },
      body: { answer: 'accept_with_changes', reason: 'Bare i helgene' },
    });
    await scene.officer.decideOnChanges({ params: { orderId }, body: { approved: false } });
    expect((await scene.getOrder(orderId)).callOffs.map(({ status }) => status)).toEqual([
      'withdrawn',
      'offered',
    ]);
  });
});

describe('what is not yours', () => {
  const raw = async (path: string, contractor: string, method = 'GET', headers: object = {}) => {
    const response = await fetch(`${maintenance.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(contractor)}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(method === 'POST' && { body: path.endsWith('/answer') ? '{"answer":"accept"}' : '{}' }),
    });
    const kept = Object.fromEntries(
      [...response.headers].filter(([name]) => !['date', 'traceparent'].includes(name)),
    );
    return { status: response.status, headers: kept, body: await response.text() };
  };

  test("another firm's call-off and a missing one answer the same, to the byte", async () => {
    const { orderId, callOffId } = await scene.placed();
    const pairs = [
      [`/call-offs/${callOffId}`, `/call-offs/${orderId}.9`, 'GET'],
      [`/call-offs/${callOffId}/answer`, `/call-offs/missing.1/answer`, 'POST'],
      [`/orders/${orderId}/start-work`, '/orders/missing/start-work', 'POST'],
    ] as const;
    for (const [foreign, missing, method] of pairs) {
      const answer = await raw(foreign, 'contractor-2', method);
      expect(answer.status).toBe(404);
      expect(await raw(missing, 'contractor-2', method)).toEqual(answer);
      // Nor does a guess at the version tell anything.
      expect(await raw(foreign, 'contractor-2', method, { 'if-match': '"1"' })).toEqual(answer);
    }
  });

  test('a contractor sees its own offers, newest first, page by page, and no others', async () => {
    const orderIds = [await scene.offered(), await scene.offered(), await scene.offered()].map(
      ({ orderId }) => orderId,
    );
    const own = maintenance.as('contractor-1');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await own.listCallOffs({ query: { limit: 2, ...(cursor && { cursor }) } });
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ callOffId }) => callOffId));
      cursor = body.next ?? undefined;
    } while (cursor);
    expect(seen.slice(0, 3)).toEqual(orderIds.toReversed().map((orderId) => `${orderId}.1`));
    expect(new Set(seen).size).toBe(seen.length);
    const { body: others } = await maintenance.as('contractor-2').listCallOffs({ query: { limit: 200 } });
    expect(others.items.map(({ callOffId }) => callOffId).filter((id) => seen.includes(id))).toEqual([]);
  });
});

describe('answers by link', () => {
  const anyone = () => maintenance.as();

  test('a look is noted once, answers nothing, and the link still answers', async () => {
    const { orderId, callOffId } = await scene.offered();
    const token = await scene.linkOf(callOffId);
    const first = await anyone().getOfferByLink({ params: { token } });
    const second = await anyone().getOfferByLink({ params: { token } });
    expect([first.body.status, second.body.status]).toEqual(['viewed', 'viewed']);
    expect(second.etag).toBe(first.etag);
    const { body } = await anyone().answerByLink({ params: { token }, body: accept });
    expect(body).toEqual({ callOffId, orderId, status: 'accepted' });
    const { history } = await scene.getOrder(orderId);
    expect(history.filter(({ event }) => event === 'CallOffViewed')).toHaveLength(1);
    expect(history.find(({ event }) => event === 'CallOffAccepted')?.actor).toBe(
      'Eksempel Bygg AS (svarlenke)',
    );
  });

  test('a link answers once, and is gone with its offer', async () => {
    const { orderId, callOffId } = await scene.offered();
    const token = await scene.linkOf(callOffId);
    await anyone().answerByLink({ params: { token }, body: { answer: 'decline' } });
    expect(await refusal(anyone().answerByLink({ params: { token }, body: accept }))).toEqual([
      409,
      'already_answered',
    ]);
    const next = await scene.linkOf(`${orderId}.2`);
    await scene.officer.cancelOrder({ params: { orderId }, body: { reason: 'Ikke lenger nødvendig' } });
    expect(await refusal(anyone().answerByLink({ params: { token: next }, body: accept }))).toEqual([
      410,
      'withdrawn',
    ]);
  });

  test('the same Idempotency-Key by the same link gets the same answer; by another link it is another key', async () => {
    const one = await scene.offered();
    const other = await scene.offered();
    const options = { idempotencyKey: 'svar-1' };
    const answer = async (callOffId: string) =>
      anyone().answerByLink({ params: { token: await scene.linkOf(callOffId) }, body: accept }, options);
    const first = await answer(one.callOffId);
    expect((await answer(one.callOffId)).body).toEqual(first.body);
    expect((await answer(other.callOffId)).body).toMatchObject({ callOffId: other.callOffId });
  });

  test('a link that we did not make opens nothing, whatever it names', async () => {
    const { callOffId } = await scene.offered();
    const token = await scene.linkOf(callOffId);
    const [name] = token.split('.');
    for (const forged of [`${name}.${'A'.repeat(43)}`, `${token}A`, name!, 'x'])
      expect(await refusal(anyone().answerByLink({ params: { token: forged }, body: accept }))).toEqual([
        404,
        'not_found',
      ]);
  });
});

describe('conditions', () => {
  test('an If-Match of an earlier version is refused with 412, and the present one is taken', async () => {
    const { orderId, callOffId } = await scene.offered();
    const read = await scene.officer.getOrder({ params: { orderId } });
    await maintenance.as().getOfferByLink({ params: { token: await scene.linkOf(callOffId) } });
    const cancel = (ifMatch: string) =>
      scene.officer.cancelOrder({ params: { orderId }, body: {} }, { ifMatch });
    expect(await refusal(cancel(read.etag!))).toEqual([412, 'stale_version']);
    const now = await scene.officer.getOrder({ params: { orderId } });
    expect((await cancel(now.etag!)).body.status).toBe('cancelled');
  });

  test('the same Idempotency-Key orders once, and is refused for another order', async () => {
    const jobId = await scene.registerJob();
    const body = {
      jobIds: [jobId],
      measureId: 'measure-1',
      frameworkAgreementId: await scene.signAgreement(),
      amountOre: 1000,
      dueOn: '2099-06-30',
    };
    const options = { idempotencyKey: 'bestilling-1' };
    const [one, other] = await Promise.all([
      scene.officer.createOrder({ body }, options),
      scene.officer.createOrder({ body }, options),
    ]);
    expect(other.body).toEqual(one.body);
    expect(await refusal(scene.officer.createOrder({ body: { ...body, amountOre: 1001 } }, options))).toEqual(
      [422, 'idempotency_key_reused'],
    );
    expect((await scene.officer.getJob({ params: { jobId } })).body.orderId).toBe(one.body.orderId);
  });
});
