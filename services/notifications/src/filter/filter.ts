/** A condition on an order, as the published operations have it (`subscriptionFilter` in the contracts). */
export type Condition =
  | { readonly field: 'urgent'; readonly equals: boolean }
  | { readonly field: 'buildingId' | 'frameworkAgreementId'; readonly oneOf: readonly string[] }
  | ({ readonly field: 'amountOre' | 'plannedPersonHours' } & Range<number>)
  | ({ readonly field: 'dueOn' } & Range<string>);
type Range<Value> = { readonly atLeast?: Value | undefined; readonly atMost?: Value | undefined };

/** What an offer says of its order, as far as filters look at it. */
export type OrderFacts = {
  readonly urgent: boolean;
  readonly buildingIds: readonly string[];
  readonly frameworkAgreementId: string | null;
  readonly amountOre: number | null;
  readonly plannedPersonHours: number | null;
  readonly dueOn: string | null;
};

/** The facts in the data of an event that offers an order; undefined for every other event. */
export function factsOf(data: object): OrderFacts | undefined {
  const { urgent, places, frameworkAgreementId, amountOre, plannedPersonHours, dueOn } = data as Partial<
    Record<keyof OrderFacts | 'places', unknown>
  >;
  if (typeof urgent !== 'boolean' || !Array.isArray(places)) return undefined;
  return {
    urgent,
    buildingIds: places.map((place: { buildingId?: unknown }) => String(place.buildingId)),
    frameworkAgreementId: textOf(frameworkAgreementId),
    amountOre: numberOf(amountOre),
    plannedPersonHours: numberOf(plannedPersonHours),
    dueOn: textOf(dueOn),
  };
}

/**
 * Whether an order passes: all conditions hold. What isn't known passes, because an event too many does less harm than
 * one too few.
 */
export function passes(filter: readonly Condition[], facts: OrderFacts | undefined): boolean {
  return facts === undefined || filter.every((condition) => holds(condition, facts));
}

function holds(condition: Condition, facts: OrderFacts): boolean {
  switch (condition.field) {
    case 'urgent':
      return facts.urgent === condition.equals;
    case 'buildingId':
      return facts.buildingIds.some((id) => condition.oneOf.includes(id));
    case 'frameworkAgreementId':
      return facts.frameworkAgreementId === null || condition.oneOf.includes(facts.frameworkAgreementId);
    case 'amountOre':
      return isWithin(facts.amountOre, condition);
    case 'plannedPersonHours':
      return isWithin(facts.plannedPersonHours, condition);
    case 'dueOn':
      return isWithin(facts.dueOn, condition);
  }
}

function isWithin<Value extends number | string>(
  value: Value | null,
  { atLeast, atMost }: Range<Value>,
): boolean {
  if (value === null) return true;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
