import type { DomainEvent } from '@tiltak/decider';
import type { ProcedureName } from '../procurement/procedure/procedure.ts';

export type Kind = 'goods' | 'services' | 'works';

/** Which competitions a firm wants to hear of; an empty list is no condition. */
export type Interests = {
  /** The first two to eight digits of CPV codes. */
  readonly cpvPrefixes: readonly string[];
  readonly kinds: readonly Kind[];
  /** Areas of the municipality. */
  readonly areaIds: readonly string[];
};

/** A competition as it is announced to a firm: what everyone may read of it, and nothing more. */
export type Competition = {
  readonly procurementId: string;
  readonly title: string;
  readonly kind: Kind;
  readonly procedure: ProcedureName;
  readonly cpvCodes: readonly string[];
  readonly areaId: string | null;
  readonly deadlines: { readonly requests: string | null; readonly bids: string | null };
};

export type Firm = { readonly supplierId: string; readonly organisationNumber: string };

export type InterestEvent =
  | DomainEvent<'InterestsSet', Firm & { readonly interests: Interests; readonly stopKey: string }>
  | DomainEvent<'AlertsStopped', { readonly supplierId: string }>
  | DomainEvent<
      'CompetitionAnnounced',
      Firm &
        Competition & {
          readonly because: 'interest' | 'invitation';
          readonly links: { readonly page: string; readonly stop: string | null };
        }
    >;
