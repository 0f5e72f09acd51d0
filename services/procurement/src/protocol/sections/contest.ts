import { type Block, entry, gap, table } from '../document.ts';
import { type ProtocolFacts, personName, rowsOf, supplierName } from '../facts.ts';
import { kroner, moment } from '../words.ts';

/** How the jury of a design contest judged the entries, by their codes, and whose they were in the end. */
export function judging(facts: ProtocolFacts): readonly Block[] {
  const rankings = rowsOf(facts, 'RankingRecorded');
  const revealed = rowsOf(facts, 'NamesRevealed').at(-1)?.data;
  return [
    ...rankings.map(({ data }) =>
      entry(
        `Juryens rangering nr. ${data.version}, ${moment(data.at)}`,
        `Rekkefølge: ${data.ranking.join(', ')}.`,
        ...data.opinions.map(({ code, opinion }) => `${code}: ${opinion}`),
        `Signert av ${
          rowsOf(facts, 'RankingSigned')
            .filter((row) => row.data.version === data.version)
            .map((row) => personName(facts, row.data.subject))
            .join(', ') || 'ingen ennå'
        }.`,
      ),
    ),
    ...(revealed
      ? [
          table(
            'Navnene, lagt fram etter juryens signaturer',
            ['Kode', 'Deltaker', 'Plass', 'Premie'],
            revealed.entries.map(({ code, supplierId, place, prizeOre }) => [
              code,
              supplierName(facts, supplierId),
              String(place),
              kroner(prizeOre),
            ]),
            'Ingen utkast ble levert.',
          ),
        ]
      : [gap('Juryen er ikke ferdig, og deltakerne er fortsatt anonyme.')]),
  ];
}

/** Who judged, by profession, and what each declared of their independence. */
export function jury(facts: ProtocolFacts): readonly Block[] {
  const setUp = rowsOf(facts, 'ContestSetUp').at(-1)?.data;
  const replaced = rowsOf(facts, 'JurorReplaced');
  const jurors = [...(setUp?.jury ?? []), ...replaced.map(({ data }) => data.juror)];
  const left = new Set(replaced.map(({ data }) => data.subject));
  const declared = rowsOf(facts, 'IndependenceDeclared');
  return [
    ...jurors.map(({ subject, profession }) =>
      entry(
        `Jurymedlem: ${personName(facts, subject)}, ${profession}`,
        ...declared
          .filter(({ data }) => data.subject === subject)
          .map(
            ({ data }) =>
              `Erklært ${data.isIndependent ? 'uavhengig' : 'ikke uavhengig'} ${moment(data.at)}: ${data.statement}`,
          ),
      ),
    ),
    ...replaced.map(({ data }) =>
      entry(`${personName(facts, data.subject)} gikk ut av juryen ${moment(data.at)}`, data.reason),
    ),
    ...jurors
      .filter(({ subject }) => !left.has(subject) && declared.every(({ data }) => data.subject !== subject))
      .map(({ subject }) => gap(`${personName(facts, subject)} har ikke erklært seg uavhengig.`)),
  ];
}
