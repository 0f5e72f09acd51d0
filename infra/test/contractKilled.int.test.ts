import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { createClient, ProblemError } from '@tiltak/http/client';
import { eventually } from '../../packages/testing/src/index.ts';
import {
  type ChildProcurement,
  startChildProcurement,
} from '../../services/procurement/test/childProcurement.ts';
import { startProjects } from '../../services/projects/test/running.ts';
import type { Mint } from './mint.ts';
import { testIssuer, tokenFor } from './tokens.ts';

let procurement: ChildProcurement;
let projects: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => {
  procurement = await startChildProcurement({ issuer: testIssuer() } as Mint);
  projects = await startProjects(procurement.namespace);
});
afterAll(async () => {
  await Promise.all([procurement?.stop(), projects?.stop()]);
});

const contractsCount = 12;
const valueOreOf = (place: number) => 1000 + place;

/** Asks again, with the same key, until there is an answer: as a client does whose server was killed. */
const insist = <Answer>(ask: (options: { idempotencyKey: string }) => Promise<Answer>, key: string) =>
  eventually(
    async () => {
      try {
        return await ask({ idempotencyKey: key });
      } catch (error) {
        // A rule that does not pass by itself is an answer; anything else may be the kill.
        if (error instanceof ProblemError && error.problem.code !== 'funds_missing' && error.status < 500)
          return error;
        throw error;
      }
    },
    { deadlineMs: 60_000 },
  );
/** Kills it once the first event of the kind is written, with answers and other commands still on their way. */
async function killAfterFirst(type: string): Promise<void> {
  await eventually(
    async () => {
      const found = await procurement.store.journal.findOne({ type });
      if (!found) throw new Error(`there is no ${type} yet`);
    },
    { deadlineMs: 30_000 },
  );
  await procurement.killAndStart();
}

const as = (role: string) =>
  createClient(procurementOperations, { baseUrl: procurement.url(), token: () => tokenFor(role) });

test('contracts whose service is killed while they are approved and signed are each signed once, and the ledger holds their sum', async () => {
  const decision = { body: 'Formannskapet', date: null, caseNumber: null };
  const { body: frame } = await projects
    .as('portfolio.controller')
    .decideFrame({ body: { name: 'Ramme', amountOre: 1_000_000, decision } });
  const { body: measure } = await projects.as('project.owner').createMeasure({
    body: { name: 'Tiltak', part: null, points: [], frameId: frame.frameId },
  });
  const { body: firm } = await as('procurement.officer').registerSupplier({
    body: { organisationNumber: '310000019', name: 'Tak AS' },
  });
  const places = Array.from({ length: contractsCount }, (_, place) => place);
  const cases = await Promise.all(
    places.map(async (place) => {
      const facts = { title: 'Tak', kind: 'works', procedure: 'direct', procedureReason: 'Bare én' } as const;
      const { body } = await as('procurement.officer').createProcurement({
        body: { ...facts, estimatedValueOre: valueOreOf(place), measureId: measure.measureId },
      });
      const params = { procurementId: body.procurementId };
      await as('procurement.officer').planProcurement({ params, body: { publishOn: '2026-12-01' } });
      const lot = {
        lotId: 'LOT-1',
        supplierIds: [firm.supplierId],
        valueOre: valueOreOf(place),
        reason: 'Bare én',
      };
      await as('procurement.officer').award({ params, body: { lots: [lot] } });
      return params;
    }),
  );
  const approvals = Promise.all(
    cases.map((params) =>
      insist((o) => as('procurement.officer-2').approveAward({ params }, o), `a-${params.procurementId}`),
    ),
  );
  await killAfterFirst('AwardApproved');
  await approvals;
  const sign = async (role: string, event: string) => {
    const signatures = Promise.all(
      cases.map(async (params) => {
        const { body: award } = await insist(() => as(role).getAward({ params }), 'read').then((answer) => {
          if (answer instanceof Error) throw answer;
          return answer;
        });
        const at = { ...params, contractId: award.contracts[0]?.contractId ?? '' };
        await insist((o) => as(role).signContract({ params: at }, o), `${role}-${at.contractId}`);
      }),
    );
    await killAfterFirst(event);
    await signatures;
  };
  await sign('procurement.officer', 'SignatureGiven');
  await sign('procurement.officer-2', 'ContractSigned');

  const sumOre = places.reduce((sum, place) => sum + valueOreOf(place), 0);
  await eventually(
    async () => {
      const { body } = await projects.as('auditor').getFrame({ params: { frameId: frame.frameId } });
      expect(body).toMatchObject({ committedOre: sumOre, reservedOre: 0, availableOre: 1_000_000 - sumOre });
    },
    { deadlineMs: 30_000 },
  );
  const rows = await procurement.store.journal.find({ type: 'ContractSigned' }).toArray();
  expect(rows).toHaveLength(contractsCount);
  expect(new Set(rows.map(({ stream }) => stream)).size).toBe(contractsCount);
  const asked = await procurement.store.journal.find({ type: 'ContractFundsRequested' }).toArray();
  expect(asked).toHaveLength(contractsCount);
}, 180_000);
