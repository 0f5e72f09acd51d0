import type { UsedRule } from '../../procurement/events.ts';
import { type Block, gap, paragraph, table } from '../document.ts';
import type { ProtocolFacts } from '../facts.ts';
import { date, ruleStatusWords, ruleValue } from '../words.ts';

/** The rules that decisions of the case were made by, as they stood then, with how sure they are. */
export function rules(facts: ProtocolFacts): readonly Block[] {
  const used = usedRules(facts);
  if (used.length === 0) return [paragraph('Ingen avgjørelse i saken er knyttet til en lagret regel.')];
  const unconfirmed = used.filter(({ status }) => status !== 'confirmed').length;
  return [
    table(
      'Regler som er brukt',
      ['Regel', 'Verdi', 'Gjelder fra', 'Kilde', 'Status'],
      used.map(({ title, value, unit, validFrom, source, status }) => [
        title,
        ruleValue(value, unit),
        validFrom === null ? 'ikke kjent' : date(validFrom),
        source,
        ruleStatusWords[status],
      ]),
      '',
    ),
    ...(unconfirmed > 0
      ? [
          gap(
            `${unconfirmed} av reglene er ikke bekreftet mot lovteksten: kontroller dem før saken avgjøres.`,
          ),
        ]
      : []),
  ];
}

/** Each rule once, whichever decisions used it. */
function usedRules({ rows }: ProtocolFacts): readonly UsedRule[] {
  const found = rows.flatMap(({ data }) => rulesIn(data));
  const byId = new Map(found.map((rule) => [rule.ruleId, rule]));
  return [...byId.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/** In an event's data, or in what it holds of a deadline or a standstill. */
function rulesIn(data: unknown): readonly UsedRule[] {
  if (typeof data !== 'object' || data === null) return [];
  const { rules: own = [], standstill } = data as { rules?: unknown; standstill?: unknown };
  return [...(Array.isArray(own) ? (own as readonly UsedRule[]) : []), ...rulesIn(standstill)];
}
