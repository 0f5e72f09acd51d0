import { type Block, entry, orNone, paragraph, table } from '../document.ts';
import {
  anonymous,
  bidderOf,
  caseOf,
  type ProtocolFacts,
  personName,
  type RowsOf,
  rowsOf,
} from '../facts.ts';
import { envelopeWords, moment } from '../words.ts';
import { admissionsRefused } from './admission.ts';
import { requests, requestsRejected } from './selection.ts';

/** What arrived, and when its last byte was there; and who opened it. */
export function receipts(facts: ProtocolFacts): readonly Block[] {
  const bidder = bidderOf(facts);
  const heads = ['Leverandør', 'Hva', 'Mottatt'];
  const bids = rowsOf(facts, 'BidSubmitted', 'BidReplaced', 'BidWithdrawn', 'BidReconfirmed').map((row) => [
    bidder(row.stream),
    received(row),
    moment(row.data.receivedAt),
  ]);
  return [
    ...requests(facts),
    table('Mottatte tilbud', heads, bids, 'Ingen tilbud er mottatt og åpnet.'),
    ...(facts.sealedBids > 0
      ? [paragraph(`${facts.sealedBids} tilbud er forseglet; hvem de er fra, vises når de er åpnet.`)]
      : []),
    ...late(facts),
    ...openings(facts),
  ];
}

function received(row: RowsOf<'BidSubmitted' | 'BidReplaced' | 'BidWithdrawn' | 'BidReconfirmed'>): string {
  switch (row.type) {
    case 'BidSubmitted':
      return `Tilbud, runde ${row.data.round}`;
    case 'BidReplaced':
      return `Nytt tilbud i stedet, runde ${row.data.round}`;
    case 'BidWithdrawn':
      return 'Tilbudet ble trukket';
    case 'BidReconfirmed':
      return 'Tilbudet ble bekreftet på nytt';
  }
}

/** Codes of refusals that say that something came after its deadline. */
const lateCodes: readonly string[] = ['bid_late', 'request_late'];

function late(facts: ProtocolFacts): readonly Block[] {
  const rows = rowsOf(facts, 'AttemptRefused')
    .filter(({ data }) => lateCodes.includes(data.code))
    .map(({ data }) => [
      facts.isAnonymous ? anonymous : personName(facts, data.actor),
      data.code === 'bid_late' ? 'Tilbud' : 'Forespørsel',
      moment(data.at),
    ]);
  return rows.length === 0
    ? [paragraph('Ingenting kom inn for sent.')]
    : [table('Kom inn for sent og ble ikke tatt imot', ['Innlogget', 'Hva', 'Forsøkt'], rows, '')];
}

function openings(facts: ProtocolFacts): readonly Block[] {
  const finished = rowsOf(facts, 'OpeningFinished');
  if (finished.length === 0) return [paragraph('Ingen konvolutter er åpnet.')];
  const approvals = rowsOf(facts, 'OpeningApproved');
  return finished.map(({ data, stream }) => {
    const by = approvals
      .filter((row) => row.stream === stream && row.data.envelope === data.envelope)
      .map((row) => personName(facts, row.data.by));
    return entry(
      `Åpning av konvoluttene med ${envelopeWords[data.envelope]}, runde ${data.round}, ferdig ${moment(data.at)}`,
      `Godkjent av ${by.join(' og ')}.`,
      `${data.openedCount} åpnet, ${data.failedCount} kunne ikke åpnes.`,
      `Åpningsprotokollens SHA-256: ${data.protocolSha256}`,
    );
  });
}

/** Who and what was turned away, by the paragraph. */
export function rejections(facts: ProtocolFacts): readonly Block[] {
  const bidder = bidderOf(facts);
  const ofBids = rowsOf(facts, 'BidRejected', 'BidReinstated').map((row) =>
    row.type === 'BidRejected'
      ? entry(
          `Tilbudet fra ${bidder(row.data.bidId)} avvist etter FOA ${row.data.paragraph}, ${moment(row.data.at)}`,
          row.data.reason,
        )
      : entry(`Avvisningen av ${bidder(row.data.bidId)} omgjort ${moment(row.data.at)}`, row.data.reason),
  );
  return orNone(
    [...requestsRejected(facts), ...admissionsRefused(facts), ...ofBids],
    'Ingen leverandører eller tilbud er avvist.',
  );
}

/** Questions before the deadline, and what was cleared up with bidders after the opening. */
export function clarifications(facts: ProtocolFacts): readonly Block[] {
  const bidder = bidderOf(facts);
  const questions = rowsOf(facts, 'QuestionAnswered').map(({ data }) =>
    entry(
      `Spørsmål besvart til alle ${moment(data.at)}`,
      `Spørsmål: ${data.question}`,
      `Svar: ${data.answer}`,
    ),
  );
  const explanations = rowsOf(facts, 'ExplanationAsked', 'ExplanationRecorded').map((row) =>
    row.type === 'ExplanationAsked'
      ? entry(
          `${bidder(row.data.bidId)} bedt om å forklare prisen ${moment(row.data.at)}`,
          row.data.question,
          `Svarfrist: ${moment(row.data.answerBy)}`,
        )
      : entry(`Forklaring fra ${bidder(row.data.bidId)}, ${moment(row.data.at)}`, row.data.explanation),
  );
  const { publishedAt } = caseOf(facts);
  return [
    ...orNone(
      questions,
      publishedAt === null
        ? 'Det var ingen konkurranse å stille spørsmål til.'
        : 'Ingen spørsmål er besvart.',
    ),
    ...orNone(explanations, 'Det er ikke gjort avklaringer med tilbyderne etter åpningen (FOA § 23-5).'),
  ];
}
