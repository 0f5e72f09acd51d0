import type { RuleRow } from '../rule/rule.ts';
import { numberAt } from '../rule/ruleAt.ts';

export type GroundName =
  | 'clause'
  | 'small'
  | 'additional'
  | 'unforeseen'
  | 'new_supplier'
  | 'not_substantial';

/** A reason for which a contract may be changed without a new competition. */
export type ChangeGround = {
  /** In FOA (anskaffelsesforskriften), read in secondary sources. */
  readonly paragraph: string;
  readonly norwegian: string;
  /**
   * `ceiling`: what the contract's own clauses have agreed on; `sum`: all changes of the ground together; `each`: every
   * change by itself; null: no amount is named, people judge.
   */
  readonly measure: 'ceiling' | 'sum' | 'each' | null;
};

/** FOA § 28-1 first paragraph; how much each allows is in the rules. */
export const changeGrounds: Readonly<Record<GroundName, ChangeGround>> = {
  clause: {
    paragraph: 'FOA § 28-1 (1) bokstav a',
    norwegian: 'Endringsklausul eller opsjon i kontrakten',
    measure: 'ceiling',
  },
  small: {
    paragraph: 'FOA § 28-1 (1) bokstav b',
    norwegian: 'Mindre endring under terskelverdien',
    measure: 'sum',
  },
  additional: {
    paragraph: 'FOA § 28-1 (1) bokstav c',
    norwegian: 'Nødvendig tilleggsleveranse fra samme leverandør',
    measure: 'each',
  },
  unforeseen: {
    paragraph: 'FOA § 28-1 (1) bokstav d',
    norwegian: 'Uforutsette omstendigheter',
    measure: 'each',
  },
  new_supplier: {
    paragraph: 'FOA § 28-1 (1) bokstav e',
    norwegian: 'Ny leverandør trer inn',
    measure: null,
  },
  not_substantial: {
    paragraph: 'FOA § 28-1 (1) bokstav f, § 28-2',
    norwegian: 'Endringen er ikke vesentlig',
    measure: null,
  },
};

/** What a ground allows on a day, as far as the rules say. */
export type ChangeLimit = {
  /** Of the contract's original value; null: no row says. */
  readonly percentMax: number | null;
  /** An amount that the sum stays below; null: none. */
  readonly belowOre: number | null;
  readonly rules: readonly RuleRow[];
};

/** The amounts that a ground allows, with the rows that say so; an unconfirmed row is shown as such, and used. */
export function changeLimit(
  ground: GroundName,
  kind: 'goods' | 'services' | 'works',
  { rows, on }: { readonly rows: readonly RuleRow[]; readonly on: string },
): ChangeLimit {
  const sort = kind === 'works' ? 'works' : 'goods_services';
  const share = (key: string) => numberAt(rows, `contract_change.${key}.percent_max`, on);
  if (ground === 'additional' || ground === 'unforeseen') {
    const found = share(ground);
    return { percentMax: found?.value ?? null, belowOre: null, rules: found ? [found.rule] : [] };
  }
  if (ground !== 'small') return { percentMax: null, belowOre: null, rules: [] };
  const found = share(`small.${sort}`);
  const threshold = numberAt(rows, `eea_threshold.${sort}`, on);
  return {
    percentMax: found?.value ?? null,
    belowOre: threshold ? threshold.value * 100 : null,
    rules: [found?.rule, threshold?.rule].filter((rule) => rule !== undefined),
  };
}
