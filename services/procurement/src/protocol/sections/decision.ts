import { procedures } from '../../procurement/procedure/procedures.ts';
import { type Block, entry, gap, orNone, paragraph, table } from '../document.ts';
import { caseOf, type ProtocolFacts, personName, rowsOf, supplierName } from '../facts.ts';
import { complaintOutcomeWords, date, kroner, moment } from '../words.ts';

/** Who won each lot, why, at what price, and which two persons decided it. */
export function award(facts: ProtocolFacts): readonly Block[] {
  const approvals = new Map(rowsOf(facts, 'AwardApproved').map(({ data }) => [data.number, data]));
  const annulled = new Map(rowsOf(facts, 'AwardAnnulled').map(({ data }) => [data.number, data]));
  const blocks = rowsOf(facts, 'AwardProposed').flatMap(({ data: proposal }) => {
    const approval = approvals.get(proposal.number);
    const taken = annulled.get(proposal.number);
    const sum = proposal.lots
      .flatMap(({ winners, optionsOre }) => [optionsOre, ...winners.map(({ priceOre }) => priceOre)])
      .reduce((total, one) => total + one, 0);
    return [
      paragraph(
        `Tildeling nr. ${proposal.number} ble foreslått ${moment(proposal.at)} av ${personName(facts, proposal.by)}${
          approval
            ? ` og godkjent ${moment(approval.at)} av ${personName(facts, approval.by)}.`
            : '. Den er ikke godkjent.'
        }`,
      ),
      table(
        `Vinnere, tildeling nr. ${proposal.number}`,
        ['Leverandør', 'Delkontrakt', 'Plass', 'Pris', 'Opsjoner'],
        proposal.lots.flatMap(({ lotId, winners, optionsOre }) =>
          winners.map(({ supplierId, rank, priceOre }) => [
            supplierName(facts, supplierId),
            lotId,
            String(rank),
            kroner(priceOre),
            kroner(optionsOre),
          ]),
        ),
        'Ingen leverandør er valgt.',
      ),
      ...proposal.lots.map(({ lotId, title, reason }) =>
        entry(`Begrunnelse for valget i ${lotId}: ${title}`, reason),
      ),
      paragraph(`Tildelt verdi med opsjoner: ${kroner(sum)} uten merverdiavgift.`),
      ...(taken
        ? [
            entry(
              `Tildelingen ble omgjort ${moment(taken.at)} av ${personName(facts, taken.by)}`,
              taken.reason,
            ),
          ]
        : []),
    ];
  });
  const { status } = caseOf(facts);
  return orNone(
    blocks,
    status === 'cancelled' ? 'Konkurransen ble avlyst uten tildeling.' : 'Kontrakten er ikke tildelt.',
  );
}

/** From when on a contract could be signed, and who was told. */
export function standstill(facts: ProtocolFacts): readonly Block[] {
  const { standstill: kind } = procedures[caseOf(facts).procedure];
  const approvals = rowsOf(facts, 'AwardApproved');
  if (approvals.length === 0)
    return [
      paragraph(
        kind === 'none'
          ? 'Prosedyren har ingen karens.'
          : 'Karensen har ikke begynt: ingen tildeling er godkjent.',
      ),
    ];
  const letters = rowsOf(facts, 'BidderInformed');
  return approvals.flatMap(({ data }) => {
    const told = letters.filter((row) => row.data.awardNumber === data.number);
    return [
      data.standstill === null
        ? kind === 'required'
          ? gap(`Tildeling nr. ${data.number} har ingen karens, enda prosedyren krever det.`)
          : paragraph(`Tildeling nr. ${data.number} har ingen karens.`)
        : paragraph(
            `Karensen etter tildeling nr. ${data.number} begynte ${moment(data.standstill.sentAt)} og varte til ${moment(data.standstill.endsAt)}. En klage som er åpen, stanser den.`,
          ),
      table(
        `Meddelelse sendt, tildeling nr. ${data.number}`,
        ['Leverandør', 'Sendt'],
        told.map((row) => [supplierName(facts, row.data.supplierId), moment(row.data.sentAt)]),
        'Ingen meddelelser er sendt: det var ingen tilbydere.',
      ),
    ];
  });
}

/** Complaints, and how they were decided. */
export function complaints(facts: ProtocolFacts): readonly Block[] {
  const decided = new Map(rowsOf(facts, 'ComplaintDecided').map(({ data }) => [data.complaintId, data]));
  const blocks = rowsOf(facts, 'ComplaintFiled').map(({ data }) => {
    const outcome = decided.get(data.complaintId);
    return entry(
      `Klage fra ${data.filedBy}, ${moment(data.at)}`,
      data.about,
      outcome &&
        `Klagen ble ${complaintOutcomeWords[outcome.outcome]} ${moment(outcome.at)}: ${outcome.reason}`,
      !outcome && 'Klagen er ikke avgjort.',
    );
  });
  return orNone(blocks, 'Det er ikke klaget.');
}

/** What was signed, by whom, and how it changed. */
export function contract(facts: ProtocolFacts): readonly Block[] {
  const signed = rowsOf(facts, 'ContractSigned').map(({ data, stream }) => {
    const first = rowsOf(facts, 'SignatureGiven').find((row) => row.stream === stream);
    const signers = [first?.data.by, data.by].flatMap((one) => (one ? [personName(facts, one)] : []));
    return entry(
      `${data.title} (${data.lotId}), signert ${moment(data.at)}`,
      `Leverandør: ${data.suppliers.map(({ name }) => name).join(', ')}.`,
      `Verdi: ${kroner(data.valueOre)}, med opsjoner høyst ${kroner(data.ceilingOre)}, uten merverdiavgift.`,
      `Gjelder fra ${date(data.startsOn)}${data.endsOn === null ? '' : ` til ${date(data.endsOn)}`}.`,
      `Signert for kommunen av ${signers.join(' og ')}.`,
    );
  });
  const changes = rowsOf(facts, 'ContractChanged').map(({ data }) =>
    entry(
      `Endring etter FOA ${data.paragraph}, ${moment(data.at)}`,
      data.description,
      `Verdien endres med ${kroner(data.addedOre)} til ${kroner(data.currentValueOre)}.`,
    ),
  );
  return orNone([...signed, ...changes], 'Ingen kontrakt er inngått.');
}
