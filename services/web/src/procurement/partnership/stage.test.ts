import { expect, test } from '@jest/globals';
import { partnershipAnswers } from '../../../test/partnershipAnswers.ts';
import { type Stage, stageOf, stageText } from './stage.ts';
import type { Partner, Partnership } from './words.ts';

const partnershipIn = async (status: string) =>
  (await partnershipAnswers(status).getPartnership()).body as Partnership;
const before = '2026-10-31';
const after = '2026-11-02';

async function stageIn(
  status: string,
  today = before,
  more: Partial<Partner> = {},
  whole: Partial<Partnership> = {},
): Promise<Stage> {
  const partnership = { ...(await partnershipIn(status)), ...whole };
  return stageOf(partnership, { ...partnership.partners[0]!, ...more }, today);
}

test('what comes next with a partner follows from its last phase', async () => {
  expect(await stageIn('offered')).toEqual({ is: 'begin', phase: 1 });
  expect(await stageIn('placed')).toEqual({ is: 'deliver', phase: 1, isOverdue: false });
  expect(await stageIn('placed', '2026-11-01')).toMatchObject({ isOverdue: false });
  expect(await stageIn('placed', after)).toEqual({ is: 'deliver', phase: 1, isOverdue: true });
  expect(await stageIn('in_execution', after)).toEqual({ is: 'test', phase: 1 });
  expect(await stageIn('rework')).toEqual({ is: 'decide', phase: 1 });
  expect(await stageIn('delivered')).toEqual({ is: 'confirm', phase: 1 });
  expect(await stageIn('accepted', before, { status: 'developing' })).toEqual({ is: 'begin', phase: 2 });
});

test('a payment that waits is no decision: the phase is still to be decided', async () => {
  const { proposals } = await partnershipIn('delivered');
  const instalments = proposals.filter(({ type }) => type === 'instalment');
  expect(instalments).toHaveLength(1);
  expect(await stageIn('delivered', before, {}, { proposals: instalments })).toEqual({
    is: 'decide',
    phase: 1,
  });
});

test('the purchase is closed by the goals that are not met, and there is none in a pre-commercial procurement', async () => {
  expect(await stageIn('accepted')).toEqual({ is: 'closed', unmetGoalIds: ['M1'] });
  expect(await stageIn('accepted', before, { unmetGoalIds: [] })).toEqual({ is: 'open' });
  expect(await stageIn('settled')).toEqual({ is: 'exercised' });
  expect(await stageIn('settled', before, {}, { kind: 'pre_commercial_procurement' })).toEqual({
    is: 'done',
  });
});

test('with who has left, and after the end, there is nothing more to do', async () => {
  expect(await stageIn('placed', before, { status: 'left' })).toEqual({ is: 'left' });
  expect(await stageIn('placed', before, {}, { status: 'ended' })).toEqual({ is: 'ended' });
});

test('every stage is said with the name of the partner', async () => {
  for (const status of ['offered', 'placed', 'in_execution', 'rework', 'delivered', 'accepted', 'settled'])
    expect(stageText(await stageIn(status), 'Firma AS')).toContain('Firma AS');
});
