import { procedures } from '../../procurement/procedure/procedures.ts';
import { type Block, entry, gap, paragraph, table } from '../document.ts';
import { caseOf, type ProtocolFacts, personName, rowsOf, supplierName } from '../facts.ts';
import { climateWords, criterionWords, kindWords, kroner, moment, priceModelWords } from '../words.ts';

/** What it was thought to cost. What it does cost stands with the award. */
export function value(facts: ProtocolFacts): readonly Block[] {
  const { estimatedValueOre, kind, measureId, unit, cpvCodes, specification } = caseOf(facts);
  const lots = specification?.lots ?? [];
  const sum = lots.reduce((total, lot) => total + lot.estimatedValueOre, 0);
  return [
    paragraph(`Anskaffelsens anslåtte verdi er ${kroner(estimatedValueOre)} uten merverdiavgift.`),
    table(
      'Anslått verdi av delkontraktene',
      ['Delkontrakt', 'Anslått verdi'],
      lots.map((lot) => [`${lot.lotId}: ${lot.title}`, kroner(lot.estimatedValueOre)]),
      'Konkurransegrunnlaget er ikke beskrevet, og verdien er ikke fordelt på delkontrakter.',
    ),
    ...(lots.length > 0 && sum !== estimatedValueOre
      ? [gap(`Delkontraktene er anslått til ${kroner(sum)} til sammen, som er noe annet enn hele verdien.`)]
      : []),
    paragraph(
      `Anskaffelsen gjelder ${kindWords[kind].toLowerCase()}, betales av tiltaket ${measureId}${
        unit === null ? '' : ` og gjøres for ${unit}`
      }. CPV-koder: ${cpvCodes.join(', ') || 'ingen oppgitt'}.`,
    ),
  ];
}

/** Those that anyone may choose without giving a reason, where the value allows them. */
const freelyChosen: readonly string[] = [
  ...['open', 'restricted', 'open_tender', 'limited_tender', 'dynamic_purchasing_call'],
];

/** Which way was chosen, why, and what became of it. */
export function procedure(facts: ProtocolFacts): readonly Block[] {
  const { procedure: name, procedureReason, publishedAt, cancelledBecause } = caseOf(facts);
  const { norwegian, ground } = procedures[name];
  const published = rowsOf(facts, 'ProcurementPublished').at(-1)?.data;
  const back = rowsOf(facts, 'ProcurementAdvanced').filter(({ data }) => data.reason !== null);
  return [
    paragraph(`Prosedyre: ${norwegian} (${ground}).`),
    procedureReason !== null
      ? entry('Begrunnelse for prosedyren', procedureReason)
      : freelyChosen.includes(name)
        ? paragraph('Prosedyren kan velges fritt, og valget er ikke begrunnet særskilt.')
        : gap('Valget av prosedyre er ikke begrunnet.'),
    paragraph(
      publishedAt === null
        ? 'Ingen konkurranse er kunngjort.'
        : `Konkurransen ble ${published?.invitedSupplierIds ? 'sendt' : 'kunngjort'} ${moment(publishedAt)}.`,
    ),
    ...(published?.invitedSupplierIds
      ? [
          entry(
            'Spurte leverandører',
            published.invitedSupplierIds.map((one) => supplierName(facts, one)).join(', '),
          ),
        ]
      : []),
    ...back.map(({ data }) => entry(`Steg ${moment(data.at)}: fra ${data.from} til ${data.to}`, data.reason)),
    ...(cancelledBecause === null ? [] : [entry('Konkurransen ble avlyst', cancelledBecause)]),
  ];
}

/** Into what it was divided, or why it was not (FOA § 19-4). */
export function lots(facts: ProtocolFacts): readonly Block[] {
  const { specification } = caseOf(facts);
  if (specification === null)
    return [paragraph('Konkurransegrunnlaget er ikke beskrevet, og anskaffelsen er ikke delt opp.')];
  const { lots: all, noLotsReason } = specification;
  if (all.length > 1)
    return [
      paragraph(`Anskaffelsen er delt i ${all.length} delkontrakter:`),
      table(
        'Delkontrakter',
        ['Delkontrakt', 'Tittel'],
        all.map((lot) => [lot.lotId, lot.title]),
        '',
      ),
    ];
  return [
    paragraph('Anskaffelsen er ikke delt i delkontrakter.'),
    noLotsReason === null
      ? gap('Det er ikke begrunnet hvorfor anskaffelsen ikke er delt (FOA § 19-4).')
      : entry('Begrunnelse (FOA § 19-4)', noLotsReason),
  ];
}

/** What the bidders competed by, and how that changed. */
export function competition(facts: ProtocolFacts): readonly Block[] {
  const { specification, deadlines } = caseOf(facts);
  if (specification === null) return [paragraph('Det er ikke beskrevet noen konkurranse.')];
  const { requests, bids } = deadlines;
  const { criteria, climate, priceModel, requirements } = specification;
  return [
    paragraph(
      [
        requests !== null && `Frist for forespørsel om å delta: ${moment(requests)}.`,
        bids !== null && `Tilbudsfrist: ${moment(bids)}.`,
        requests === null && bids === null && 'Ingen frister er satt.',
      ]
        .filter(Boolean)
        .join(' '),
    ),
    table(
      'Tildelingskriterier',
      ['Kriterium', 'Slag', 'Vekt'],
      criteria.map(({ title, type, weightPercent }) => [title, criterionWords[type], `${weightPercent} %`]),
      'Det er ikke satt tildelingskriterier.',
    ),
    paragraph(`Prismodell: ${priceModelWords[priceModel.type]}.`),
    entry(`Klima og miljø: ${climateWords[climate.treatment]}`, climate.reason),
    ...requirements.map(({ title, evidence }) =>
      entry(`Kvalifikasjonskrav: ${title}`, `Dokumenteres ved: ${evidence}`),
    ),
    ...changes(facts),
    ...documents(facts),
  ];
}

function changes(facts: ProtocolFacts): readonly Block[] {
  const all = rowsOf(facts, 'CompetitionChanged', 'DeadlineMoved');
  if (all.length === 0) return [paragraph('Konkurransen ble ikke endret etter kunngjøringen.')];
  return all.map((row) => {
    if (row.type === 'CompetitionChanged')
      return entry(
        `${row.data.isSubstantial ? 'Vesentlig endring' : 'Endring'} ${moment(row.data.at)}`,
        row.data.reason,
        row.data.reconfirmBidsSince !== null && 'Tilbud som var gitt før endringen, måtte bekreftes på nytt.',
      );
    const { window, from, deadline, shortenedBy, reason, at } = row.data;
    return entry(
      `Frist ${shortenedBy ? 'forkortet' : 'forlenget'} ${moment(at)}`,
      `Fristen for ${window === 'bids' ? 'tilbud' : 'forespørsler'} ble flyttet fra ${moment(from)} til ${moment(deadline)}.`,
      reason,
      shortenedBy &&
        `Foreslått av ${personName(facts, shortenedBy.proposer)}, godkjent av ${personName(facts, shortenedBy.approver)}.`,
    );
  });
}

function documents(facts: ProtocolFacts): readonly Block[] {
  const rows = rowsOf(facts, 'DocumentsPublished').flatMap(({ data }) =>
    data.documents.map(({ title, version, sha256 }) => [
      title,
      String(version),
      moment(data.at),
      sha256.slice(0, 16),
    ]),
  );
  const heads = ['Dokument', 'Versjon', 'Publisert', 'SHA-256 (begynnelsen)'];
  return [table('Konkurransedokumenter', heads, rows, 'Ingen dokumenter er publisert.')];
}
