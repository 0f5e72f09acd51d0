import { expiryOf, systemOf } from '../../dynamicPurchasing/system.ts';
import { type Block, entry, gap, paragraph, table } from '../document.ts';
import { caseOf, type ProtocolFacts, personName, type RowsOf, rowsOf, supplierName } from '../facts.ts';
import { moment } from '../words.ts';

const outcomeWords = { SupplierAdmitted: 'Tatt opp', AdmissionRefused: 'Ikke tatt opp' } as const;
const groundWords = {
  requirement_not_met: 'et krav er ikke oppfylt',
  excluded: 'leverandøren er utelukket',
  documentation_missing: 'dokumentasjon mangler',
} as const;

/** Who asked to be admitted to a dynamic purchasing system while it lasts, and how fast each was answered (FOA § 26-5). */
export function admissions(facts: ProtocolFacts): readonly Block[] {
  const state = caseOf(facts);
  if (state.procedure === 'dynamic_purchasing_call')
    return [
      paragraph(
        `Kjøpet ble gjort i innkjøpsordningen ${state.systemId}. Opptakene står i protokollen for den; innbudt er alle som var tatt opp.`,
      ),
    ];
  if (state.procedure !== 'dynamic_purchasing_system') return [paragraph('Prosedyren har ingen opptak.')];
  const system = systemOf(state);
  return [
    paragraph(
      system
        ? `Ordningen er åpen for nye leverandører fram til ${moment(expiryOf(system))}.`
        : 'Ordningen er ikke kunngjort, og ingen kan søke om opptak.',
    ),
    applications(facts),
    ...overdue(facts),
  ];
}

/** An application and the decision that came next; who was refused may have asked again. */
function applications(facts: ProtocolFacts): Block {
  const decisions = rowsOf(facts, 'SupplierAdmitted', 'AdmissionRefused');
  const rows = rowsOf(facts, 'AdmissionApplied').map((applied) => {
    const { supplierId, at, decideBy } = applied.data;
    const position = facts.rows.indexOf(applied);
    const decided = decisions.find(
      (row) => row.stream === applied.stream && facts.rows.indexOf(row) > position,
    );
    return [
      supplierName(facts, supplierId),
      moment(at),
      moment(decideBy),
      decided
        ? `${outcomeWords[decided.type]} ${moment(decided.data.at)} av ${personName(facts, decided.data.by)}`
        : 'Ikke avgjort',
    ];
  });
  const heads = ['Leverandør', 'Søkte', 'Svarfrist', 'Avgjørelse'];
  return table('Søknader om opptak', heads, rows, 'Ingen har søkt om opptak.');
}

const overdue = (facts: ProtocolFacts): readonly Block[] =>
  rowsOf(facts, 'AdmissionOverdue').map(({ data }) =>
    gap(
      `Søknaden fra ${supplierName(facts, data.supplierId)} ble ikke avgjort innen fristen, ${moment(data.decideBy)}.`,
    ),
  );

/** Who was not admitted, and why. */
export const admissionsRefused = (facts: ProtocolFacts): readonly Block[] =>
  rowsOf(facts, 'AdmissionRefused').map((row) =>
    entry(
      `${supplierName(facts, row.data.supplierId)} ikke tatt opp i innkjøpsordningen, ${moment(row.data.at)}`,
      groundLine(facts, row),
      row.data.reason,
    ),
  );

function groundLine(facts: ProtocolFacts, { data }: RowsOf<'AdmissionRefused'>): string {
  const { ground, requirementId } = data;
  const requirement = caseOf(facts).specification?.requirements.find(
    (one) => one.requirementId === requirementId,
  );
  const named = requirementId === null ? '' : ` (${requirement?.title ?? requirementId})`;
  return `Grunn: ${groundWords[ground]}${named}.`;
}
