import { setTimeout as pause } from 'node:timers/promises';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { createClient } from '@tiltak/http/client';
import {
  dealKey,
  type EnvelopeKind,
  makeIdentity,
  packContent,
  recipientOf,
  sealEnvelope,
  unwrapShare,
} from '@tiltak/sealing';
import { eventually } from '@tiltak/testing';
import { type Mint, organisationNumbers } from '../../../infra/test/mint.ts';
import type { ProcedureName } from '../src/procurement/procedure/procedure.ts';
import type { Specification } from '../src/procurement/specification.ts';
import { facts, specification } from './caseExamples.ts';

/** Who takes part, on top of the firms: subjects of their tokens with their roles. */
const people = {
  anne: 'procurement.officer',
  berit: 'procurement.officer',
  kari: 'procurement.opener',
  ola: 'procurement.opener',
  revisor: 'auditor',
  adam: 'admin',
} as const;
export type Who = keyof typeof people;
const holders = ['kari', 'ola', 'revisor'] as const;
export type Holder = (typeof holders)[number];

/** How long a competition is open at first: longer than any machine takes for its bids. */
const openMs = 3_600_000;
/** Enough for two officers to agree on the new deadline before it is there. */
const closingMs = 1500;

/**
 * People with keys, and competitions with bidders, through the public operations of a running procurement, which must
 * take rehearsals (`REHEARSALS`): in one, two officers may move a deadline to the next moment when the bids are in.
 */
export async function openSealedScene(url: string, mint: Mint) {
  const as = (who: Who) =>
    createClient(procurementOperations, { baseUrl: url, token: () => mint.tokenFor(who, [people[who]]) });
  const identities = new Map<Holder, string>();
  for (const who of holders) {
    const identity = await makeIdentity();
    identities.set(who, identity);
    await as(who).registerOfficerKey({ body: { recipient: await recipientOf(identity) } });
  }

  /** Registers so many firms; each may bid. */
  async function firms(count: number) {
    return await Promise.all(
      organisationNumbers(count).map(async (organisationNumber) => {
        const { body } = await as('anne').registerSupplier({
          body: { organisationNumber, name: `Firma ${organisationNumber} AS` },
        });
        const token = await mint.tokenFor(`firm-${organisationNumber}`, ['contractor'], organisationNumber);
        const client = createClient(procurementOperations, { baseUrl: url, token: async () => token });
        return { organisationNumber, supplierId: body.supplierId, client, token };
      }),
    );
  }
  type Firm = Awaited<ReturnType<typeof firms>>[number];

  /** A case whose keys are dealt on this side and set. */
  async function sealedCase(
    more: Partial<Omit<Specification, 'version'>> = {},
    procedure: ProcedureName = 'open_tender',
  ) {
    const { body: created } = await as('anne').createProcurement({
      body: structuredClone({ ...facts, procedure, rehearsal: true, cpvCodes: [...facts.cpvCodes] }),
    });
    const params = { procurementId: created.procurementId };
    await as('anne').planProcurement({ params, body: { publishOn: '2026-02-01' } });
    await as('anne').specifyCompetition({
      params,
      body: structuredClone({ ...specification, ...more }) as never,
    });
    const { body: keys } = await as('anne').listOfficerKeys();
    const dealt = await dealKey({ ...params, threshold: 2, holders: keys.items });
    const { recipient, threshold, shares } = dealt;
    await as('anne').setSealing({ params, body: { recipient, threshold, shares: [...shares] } });
    return { params, dealt };
  }

  /** Publishes a case; bids are taken for so long. */
  async function publish(made: Awaited<ReturnType<typeof sealedCase>>, bidsMs = openMs) {
    const bidsDeadline = new Date(Date.now() + bidsMs).toISOString();
    await as('anne').publishProcurement({ params: made.params, body: { bidsDeadline } });
    return made;
  }
  const competition = async (more: { readonly envelopes?: readonly EnvelopeKind[] } = {}) =>
    publish(await sealedCase(more));
  type Competition = Awaited<ReturnType<typeof competition>>;

  /** Moves the deadline to so many milliseconds from now, and gives it. */
  async function endIn({ params }: Pick<Competition, 'params'>, ms: number): Promise<string> {
    const deadline = new Date(Date.now() + ms).toISOString();
    await as('anne').proposeShorterDeadline({ params, body: { deadline, reason: 'Budene er inne.' } });
    await as('berit').approveShorterDeadline({ params });
    return deadline;
  }

  /** Ends the time for bids; resolves right after the deadline. */
  async function close(competition: Pick<Competition, 'params'>): Promise<void> {
    await untilAfter(await endIn(competition, closingMs));
  }

  /** Unwraps shares as their holders would. */
  const sharesOf = ({ dealt }: Pick<Competition, 'dealt'>, who: readonly Holder[]): Promise<string[]> =>
    Promise.all(
      who.map((holder) => {
        const share = dealt.shares.find((one) => one.holder === holder);
        return unwrapShare(share?.wrappedShare ?? '', identities.get(holder) ?? '');
      }),
    );

  return {
    as,
    firms,
    sealedCase,
    publish,
    competition,
    endIn,
    close,
    sharesOf,
    /** Seals and uploads one envelope. */
    async upload(
      firm: Firm,
      { params }: Pick<Competition, 'params'>,
      envelope: EnvelopeKind,
      content: Parameters<typeof packContent>[0],
    ) {
      const { body: sealing } = await firm.client.getSealing({ params });
      const sealed = await sealEnvelope(await packContent(content), {
        of: { ...params, envelope, bidder: firm.organisationNumber },
        tenderRecipient: sealing.recipient,
        platformRecipient: sealing.platformRecipient,
      });
      const { body } = await firm.client.uploadEnvelope({
        params,
        upload: { bytes: sealed.bytes, mediaType: 'application/age' },
      });
      return { ...body, envelope, sealed };
    },
    /** Seals, uploads and submits a bid of two envelopes. */
    async bid(
      firm: Firm,
      competition: Pick<Competition, 'params'>,
      {
        priceOre,
        text = 'Vi gjør det godt',
        fileBytes = 100,
      }: { priceOre: number; text?: string; fileBytes?: number },
    ) {
      const files = [{ name: 'vedlegg.pdf', bytes: Buffer.alloc(fileBytes, text) }];
      const quality = await this.upload(firm, competition, 'quality', {
        document: { answers: [{ id: 'K', text }] },
        files,
      });
      const price = await this.upload(firm, competition, 'price', {
        document: { prices: [{ lotId: 'LOT-1', priceOre }] },
      });
      const named = [quality, price].map(({ envelope, envelopeId }) => ({ envelope, envelopeId }));
      const { body } = await firm.client.submitBid({
        params: competition.params,
        body: { envelopes: named },
      });
      return { ...body, uploads: { quality, price } };
    },
    /** Two persons approve the opening; bids must be closed. */
    async approve({ params }: Competition, envelope: EnvelopeKind): Promise<void> {
      for (const who of ['kari', 'ola'] as const)
        await as(who).approveOpening({ params, body: { envelope } });
    },
    /** Opens one kind of envelope to its end. */
    async open(competition: Competition, envelope: EnvelopeKind) {
      const { params } = competition;
      await this.approve(competition, envelope);
      const shares = await sharesOf(competition, ['kari', 'revisor']);
      await as('kari').openBids({ params, body: { envelope, shares } });
      return await this.opened(competition, envelope);
    },
    opened: ({ params }: Pick<Competition, 'params'>, envelope: EnvelopeKind, deadlineMs = 45_000) =>
      eventually(
        async () => {
          const { body } = await as('revisor').getOpening({ params });
          const one = body.envelopes.find((each) => each.envelope === envelope);
          if (one?.status !== 'opened') throw new Error(`not opened yet: ${JSON.stringify(one)}`);
          return one;
        },
        { deadlineMs },
      ),
  };
}

/** Resolves right after a moment. */
export const untilAfter = (moment: string) => pause(Math.max(0, Date.parse(moment) - Date.now()) + 5);

export type SealedScene = Awaited<ReturnType<typeof openSealedScene>>;
export type Firm = Awaited<ReturnType<SealedScene['firms']>>[number];
