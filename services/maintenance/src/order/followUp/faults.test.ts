import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../../test/orderExamples/commands.ts';
import { after, histories } from '../../../test/orderExamples/histories.ts';
import { contractor, later, today } from '../../../test/orderExamples/ordering.ts';
import { claimRaised, closed } from '../../../test/orderExamples/settling.ts';
import { acceptedWithDefect, defectApproved, defectFixed } from '../../../test/orderExamples/working.ts';
import type { OrderEvent } from '../events.ts';
import { orders } from '../orders.ts';
import { claimLimit } from './claim.ts';
import { claimsUntil } from './claimPeriod.ts';
import { escalationLimit } from './escalation.ts';

const stranger = '310000027';
const withDefect = histories.accepted_defect;

describe('acceptance with defects', () => {
  const found = { description: 'Rennen mangler', dueOn: '2026-12-01' };

  test('each defect gets an id and its deadline', () => {
    given(orders, histories.delivered)
      .when({ ...commands.acceptWork, defects: [found] })
      .then([acceptedWithDefect]);
  });

  test('a deadline is today or later', () => {
    given(orders, histories.delivered)
      .when({ ...commands.acceptWork, defects: [{ ...found, dueOn: '2026-11-21' }] })
      .rejects('due_in_the_past');
  });

  test('what the contractor calls fixed waits for an officer, who may send it back', () => {
    given(orders, withDefect).when(commands.reportDefectFixed).then([defectFixed]);
    const state = given(orders, [...withDefect, defectFixed])
      .when(commands.returnDefect)
      .state();
    expect(state).toMatchObject({
      followUp: { defects: [{ status: 'open', remark: 'Fortsatt ikke festet', dueOn: '2026-12-10' }] },
    });
  });

  test('another contractor knows of no order, and the contractor of no other defects', () => {
    given(orders, withDefect)
      .when({ ...commands.reportDefectFixed, organisationNumber: stranger })
      .rejects('not_found');
    given(orders, withDefect)
      .when({ ...commands.reportDefectFixed, defectId: 'defect-2' })
      .rejects('not_found');
  });

  test('the order is settled when the defects are approved, or with money retained for them', () => {
    const retained = { amountOre: 150, reason: 'Til rennen er på plass' };
    given(orders, withDefect).when(commands.settle).rejects('defects_open');
    given(orders, [...withDefect, defectFixed])
      .when(commands.settle)
      .rejects('defects_open');
    given(orders, withDefect)
      .when({ ...commands.settle, retained: { ...retained, amountOre: 601 } })
      .rejects('exceeds_unpaid');
    given(orders, [...withDefect, defectApproved])
      .when({ ...commands.settle, retained })
      .rejects('no_open_defects');
    given(orders, withDefect)
      .when({ ...commands.settle, retained })
      .then([{ type: 'OrderSettled', data: { contractor: contractor(1), paidOre: 450, retained } }]);
  });

  test('what is retained is paid when the defects are approved', () => {
    given(orders, [...histories.settled_retained, defectApproved])
      .when(commands.payRetained)
      .then([{ type: 'RetentionPaid', data: { contractor: contractor(1), amountOre: 150 } }]);
  });
});

describe('waiting', () => {
  const escalated = (escalation: number): OrderEvent => ({
    type: 'InspectionEscalated',
    data: { contractor: contractor(1), at: later, waitingSince: later, escalation },
  });

  test('work that waits for its inspection is told of, and stays delivered', () => {
    given(orders, histories.delivered)
      .when(commands.escalateInspection)
      .then([escalated(1)]);
    const state = given(orders, histories.delivered).when(commands.escalateInspection).state();
    expect(state.status).toBe('delivered');
  });

  test('it is told so many times and no more, and anew after a rework', () => {
    const told = Array.from({ length: escalationLimit }, (_, at) => escalated(at + 1));
    given(orders, [...histories.delivered, ...told])
      .when(commands.escalateInspection)
      .then([]);
    const again = [
      ...histories.delivered,
      ...told,
      ...histories.rework.slice(-1),
      histories.delivered.at(-1)!,
    ];
    given(orders, again)
      .when(commands.escalateInspection)
      .then([escalated(1)]);
  });

  test('a defect past its deadline waits for the contractor, one that is called fixed for an officer', () => {
    const about = { contractor: contractor(1), defectId: 'defect-1', description: 'Rennen mangler' };
    const data = { ...about, at: later, escalation: 1, dueOn: '2026-12-01' };
    given(orders, withDefect)
      .when(commands.escalateDefect)
      .then([{ type: 'DefectEscalated', data: { ...data, awaits: 'contractor' } } as OrderEvent]);
    given(orders, [...withDefect, defectFixed])
      .when(commands.escalateDefect)
      .then([{ type: 'DefectEscalated', data: { ...data, awaits: 'officer' } } as OrderEvent]);
    given(orders, [...withDefect, defectApproved])
      .when(commands.escalateDefect)
      .then([]);
  });
});

describe('claims', () => {
  const raise = (on: string, history: readonly OrderEvent[] = histories.settled) =>
    given(orders, history).when({ ...commands.raiseClaim, today: on, dueOn: '2099-01-01' });

  test('they are raised for five years from the acceptance, and not a day longer', () => {
    expect(raise('2031-11-22').state()).toMatchObject({
      followUp: { claims: [{ claimId: 'claim-1', status: 'raised' }] },
    });
    raise('2031-11-23').rejects('claim_too_late');
  });

  test('the refusal names the last day', () => {
    const late = { ...commands.raiseClaim, today: '2032-01-01', dueOn: '2099-01-01' };
    expect(() => orders.decide(late, after(histories.settled))).toThrow(
      expect.objectContaining({ facts: { claimsUntil: '2031-11-22' } }),
    );
  });

  test('work accepted on a leap day can be claimed about until the last of February', () => {
    const [...history] = histories.delivered;
    const accepted: OrderEvent = {
      type: 'WorkAccepted',
      data: { contractor: contractor(1), on: '2028-02-29' },
    };
    const state = after([...history, accepted]);
    expect(state.status !== 'none' && claimsUntil(state)).toBe('2033-02-28');
  });

  test('a claim opens a closed order again', () => {
    expect(raise('2031-11-22', [...histories.settled, closed]).state().status).toBe('settled');
  });

  test('a firm that disputes says why, and may acknowledge later', () => {
    const dispute = { ...commands.answerClaim, answer: 'dispute' } as const;
    given(orders, histories.settled_claimed).when(dispute).rejects('reason_missing');
    const [disputed] = orders.decide({ ...dispute, reason: 'Slitasje' }, after(histories.settled_claimed));
    const history = [...histories.settled_claimed, disputed as OrderEvent];
    given(orders, history)
      .when({ ...dispute, reason: 'Slitasje' })
      .rejects('wrong_state');
    expect(given(orders, history).when(commands.answerClaim).state()).toMatchObject({
      followUp: { claims: [{ status: 'acknowledged' }] },
    });
  });

  test('a claim that is not fixed is closed with a reason, and one that is fixed without', () => {
    const close = { ...commands.closeClaim, reason: null };
    given(orders, histories.settled_claimed).when(close).rejects('reason_missing');
    const [fixed] = orders.decide(commands.reportClaimFixed, after(histories.settled_claimed));
    given(orders, [...histories.settled_claimed, fixed as OrderEvent])
      .when(close)
      .then([{ type: 'ClaimClosed', data: { contractor: contractor(1), claimId: 'claim-1', reason: null } }]);
  });

  test('to another contractor there is no claim', () => {
    for (const type of ['answerClaim', 'reportClaimFixed'] as const)
      given(orders, histories.settled_claimed)
        .when({ ...commands[type], organisationNumber: stranger })
        .rejects('not_found');
  });

  test('an order takes so many claims and no more', () => {
    const many = Array.from({ length: claimLimit }, () => claimRaised);
    expect(() => orders.decide(commands.raiseClaim, after([...histories.settled, ...many]))).toThrow(
      Rejection,
    );
  });
});

describe('the end', () => {
  const byTime = (on: string, history: readonly OrderEvent[]) =>
    given(orders, history).when({ type: 'closeByTime', today: on });

  test('an order closes by itself when nothing can be claimed any more, and not on the day before', () => {
    byTime('2031-11-22', histories.settled).then([]);
    byTime('2031-11-23', histories.settled).then([
      {
        type: 'OrderClosed',
        data: { contractor: contractor(1), reason: 'Reklamasjonsfristen er ute' },
      },
    ]);
  });

  test('time closes nothing that is open', () => {
    byTime('2040-01-01', histories.settled_claimed).then([]);
    byTime('2040-01-01', histories.settled_retained).then([]);
    byTime('2040-01-01', [...histories.settled_retained, defectApproved]).then([]);
    byTime(today, histories.delivered).then([]);
  });

  test('somebody is told of the claims that are open before their time is over, and of nothing where there are none', () => {
    const remind = (history: readonly OrderEvent[]) =>
      given(orders, history).when({ type: 'remindOfClaims' });
    const ending = (openClaims: number): OrderEvent => ({
      type: 'ClaimPeriodEnding',
      data: { contractor: contractor(1), until: '2031-11-22', openClaims },
    });
    remind(histories.settled).then([]);
    remind(histories.settled_claimed).then([ending(1)]);
    const second = { ...claimRaised, data: { ...claimRaised.data, claimId: 'claim-2' } } as OrderEvent;
    remind([...histories.settled_claimed, second]).then([ending(2)]);
    const close = orders.decide(commands.closeClaim, after(histories.settled_claimed));
    remind([...histories.settled_claimed, ...close]).then([]);
    remind([...histories.settled, closed]).then([]);
  });

  test('an officer is told what is open', () => {
    given(orders, [...histories.settled_retained, defectApproved])
      .when(commands.closeOrder)
      .rejects('money_retained');
  });
});
