import { procedures } from '../../procurement/procedure/procedures.ts';
import { type Block, entry, gap, orNone, paragraph, table } from '../document.ts';
import { bidderOf, caseOf, evaluationOf, type ProtocolFacts, personName, rowsOf } from '../facts.ts';
import { decimal, kroner, moment, priceModelWords } from '../words.ts';
import { judging, jury } from './contest.ts';
import { requestsQualified } from './selection.ts';

/** Which bidders were found to fulfil the requirements, and how each was looked at. */
export function qualification(facts: ProtocolFacts): readonly Block[] {
  const { specification } = caseOf(facts);
  const bidder = bidderOf(facts);
  const titles = new Map(specification?.requirements.map((one) => [one.requirementId, one.title]));
  const qualified = rowsOf(facts, 'BidderQualified').map(({ data }) =>
    entry(
      `${bidder(data.bidId)} kvalifisert ${moment(data.at)}`,
      ...data.assessments.map(
        ({ requirementId, note }) => `${titles.get(requirementId) ?? requirementId}: oppfylt. ${note}`,
      ),
    ),
  );
  return orNone(
    [...requestsQualified(facts), ...qualified],
    'Ingen tilbydere er vurdert mot kvalifikasjonskrav.',
  );
}

/** The bids as they were compared, with the whole arithmetic. */
export function evaluation(facts: ProtocolFacts): readonly Block[] {
  const state = evaluationOf(facts);
  if (rowsOf(facts, 'ContestSetUp').length > 0) return judging(facts);
  if (!state) return [paragraph('Ingen tilbud er evaluert.')];
  const bidder = bidderOf(facts);
  const criteria = caseOf(facts).specification?.criteria ?? [];
  const titleOf = (criterionId: string) =>
    criteria.find((one) => one.criterionId === criterionId)?.title ?? criterionId;
  const settled = state.settledScores.map(({ bidId, lotId, criterionId, points, reason }) =>
    entry(`${bidder(bidId)}, ${lotId}, ${titleOf(criterionId)}: ${decimal(points)} poeng`, reason),
  );
  return [
    paragraph(
      `Evaluert er runde ${state.basis.round}, med ${state.bids.length} tilbud. Prismodell: ${priceModelWords[state.basis.priceModel.type]}.`,
    ),
    state.qualitySettledAt === null
      ? gap('Kvaliteten er ikke ferdig vurdert.')
      : paragraph(
          `Kvaliteten var ferdig vurdert ${moment(state.qualitySettledAt)}${
            state.basis.hasPriceEnvelope ? ', før prisene ble åpnet' : ''
          }.`,
        ),
    ...orNone(settled, 'Ingen poeng er fastsatt.'),
    ...Object.entries(state.ranking ?? {}).map(([lotId, rows]) =>
      table(
        `Rangering, ${lotId}`,
        ['Tilbyder', 'Plass', 'Pris', 'Poeng', 'Evaluert pris'],
        rows.map(({ bidId, rank, tied, priceOre, points, evaluatedPriceOre }) => [
          bidder(bidId),
          `${rank}${tied ? ' (delt)' : ''}`,
          kroner(priceOre),
          points === null ? '–' : decimal(points),
          evaluatedPriceOre === null ? '–' : kroner(evaluatedPriceOre),
        ]),
        `Ingen tilbud er rangert i ${lotId}.`,
      ),
    ),
    ...state.tieSettlements.map(({ lotId, method, bidIds, note, by, confirmedBy }) =>
      entry(
        `Likhet i ${lotId} avgjort ved ${method === 'drawing_of_lots' ? 'loddtrekning' : 'regel i dokumentene'}`,
        `Rekkefølge: ${bidIds.map(bidder).join(', ')}.`,
        note,
        `Gjort av ${[by, confirmedBy].flatMap((one) => (one === null ? [] : [personName(facts, one)])).join(' og ')}.`,
      ),
    ),
    ...rowsOf(facts, 'EvaluationReopened').map(({ data }) =>
      entry(`Evalueringen tatt opp igjen ${moment(data.at)}`, data.reason),
    ),
    state.finishedAt === null
      ? gap('Evalueringen er ikke avsluttet.')
      : paragraph(`Evalueringen ble avsluttet ${moment(state.finishedAt)}.`),
  ];
}

/** Whether those who judged had no interest in the outcome (habilitet, FOA § 7-5; the number is unconfirmed). */
export function impartiality(facts: ProtocolFacts): readonly Block[] {
  const appointed = rowsOf(facts, 'EvaluatorAppointed');
  const declared = rowsOf(facts, 'ImpartialityDeclared');
  const dismissed = rowsOf(facts, 'EvaluatorDismissed');
  const silent = appointed.filter(
    ({ data }) =>
      !declared.some((row) => row.data.subject === data.subject) &&
      !dismissed.some((row) => row.data.subject === data.subject),
  );
  const { procedure } = caseOf(facts);
  const blocks = [
    ...jury(facts),
    ...declared.map(({ data }) =>
      entry(
        `${personName(facts, data.subject)} har erklært seg ${data.isImpartial ? 'habil' : 'inhabil'} ${moment(data.at)}`,
        data.statement,
      ),
    ),
    ...dismissed.map(({ data, at }) =>
      entry(`${personName(facts, data.subject)} trådte ut ${moment(at)}`, data.reason),
    ),
    ...silent.map(({ data }) =>
      gap(`${personName(facts, data.subject)} er oppnevnt, men har ikke avgitt habilitetserklæring.`),
    ),
  ];
  if (blocks.length > 0) return blocks;
  return [
    procedures[procedure].asksFor === 'bids' || evaluationOf(facts)
      ? gap('Ingen evaluatorer er oppnevnt, og ingen habilitetserklæring er avgitt.')
      : paragraph('Det er ikke oppnevnt noen til å evaluere, og ingen habilitetserklæring er avgitt.'),
  ];
}
