import { envelopeBytesMax } from '@tiltak/contracts/procurement';
import { type EnvelopeKind, envelopeKinds } from '@tiltak/sealing';
import * as f from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { ifThere } from '../../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import { bidExplanations } from '../bidProblems.ts';
import { bidPage, pathOf } from './bidPage.ts';

const bidPath = '/kunngjoringer/:procurementId/tilbud';
/** How long a page waits while 25 MB go from the console to the service. */
const uploadTimeoutMs = 60_000;

const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });

/** The newest bid of the person's own firm, with its receipt. */
async function readOwnBid(visit: SignedInVisit) {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const bids = await ifThere(procurement.listBids({ params, query: { limit: 1 } }));
  const own = bids?.items[0];
  return own && (await procurement.getBid({ params: { ...params, bidId: own.bidId } })).body;
}

async function showBid(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const actsForFirm = visit.person.organisationNumber !== null;
  const [{ body: notice }, sealing, own, bid, { body: receiptKeys }] = await Promise.all([
    procurement.getNotice({ params }),
    ifThere(procurement.getSealing({ params })),
    actsForFirm ? ifThere(procurement.getOwnSupplier()) : undefined,
    actsForFirm ? readOwnBid(visit) : undefined,
    procurement.listReceiptKeys(),
  ]);
  const mayHaveResult = actsForFirm && notice.procedure === 'design_contest';
  const result = mayHaveResult ? await ifThere(procurement.getOwnContestResult({ params })) : undefined;
  return bidPage(
    visit,
    { notice, sealing, bid, receiptKeys, bidder: own?.organisationNumber, result },
    filled,
  );
}

/** Does what a form asks for, and shows the page again where that was refused. */
async function done(visit: SignedInVisit, step: string, call: () => Promise<unknown>): Promise<Reply> {
  const outcome = await f.attempted(call, bidExplanations);
  if (outcome.ok) return { redirect: `${pathOf(visit.params.procurementId!)}?utfort=${step}` };
  return showBid(visit, { form: step, entered: visit.form, errors: outcome.errors });
}

/** Passes sealed envelopes on and submits the bid that they make. What is in them the console can't read. */
async function submit(visit: SignedInVisit): Promise<Reply> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const sent = envelopeKinds.flatMap((envelope) => {
    const file = visit.files.get(envelope)?.[0];
    return file ? [{ envelope, ...file }] : [];
  });
  if (sent.some(({ isTooLarge }) => isTooLarge)) {
    const errors = { fields: {}, general: ['Hver konvolutt kan holde høyst 25 MB.'] };
    return showBid(visit, { form: 'lever', entered: visit.form, errors });
  }
  const confirmed = (visit.form.get('confirmed') ?? '').split(',').filter((id) => id !== '');
  return await done(visit, 'lever', async () => {
    const envelopes: { envelope: EnvelopeKind; envelopeId: string }[] = [];
    for (const { envelope, bytes } of sent) {
      const upload = { bytes, mediaType: 'application/age' };
      const { body } = await procurement.uploadEnvelope({ params, upload }, { timeoutMs: uploadTimeoutMs });
      envelopes.push({ envelope, envelopeId: body.envelopeId });
    }
    const body = { envelopes, confirmedRequirementIds: confirmed };
    await procurement.submitBid({ params, body }, callOptions(visit.form));
  });
}

/** The receipt as a file: what the bidder keeps. */
async function showReceipt(visit: SignedInVisit): Promise<Reply> {
  const bid = await readOwnBid(visit);
  if (!bid?.receipt) return { redirect: pathOf(visit.params.procurementId!) };
  const bytes = Buffer.from(`${bid.receipt}\n`);
  return { file: { bytes, mediaType: 'application/jose', name: `kvittering-${bid.bidId}.jws` } };
}

/** The bidder's pages on a competition. */
export const bidRoutes: readonly Route[] = [
  page(bidPath, (visit) => showBid(visit)),
  page(`${bidPath}/kvittering`, showReceipt),
  receiver(`${bidPath}/lever`, submit, { filesMax: envelopeKinds.length, bytesMax: envelopeBytesMax }),
  receiver(`${bidPath}/trekk`, (visit) =>
    done(visit, 'trekk', () =>
      visit.api.procurement.withdrawBid({ params: paramsOf(visit) }, callOptions(visit.form)),
    ),
  ),
  receiver(`${bidPath}/bekreft`, (visit) =>
    done(visit, 'bekreft', () =>
      visit.api.procurement.reconfirmBid({ params: paramsOf(visit) }, callOptions(visit.form)),
    ),
  ),
];
