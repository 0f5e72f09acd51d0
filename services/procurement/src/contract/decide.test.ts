import { describe, expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import * as x from '../../test/awardExamples.ts';
import { shippedRules } from '../rule/shipped.ts';
import { changeLimit, type GroundName } from './changeGround.ts';
import { contracts } from './contract.ts';
import type { ContractEvent } from './events.ts';
import type { SignCommand } from './signing.ts';
import { apprenticeShareOf, currentValueOf } from './value.ts';

const { drafted, draft, requested, reserved, refused, signed, signedAt, standstill, told } = x;
const ready = [drafted, requested(), reserved];
const sign = (by: string, more: Partial<SignCommand> = {}): SignCommand => ({
  type: 'sign',
  by,
  at: signedAt,
  today: '2026-12-04',
  signingFrom: standstill.endsAt,
  isComplaintOpen: false,
  frameworkAgreementId: null,
  endsOn: null,
  ...more,
});
const first: ContractEvent = { type: 'SignatureGiven', data: { by: 'one', at: signedAt } };
const cancelled: ContractEvent = { type: 'ContractCancelled', data: { ...told, reason: 'x', at: signedAt } };

describe('a draft', () => {
  test('asks for its money at once, and once', () => {
    given(contracts, []).when({ type: 'draft', draft, at: x.at }).then([drafted, requested()]);
    given(contracts, [drafted]).when({ type: 'draft', draft, at: x.at }).rejects('already_signed');
  });

  test('of a framework agreement asks for none: its call-offs do', () => {
    const framework = {
      ...draft,
      type: 'framework_agreement',
      valueOre: 0,
      framework: { allocation: 'rank', months: 24 },
    } as const;
    const state = given(contracts, []).when({ type: 'draft', draft: framework, at: x.at }).state();
    expect(state).toMatchObject({ funds: { status: 'not_needed' } });
  });

  test('that was refused its money may ask again, and only then', () => {
    given(contracts, [drafted, requested()]).when({ type: 'requestFunds' }).rejects('funds_not_refused');
    given(contracts, [drafted, requested(), refused])
      .when({ type: 'requestFunds' })
      .then([requested(2)]);
    const again = [drafted, requested(), refused, requested(2)];
    given(contracts, again).when({ type: 'recordFunds', request: 1 }).then([]);
    given(contracts, again)
      .when({ type: 'recordFunds', request: 2 })
      .then([{ type: 'ContractFundsReserved', data: { request: 2 } }]);
  });

  test('that was given up hears no answer any more', () => {
    given(contracts, [drafted, requested(), cancelled]).when({ type: 'recordFunds', request: 1 }).then([]);
    given(contracts, signed).when({ type: 'cancel', reason: 'x', at: signedAt }).rejects('already_signed');
  });
});

describe('a signature', () => {
  test('binds when a second person has countersigned', () => {
    given(contracts, ready).when(sign('one')).then([first]);
    given(contracts, [...ready, first])
      .when(sign('two'))
      .then(signed.slice(-1));
  });

  const before = { at: '2026-12-03T22:59:59.999Z' };
  test.each<[code: string, history: readonly ContractEvent[], command: SignCommand]>([
    ['same_person', [...ready, first], sign('one')],
    ['standstill_running', ready, sign('one', before)],
    ['standstill_running', [...ready, first], sign('two', before)],
    ['complaint_open', ready, sign('one', { isComplaintOpen: true })],
    ['complaint_open', ready, sign('one', { signingFrom: 'held' })],
    ['funds_missing', [drafted, requested()], sign('one')],
    ['funds_missing', [drafted, requested(), refused], sign('one')],
    ['already_signed', signed, sign('three')],
    ['contract_ended', [...ready, cancelled], sign('one')],
    ['not_found', [], sign('one')],
  ])('is refused: %s', (code, history, command) => {
    given(contracts, history).when(command).rejects(code);
  });

  test('in the very instant of the end is in time; where there is no standstill, at any time', () => {
    given(contracts, ready)
      .when(sign('one', { at: standstill.endsAt }))
      .state();
    given(contracts, ready)
      .when(sign('one', { at: x.at, signingFrom: null }))
      .state();
  });

  test('says what is left in the frame that has refused', () => {
    const state = fold(contracts, [drafted, requested(), refused]);
    expect(() => contracts.decide(sign('one'), state)).toThrow(/499 øre are left/);
  });
});

describe('a change', () => {
  const limitOf = (ground: GroundName) =>
    changeLimit(ground, 'works', { rows: shippedRules, on: '2026-12-05' });
  const change = (ground: GroundName, addedOre: number, more: object = {}) =>
    ({
      type: 'change',
      changeId: 'change-1',
      ground,
      description: 'Mer råte enn ventet',
      addedOre,
      endsOn: null,
      limit: limitOf(ground),
      by: 'one',
      at: signedAt,
      ...more,
    }) as const;
  const asked = (ground: GroundName, addedOre: number) => {
    const state = fold(contracts, signed);
    return [...signed, ...contracts.decide(change(ground, addedOre), state)];
  };

  test.each<[GroundName, fits: number, beyond: number]>([
    ['clause', 100, 101],
    ['small', 75, 76],
    ['additional', 250, 251],
    ['unforeseen', 250, 251],
  ])('by %s may add what the ground allows (%d øre of 500), and no øre more', (ground, fits, beyond) => {
    given(contracts, signed).when(change(ground, fits)).state();
    given(contracts, signed).when(change(ground, beyond)).rejects('change_limit');
  });

  test('by small ones counts all of them together, by unforeseen ones each', () => {
    given(contracts, asked('small', 40))
      .when(change('small', 36, { changeId: 'change-2' }))
      .rejects('change_limit');
    given(contracts, asked('unforeseen', 250))
      .when(change('unforeseen', 250, { changeId: 'change-2' }))
      .state();
  });

  test('keeps the rules that it was measured by, the unconfirmed ones as such', () => {
    const [event] = asked('unforeseen', 10).slice(-1);
    expect(event).toMatchObject({
      type: 'ContractChangeRequested',
      data: { paragraph: 'FOA § 28-1 (1) bokstav d', limitOre: 250, rules: [{ status: 'unconfirmed' }] },
    });
  });

  test('holds when the frame has lent what it adds, and not when it has refused', () => {
    const history = asked('unforeseen', 100);
    const agreed = given(contracts, history)
      .when({ type: 'recordChangeFunds', changeId: 'change-1' })
      .state();
    expect(agreed.status === 'none' ? 0 : currentValueOf(agreed)).toBe(600);
    const no = given(contracts, history)
      .when({
        type: 'recordChangeRefusal',
        changeId: 'change-1',
        reason: 'exceeds_available',
        availableOre: 9,
      })
      .state();
    expect(no).toMatchObject({ changes: [{ status: 'refused', availableOre: 9 }] });
    expect(no.status === 'none' ? 0 : currentValueOf(no)).toBe(500);
  });

  test('that takes away or moves the end needs no money; a change of nothing is none', () => {
    const state = given(contracts, signed)
      .when(change('not_substantial', -100, { endsOn: '2027-06-30' }))
      .state();
    expect(state).toMatchObject({ endsOn: '2027-06-30', changes: [{ status: 'agreed' }] });
    given(contracts, signed).when(change('clause', 0)).rejects('nothing_changed');
    given(contracts, signed)
      .when(change('clause', 0, { endsOn: '2026-12-03' }))
      .rejects('ends_before_start');
    given(contracts, ready).when(change('clause', 1)).rejects('not_signed');
  });
});

describe('the follow-up', () => {
  const sub = (subcontractorId: string, belowId: string | null) =>
    ({
      type: 'registerSubcontractor',
      rules: [],
      subcontractor: {
        subcontractorId,
        organisationNumber: '310000019',
        name: 'U',
        work: 'Stillas',
        belowId,
      },
      at: signedAt,
    }) as const;
  const invoice = (invoiceNumber: string, amountOre: number) =>
    ({ type: 'registerInvoice', invoiceNumber, amountOre, at: signedAt }) as const;
  const after = (...commands: readonly Parameters<typeof contracts.decide>[0][]) => {
    const events = [...signed];
    for (const command of commands) events.push(...contracts.decide(command, fold(contracts, events)));
    return events;
  };

  test('takes subcontractors down to the tier that was agreed', () => {
    const two = after(sub('s1', null), sub('s2', 's1'));
    given(contracts, two).when(sub('s3', 's2')).rejects('too_many_tiers');
    given(contracts, two).when(sub('s3', 'nobody')).rejects('subcontractor_not_found');
    given(contracts, two).when(sub('s3', 's1')).state();
  });

  test("sums the hours, and the apprentices' share of them", () => {
    const hours = (personHours: number, apprenticeHours: number) =>
      ({ type: 'reportHours', personHours, apprenticeHours, at: signedAt }) as const;
    const events = after(hours(100, 10), hours(50, 15));
    const state = fold(contracts, events);
    expect(state.status === 'none' ? null : apprenticeShareOf(state.hours)).toBe(16.7);
    given(contracts, events).when(hours(1, 2)).rejects('more_apprentices_than_hours');
  });

  test('is not completed before it is told whether apprentices have worked on it, where the clause was agreed', () => {
    const complete = { type: 'complete', at: signedAt } as const;
    given(contracts, signed).when(complete).rejects('apprentices_unreported');
    const without = signed.map((event) =>
      event.type === 'ContractDrafted'
        ? { ...event, data: { ...event.data, isApprenticesClauseAgreed: false } }
        : event,
    );
    given(contracts, without).when(complete).state();
  });

  test('takes invoices up to what the contract costs, each once', () => {
    const events = after(invoice('1', 400));
    given(contracts, events).when(invoice('2', 101)).rejects('exceeds_contract');
    given(contracts, events).when(invoice('1', 1)).rejects('invoice_twice');
    given(contracts, events).when(invoice('2', 100)).state();
  });

  test('ends with what was paid, and then nothing changes any more', () => {
    const worked = { type: 'reportHours', personHours: 10, apprenticeHours: 0, at: signedAt } as const;
    const events = after(invoice('1', 400), worked, { type: 'complete', at: signedAt });
    expect(events.at(-1)).toMatchObject({ type: 'ContractCompleted', data: { paidOre: 400 } });
    for (const command of [sub('s', null), invoice('2', 1), { type: 'complete', at: signedAt } as const])
      given(contracts, events).when(command).rejects('contract_ended');
    given(contracts, ready).when({ type: 'complete', at: signedAt }).rejects('not_signed');
  });
});
