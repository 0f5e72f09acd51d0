import type { frameworkAgreement } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import { type Called, type Choosable, choiceSearch, choosable, type Wanted, wordsOf } from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { pageLimit, type Services } from '../services.ts';

export type Agreement = z.output<typeof frameworkAgreement>;
export type AgreementChoice = Choosable<Agreement>;

/** The framework agreements that can be called off from on a day, or those of them that somebody looks for. */
export const agreementChoice = (
  { procurement }: Pick<Services, 'procurement'>,
  validOn: string,
  wanted: Wanted,
): Promise<AgreementChoice> =>
  choosable(
    {
      list: (sought, cursor) =>
        procurement.listFrameworkAgreements({
          query: { validOn, ...wordsOf(sought), cursor, limit: pageLimit },
        }),
      get: (frameworkAgreementId) => procurement.getFrameworkAgreement({ params: { frameworkAgreementId } }),
      idOf: ({ frameworkAgreementId }) => frameworkAgreementId,
    },
    wanted,
  );

/** In the query of the page; that of the measures is `sok`. */
export const agreementQuery = 'avtale';
const called: Called = {
  ...{ id: 'avtale', query: agreementQuery, all: 'rammeavtalene' },
  label: 'Finn rammeavtale etter navn eller leverandør',
};

/** The search beside a list of agreements that can't hold all; see `choiceSearch`. */
export const agreementSearch = (
  action: string,
  choice: Pick<AgreementChoice, 'isWhole' | 'sought'>,
  kept: Readonly<Record<string, string | undefined>>,
): Html | undefined => choiceSearch(action, choice, called, kept);
