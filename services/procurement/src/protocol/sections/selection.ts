import { procedures } from '../../procurement/procedure/procedures.ts';
import { type Block, entry, gap, orNone, paragraph, table } from '../document.ts';
import { caseOf, type ProtocolFacts, personName, type RowsOf, rowsOf, supplierName } from '../facts.ts';
import { moment } from '../words.ts';

type Reason = { readonly supplierId: string; readonly reason: string };

const namesOf = (facts: ProtocolFacts, supplierIds: readonly string[]): string =>
  supplierIds.map((one) => supplierName(facts, one)).join(', ') || 'ingen';

const reasonLines = (facts: ProtocolFacts, reasons: readonly Reason[]): readonly string[] =>
  reasons.map(({ supplierId, reason }) => `${supplierName(facts, supplierId)} går ikke videre: ${reason}`);

/** Requests to participate, when each was received. */
export function requests(facts: ProtocolFacts): readonly Block[] {
  const { asksFor } = procedures[caseOf(facts).procedure];
  const rows = rowsOf(facts, 'ParticipationRequested', 'RequestWithdrawn').map(({ type, stream, data }) => [
    supplierName(facts, stream.split('.').at(-1) ?? stream),
    type === 'ParticipationRequested' ? 'Forespørsel om å delta' : 'Forespørselen ble trukket',
    moment(data.receivedAt),
  ]);
  if (rows.length === 0 && asksFor !== 'requests') return [];
  const heads = ['Leverandør', 'Hva', 'Mottatt'];
  return [
    table('Mottatte forespørsler om å delta', heads, rows, 'Det er ikke mottatt forespørsler om å delta.'),
  ];
}

/** Which of those that asked to take part fulfil the requirements. */
export function requestsQualified(facts: ProtocolFacts): readonly Block[] {
  const { specification } = caseOf(facts);
  const titles = new Map(specification?.requirements.map((one) => [one.requirementId, one.title]));
  return rowsOf(facts, 'RequestDecided').flatMap(({ data: { supplierId, decision } }) =>
    decision.outcome === 'qualified'
      ? entry(
          `${supplierName(facts, supplierId)} kvalifisert ${moment(decision.at)}`,
          ...decision.assessments.map(
            ({ requirementId, note }) => `${titles.get(requirementId) ?? requirementId}: oppfylt. ${note}`,
          ),
        )
      : [],
  );
}

/** Which of them were turned away, by the paragraph. */
export const requestsRejected = (facts: ProtocolFacts): readonly Block[] =>
  rowsOf(facts, 'RequestDecided').flatMap(({ data: { supplierId, decision } }) =>
    decision.outcome === 'rejected'
      ? entry(
          `Forespørselen fra ${supplierName(facts, supplierId)} avvist etter FOA ${decision.paragraph}, ${moment(decision.at)}`,
          decision.reason,
        )
      : [],
  );

/** Who of the qualified went on, and by what (FOA § 16-12; the number is unconfirmed). */
export function selection(facts: ProtocolFacts): readonly Block[] {
  const { bidders } = procedures[caseOf(facts).procedure];
  const selected = rowsOf(facts, 'BiddersSelected').map(({ data }) =>
    entry(
      `Valgt ut ${moment(data.at)}`,
      `Går videre: ${namesOf(facts, data.supplierIds)}.`,
      data.criteria === null ? 'Alle kvalifiserte går videre.' : `Utvelgelseskriterier: ${data.criteria}`,
      ...reasonLines(facts, data.reasons),
    ),
  );
  const invited = rowsOf(facts, 'BiddersInvited').map(({ data }) =>
    entry(
      `Invitert til å gi tilbud, runde ${data.round}, ${moment(data.at)}`,
      namesOf(facts, data.supplierIds),
      `Tilbudsfrist: ${moment(data.bidsDeadline)}`,
    ),
  );
  const unexplained = invited.length > 0 && selected.length === 0 && bidders === 'selected';
  return orNone(
    [
      ...selected,
      ...(unexplained ? [gap('Det går ikke fram av saken hvordan de inviterte ble valgt ut.')] : []),
      ...invited,
    ],
    bidders === 'selected'
      ? 'Ingen er valgt ut ennå.'
      : 'Prosedyren har ingen utvelgelse blant kvalifiserte leverandører.',
  );
}

const negotiationTypes = ['NegotiationStarted', 'NegotiationMeetingRecorded', 'NegotiationEnded'] as const;

function ofNegotiation(facts: ProtocolFacts, row: RowsOf<(typeof negotiationTypes)[number]>): Block {
  switch (row.type) {
    case 'NegotiationStarted':
      return entry(
        `Runde ${row.data.number} begynte ${moment(row.data.at)}`,
        `Deltakere: ${namesOf(facts, row.data.participants)}.`,
        row.data.about,
        ...reasonLines(facts, row.data.reasons),
      );
    case 'NegotiationMeetingRecorded':
      return entry(
        `Møte med ${supplierName(facts, row.data.supplierId)} ${moment(row.data.heldAt)}, runde ${row.data.number}`,
        row.data.minutes,
        ...row.data.disclosed.map(
          ({ supplierId, consent }) =>
            `Fra løsningen til ${supplierName(facts, supplierId)} ble det fortalt noe. Samtykke: ${consent ?? 'deltakerens egen løsning'}`,
        ),
        `Ført av ${personName(facts, row.actor)}.`,
      );
    case 'NegotiationEnded':
      return entry(
        `Runde ${row.data.number} sluttet ${moment(row.data.at)}`,
        `Går videre: ${namesOf(facts, row.data.remaining)}.`,
        ...reasonLines(facts, row.data.reasons),
      );
  }
}

/** What was talked about with bidders, each by itself, and who went on after each round. */
export function dialogue(facts: ProtocolFacts): readonly Block[] {
  const { negotiation } = procedures[caseOf(facts).procedure];
  const blocks = rowsOf(facts, ...negotiationTypes).map((row) => ofNegotiation(facts, row));
  if (blocks.length > 0) return blocks;
  return [
    negotiation === 'mandatory'
      ? gap('Prosedyren krever forhandlinger, og ingen er ført i saken.')
      : paragraph(
          negotiation === 'forbidden'
            ? 'Prosedyren tillater ikke forhandlinger, og det er ikke forhandlet.'
            : 'Det er ikke ført dialog eller forhandlinger.',
        ),
  ];
}
