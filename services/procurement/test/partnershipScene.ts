import { contracts } from '../src/contract/contract.ts';
import type { Draft } from '../src/contract/events.ts';
import type { ProcurementCommand } from '../src/procurement/decide.ts';
import { procurements } from '../src/procurement/procurement.ts';
import { draft } from './awardExamples.ts';
import { facts, specification } from './caseExamples.ts';
import { setKeys } from './keys.ts';
import { partnershipTerms, preCommercialTerms } from './partnershipExamples.ts';
import { organisationOf, type RunningProcurement } from './running.ts';

export type PartnershipProcedure = 'innovation_partnership' | 'pre_commercial_procurement';

/** That many days from now: RFC 3339. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** A case of the procedure with all but what a partnership needs beside it: it is planned and specified. */
export async function specifiedCase(
  procurement: RunningProcurement,
  procedure: PartnershipProcedure | 'open',
  estimatedValueOre = 500_000_000,
): Promise<{ readonly procurementId: string }> {
  const officer = procurement.as('procurement.officer');
  const { body } = await officer.createProcurement({
    body: { ...facts, cpvCodes: [...facts.cpvCodes], procedure, estimatedValueOre },
  });
  const params = { procurementId: body.procurementId };
  await officer.planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
  const result = procedure === 'open' ? { type: 'contract' } : { type: 'partnership', partnersMax: 3 };
  const intellectualProperty = partnershipTerms.intellectualProperty.terms;
  const competition = { ...specification, result, intellectualProperty };
  await officer.specifyCompetition({ params, body: structuredClone(competition) as never });
  await setKeys(procurement, params);
  return params;
}

/** The demo contractors, registered as suppliers: their ids in order. */
export async function demoSuppliers(
  procurement: RunningProcurement,
): Promise<readonly [string, string, string]> {
  const register = async (contractor: string) => {
    const { body } = await procurement.as('procurement.officer').registerSupplier({
      body: { organisationNumber: organisationOf(contractor), name: `Firmaet til ${contractor}` },
    });
    return body.supplierId;
  };
  return [await register('contractor-1'), await register('contractor-2'), await register('contractor-3')];
}

/** Moves a published case on as the parts between publication and contract do, which have tests of their own. */
export async function advance(
  { store }: RunningProcurement,
  procurementId: string,
  ...commands: readonly ProcurementCommand[]
): Promise<void> {
  await store.transact(
    async (reads) => {
      const found = await reads.stream(procurements, procurementId);
      return (stage) => {
        for (const command of commands) stage.handle(found, command);
      };
    },
    { actor: 'test' },
  );
}

type Step = Extract<ProcurementCommand, { type: 'advance' }>['to'];
export const to = (step: Step): ProcurementCommand => ({ type: 'advance', to: step, at: inDays(61) });

const concluded = [to('evaluation'), to('awarded'), to('standstill'), to('contracted')];

/** From its publication to the contract: with a negotiation in an innovation partnership. */
export function wayToContract(
  procedure: PartnershipProcedure,
  supplierIds: readonly string[],
): readonly ProcurementCommand[] {
  const opened = [to('closed_for_bids'), to('opened')];
  if (procedure === 'pre_commercial_procurement') return [...opened, to('qualification'), ...concluded];
  const invite: ProcurementCommand = {
    type: 'invite',
    supplierIds,
    qualified: supplierIds.length,
    bidsDeadline: inDays(60),
    earliest: { day: '', rules: [] },
    at: inDays(0),
  };
  return [to('qualification'), invite, ...opened, to('negotiation'), invite, ...opened, ...concluded];
}

type ContractsMade = { readonly status?: 'drafted' | 'signed'; readonly measureId?: string };

/** The partners' contracts, signed or only drafted: as an award and two signatures would have left them. */
export async function signedContracts(
  { store }: RunningProcurement,
  procurementId: string,
  supplierIds: readonly string[],
  { status = 'signed', measureId = draft.measureId }: ContractsMade = {},
): Promise<void> {
  for (const [place, supplierId] of supplierIds.entries())
    await store.transact(
      async (reads) => {
        const contract = await reads.stream(contracts, store.newId(), 'new');
        return ({ at, handle }) => {
          const own = { ...partnerDraft(procurementId, supplierId, place), measureId };
          handle(contract, { type: 'draft', draft: own, at });
          if (status === 'drafted') return;
          handle(contract, { type: 'recordFunds', request: 1 });
          const free = {
            signingFrom: null,
            isComplaintOpen: false,
            frameworkAgreementId: null,
            endsOn: null,
          };
          for (const by of ['one', 'two'])
            handle(contract, { type: 'sign', by, at, today: at.slice(0, 10), ...free });
        };
      },
      { actor: 'test' },
    );
}

/** The price of a partner's development. */
export const partnerValueOre = 90_000_000;

const partnerDraft = (procurementId: string, supplierId: string, place: number): Draft => ({
  ...draft,
  procurementId,
  type: 'partnership',
  valueOre: partnerValueOre,
  // With the option to buy what is developed.
  ceilingOre: partnerValueOre + 300_000_000,
  suppliers: [
    {
      supplierId,
      organisationNumber: organisationOf(`contractor-${place + 1}`),
      name: `Firma ${place}`,
      rank: 1,
    },
  ],
});

/** The example's terms, with deadlines that are to come. */
export function termsOf(kind: PartnershipProcedure) {
  const terms = kind === 'innovation_partnership' ? partnershipTerms : preCommercialTerms;
  const phases = terms.phases.map((phase, at) => ({
    ...phase,
    deadline: inDays(200 + at * 100).slice(0, 10),
  }));
  return structuredClone({ ...terms, phases }) as never;
}

/** A partnership that is running with the suppliers, whose contracts the measure pays. */
export async function runningPartnership(
  procurement: RunningProcurement,
  kind: PartnershipProcedure,
  supplierIds: readonly string[],
  measureId?: string,
): Promise<{ readonly procurementId: string }> {
  const officer = procurement.as('procurement.officer');
  const params = await specifiedCase(procurement, kind);
  await officer.statePartnershipTerms({ params, body: termsOf(kind) });
  const deadline = { [kind === 'innovation_partnership' ? 'requestsDeadline' : 'bidsDeadline']: inDays(60) };
  await officer.publishProcurement({ params, body: deadline });
  await advance(procurement, params.procurementId, ...wayToContract(kind, supplierIds));
  await signedContracts(procurement, params.procurementId, supplierIds, {
    ...(measureId !== undefined && { measureId }),
  });
  await officer.startPartnership({ params });
  return params;
}
