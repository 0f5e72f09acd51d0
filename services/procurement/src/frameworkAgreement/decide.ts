import { Rejection } from '@tiltak/decider';
import type {
  FrameworkAgreementFacts,
  FrameworkAgreementSigned,
  FrameworkAgreementState,
  RankedSupplier,
} from './frameworkAgreement.ts';

export type SignFrameworkAgreement = Omit<FrameworkAgreementFacts, 'suppliers'> & {
  readonly suppliers: readonly {
    readonly supplierId: string;
    readonly rank: number;
    /** What is registered of it; undefined: there is no such supplier. */
    readonly registered: Pick<RankedSupplier, 'organisationNumber' | 'name'> | undefined;
  }[];
};

/**
 * Throws the Rejections `ends_before_start`, `supplier_twice`, `rank_twice`,
 * `supplier_not_found`.
 */
export function decide(
  command: SignFrameworkAgreement,
  state: FrameworkAgreementState,
): readonly FrameworkAgreementSigned[] {
  if (state.status !== 'none') throw new Rejection('already_signed', 'This agreement is registered already.');
  const { title, allocation, ceilingOre, validFrom, validTo } = command;
  if (validTo < validFrom)
    throw new Rejection(
      'ends_before_start',
      `\`validTo\` (${validTo}) is before \`validFrom\` (${validFrom}).`,
    );
  const suppliers = ranked(command.suppliers);
  return [
    {
      type: 'FrameworkAgreementSigned',
      data: { title, allocation, suppliers, ceilingOre, validFrom, validTo },
    },
  ];
}

function ranked(asked: SignFrameworkAgreement['suppliers']): readonly RankedSupplier[] {
  const twice = firstRepeated(asked.map(({ supplierId }) => supplierId));
  if (twice !== undefined)
    throw new Rejection('supplier_twice', `The supplier ${twice} is there more than once.`);
  const rank = firstRepeated(asked.map((one) => one.rank));
  if (rank !== undefined)
    throw new Rejection('rank_twice', `More than one supplier has rank ${rank}; each needs its own.`);
  return asked
    .map(({ supplierId, rank, registered }) => {
      if (!registered)
        throw new Rejection(
          'supplier_not_found',
          `There is no supplier ${supplierId}; register it first (POST /suppliers).`,
        );
      const { organisationNumber, name } = registered;
      return { supplierId, organisationNumber, name, rank };
    })
    .sort((one, other) => one.rank - other.rank);
}

function firstRepeated<Value>(values: readonly Value[]): Value | undefined {
  return values.find((value, at) => values.indexOf(value) !== at);
}
