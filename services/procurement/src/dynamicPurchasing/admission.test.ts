import { describe, expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { facts, specification } from '../../test/caseExamples.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { type Admission, type AdmissionCommand, type AdmissionEvent, admissions } from './admission.ts';
import { decideBy, expiryOf, requireOpenSystem, systemOf, takesApplications } from './system.ts';

const at = '2026-11-23T09:00:00.000Z';
const application = {
  ...{ systemId: 'sys', supplierId: 's1', organisationNumber: '310000019', name: 'Eksempel Bygg AS' },
  ...{ statement: 'Se vedlagte referanser', confirmedRequirementIds: ['R1'] },
};
const due = '2026-12-07T23:00:00.000Z';
const apply = { type: 'apply', application, requirementIds: ['R1'], decideBy: due, at } as const;
const applied: AdmissionEvent = { type: 'AdmissionApplied', data: { ...application, decideBy: due, at } };
const admit = { type: 'admit', by: 'anne', at } as const;
const reason = 'Ingen referanse gjelder tak';
const ground = 'requirement_not_met';
const refuse = { type: 'refuse', ground, requirementId: 'R1', reason, by: 'anne', at } as const;
const of = { systemId: 'sys', supplierId: 's1', at };
const admitted: AdmissionEvent = { type: 'SupplierAdmitted', data: { ...of, by: 'anne' } };
const refused: AdmissionEvent = {
  type: 'AdmissionRefused',
  data: { ...of, ground, requirementId: 'R1', reason, by: 'anne' },
};

describe('an admission', () => {
  test('is asked for with every requirement confirmed, and decided once', () => {
    given(admissions, []).when(apply).then([applied]);
    given(admissions, [applied]).when(apply).rejects('already_applied');
    given(admissions, [applied]).when(admit).then([admitted]);
    given(admissions, [applied, admitted]).when(refuse).rejects('already_decided');
    given(admissions, [applied, admitted]).when(apply).rejects('already_admitted');
    given(admissions, []).when(admit).rejects('not_found');
    const without = { ...apply, application: { ...application, confirmedRequirementIds: [] } };
    given(admissions, []).when(without).rejects('requirements_missing');
    const more = { ...apply, application: { ...application, confirmedRequirementIds: ['R1', 'R2'] } };
    given(admissions, []).when(more).rejects('requirement_not_found');
  });

  test('is refused by a ground, which names the requirement that is not met', () => {
    given(admissions, [applied]).when(refuse).then([refused]);
    for (const requirementId of [null, 'R2'])
      given(admissions, [applied])
        .when({ ...refuse, requirementId })
        .rejects('requirement_not_found');
    given(admissions, [applied])
      .when({ ...refuse, ground: 'excluded', requirementId: null })
      .state();
  });

  test('is asked for again by who was refused, and granted then', () => {
    const state = given(admissions, [applied, refused]).when(apply).state();
    expect(state).toMatchObject({ status: 'applied', refusal: null });
    given(admissions, [applied, refused, applied]).when(admit).then([admitted]);
  });

  test('is late when its time is over, unless it was decided or asked for anew', () => {
    const late = { type: 'markOverdue', decideBy: due, at } as const;
    const overdue: AdmissionEvent = { type: 'AdmissionOverdue', data: { ...of, decideBy: due } };
    given(admissions, [applied]).when(late).then([overdue]);
    given(admissions, [applied, overdue]).when(late).then([]);
    given(admissions, [applied, admitted]).when(late).then([]);
    given(admissions, [applied])
      .when({ ...late, decideBy: '2026-12-08T23:00:00.000Z' })
      .then([]);
    expect(given(admissions, [applied, overdue]).when(admit).state()).toMatchObject({
      status: 'admitted',
      isOverdue: true,
    });
  });

  test('no sequence of commands admits who has not asked, nor shows a decided one as waiting', () => {
    const command = fc.constantFrom<AdmissionCommand>(
      apply,
      admit,
      refuse,
      { type: 'markOverdue', decideBy: due, at },
      { ...apply, application: { ...application, confirmedRequirementIds: [] } },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const events: AdmissionEvent[] = [];
        for (const one of commands) {
          try {
            events.push(...admissions.decide(one, fold(admissions, events)));
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
          }
        }
        const decisions = events.filter(({ type }) => type !== 'AdmissionOverdue').map(({ type }) => type);
        for (const [index, type] of decisions.entries())
          if (type !== 'AdmissionApplied') expect(decisions[index - 1]).toBe('AdmissionApplied');
        const state: Admission = fold(admissions, events);
        if (state.status === 'admitted') expect(decisions.at(-1)).toBe('SupplierAdmitted');
      }),
    );
  });
});

describe('a dynamic purchasing system', () => {
  const created = procurements.evolve(procurements.initial, {
    type: 'ProcurementCreated',
    data: { facts: { ...facts, procedure: 'dynamic_purchasing_system' }, at },
  }) as ProcurementCase;
  const result = { type: 'dynamic_purchasing_system', months: 3 } as const;
  const system = (more: Partial<ProcurementCase> = {}): ProcurementCase => ({
    ...created,
    status: 'contracted',
    specification: { ...specification, version: 1, result },
    publishedAt: '2026-11-30T12:00:00.000Z',
    ...more,
  });
  const last = '2027-02-28T23:00:00.000Z';

  test('lasts its months, to the end of a last day that the month has', () => {
    expect(expiryOf(systemOf(system()) as never)).toBe(last);
  });

  test('takes applications from its publication to its last instant, and purchases from its opening', () => {
    for (const status of ['published', 'qualification', 'contracted'] as const) {
      const found = systemOf(system({ status })) as never;
      expect(takesApplications(found, '2027-02-28T22:59:59.999Z')).toBe(true);
      expect(takesApplications(found, last)).toBe(false);
    }
    for (const status of ['completed', 'cancelled'] as const)
      expect(takesApplications(systemOf(system({ status })) as never, at)).toBe(false);
    expect(systemOf(system({ publishedAt: null }))).toBeUndefined();
    expect(systemOf(system({ procedure: 'open' }))).toBeUndefined();
    requireOpenSystem(system(), at);
    expect(() => requireOpenSystem(system(), last)).toThrow('nothing is bought in this system now');
    expect(() => requireOpenSystem(system({ status: 'published' }), at)).toThrow('nothing is bought');
    expect(() => requireOpenSystem(system({ procedure: 'open' }), at)).toThrow('no such dynamic');
  });

  test('has working days for a decision: Christmas does not count', () => {
    expect(decideBy('2026-11-23T09:00:00.000Z', 10)).toBe('2026-12-07T23:00:00.000Z');
    // The 25th is a holiday, the 26th and 27th a weekend, and so are the 1st to the 3rd of January.
    expect(decideBy('2026-12-21T09:00:00.000Z', 10)).toBe('2027-01-06T23:00:00.000Z');
  });
});
