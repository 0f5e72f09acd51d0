/** Urgent ones that go one after the other while others wait: then one of those has its turn. */
const urgentInRow = 3;

/** Whose turn it is, of those that are urgent and those that are not: the urgent ones first, and nobody starves. */
export function* inTurn<Item>(urgent: Iterable<Item>, others: Iterable<Item>): Generator<Item, void> {
  const [first, second] = [urgent[Symbol.iterator](), others[Symbol.iterator]()];
  for (;;) {
    let row = 0;
    for (; row < urgentInRow; row += 1) {
      const next = first.next();
      if (next.done) break;
      yield next.value;
    }
    const other = second.next();
    if (!other.done) yield other.value;
    else if (row === 0) return;
  }
}

/** A row of each, taken from in turn. */
export function createTurns<Item extends { readonly urgent: boolean }>() {
  const rows = { urgent: [] as Item[], others: [] as Item[] };
  let urgentTaken = 0;
  const row = () =>
    rows.urgent.length > 0 && (urgentTaken < urgentInRow || rows.others.length === 0)
      ? rows.urgent
      : rows.others;

  return {
    add: (item: Item): void => void (item.urgent ? rows.urgent : rows.others).push(item),
    /** Whose turn it is; undefined: there is none. */
    next: (): Item | undefined => row()[0],
    /** Takes the one whose turn it is. */
    take(): Item | undefined {
      const from = row();
      urgentTaken = from === rows.urgent ? urgentTaken + 1 : 0;
      return from.shift();
    },
    all: (): readonly Item[] => [...rows.urgent, ...rows.others],
  };
}

export type Turns<Item extends { readonly urgent: boolean }> = ReturnType<typeof createTurns<Item>>;
