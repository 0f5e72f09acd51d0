import { type Bid, bidIdOf, bids, type EnvelopeContent } from '../src/bid/bid.ts';
import { procurements } from '../src/procurement/procurement.ts';
import type { StepCommand } from '../src/procurement/step.ts';
import { facts, specification } from './caseExamples.ts';
import { setKeys } from './keys.ts';
import type { RunningProcurement } from './running.ts';

/** Bids by supplier: the prices that lie in them. */
export type SceneBids = Readonly<Record<string, number>>;

/**
 * What lies before the evaluation: a case whose bids are opened. How bids are sealed, sent and opened has tests of its
 * own; here their decided facts are put where those parts put them.
 */
export function openScene(procurement: RunningProcurement) {
  const officer = procurement.as('procurement.officer');
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  /** A published case with bids of the suppliers, whose quality envelopes are opened. */
  async function opened(prices: SceneBids, more: object = {}) {
    const { body: created } = await officer.createProcurement({
      body: structuredClone({ ...facts, cpvCodes: [...facts.cpvCodes] }),
    });
    const params = { procurementId: created.procurementId };
    await officer.planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
    await officer.specifyCompetition({
      params,
      body: { ...structuredClone(specification), ...more } as never,
    });
    await setKeys(procurement, params);
    await officer.publishProcurement({ params, body: { bidsDeadline: inDays(90) } });
    for (const supplierId of Object.keys(prices)) await submit(params.procurementId, supplierId);
    await advance(params.procurementId, 'closed_for_bids');
    for (const supplierId of Object.keys(prices))
      await openEnvelope(params.procurementId, supplierId, 'quality', []);
    await advance(params.procurementId, 'opened');
    const bidIds = Object.keys(prices).map((supplierId) => bidOf(params.procurementId, supplierId));
    return { params, bidIds };
  }

  /** The price envelopes are opened. */
  async function openPrices(procurementId: string, prices: SceneBids): Promise<void> {
    for (const [supplierId, priceOre] of Object.entries(prices))
      await openEnvelope(procurementId, supplierId, 'price', [{ lotId: 'LOT-1', priceOre }]);
  }

  const bidOf = (procurementId: string, supplierId: string) =>
    bidIdOf({ procurementId, round: 1, supplierId });

  const submit = (procurementId: string, supplierId: string) =>
    procurement.store.transact(
      async (reads) => {
        const bid = await reads.stream(bids, bidOf(procurementId, supplierId));
        const envelope = (kind: 'quality' | 'price') => ({
          envelope: kind,
          envelopeId: `${supplierId}-${kind}`,
          found: { sha256: 'a'.repeat(64), bytes: 100 },
        });
        return ({ at, handle }) => {
          handle(bid, {
            type: 'submit',
            submission: {
              procurementId,
              round: 1,
              supplierId,
              organisationNumber: '310000019',
              confirmedRequirementIds: [],
              competitionVersion: 1,
            },
            envelopes: [envelope('quality'), envelope('price')],
            asked: ['quality', 'price'],
            reception: { receivedAt: at, at, deadline: inDays(1), isAsked: true, waitMsMax: 1000 },
          });
        };
      },
      { actor: 'test' },
    );

  const openEnvelope = (
    procurementId: string,
    supplierId: string,
    envelope: 'quality' | 'price',
    prices: EnvelopeContent['prices'],
  ) =>
    procurement.store.transact(
      async (reads) => {
        const bid = await reads.stream(bids, bidOf(procurementId, supplierId));
        const outcome: EnvelopeContent = {
          plaintextSha256: 'b'.repeat(64),
          fileId: 'file',
          files: [],
          answers: [],
          prices,
          findings: [],
        };
        return ({ at, handle }) => void handle(bid, { type: 'openEnvelope', envelope, outcome, at });
      },
      { actor: 'test' },
    );

  const advance = (procurementId: string, to: StepCommand['to']) =>
    procurement.store.transact(
      async (reads) => {
        const found = await reads.stream(procurements, procurementId);
        // The bids' deadline is not waited for.
        return ({ handle }) => void handle(found, { type: 'advance', to, at: inDays(91) });
      },
      { actor: 'test' },
    );

  const statusOf = async (bidId: string): Promise<Bid['status'] | 'none' | undefined> =>
    (await procurement.store.states<Bid>(bids).findOne({ _id: bidId }))?.state.status;

  return { opened, openPrices, advance, statusOf };
}
