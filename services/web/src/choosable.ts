import { ProblemError } from '@tiltak/http/client';
import { type Html, html } from './html/html.ts';
import { allAndMore, allMax, type ListPage } from './services.ts';

/** What a form offers to choose from, of a list that may be longer than a form can hold. */
export type Choosable<Item> = {
  /** The one that is chosen is among them, whatever was looked for. */
  readonly items: readonly Item[];
  /** What was looked for; empty: all that there are. */
  readonly sought: string;
  /** Whether nothing that fits was left out. */
  readonly isWhole: boolean;
};

/** What is chosen already, and what somebody looks for. */
export type Wanted = { readonly chosenId?: string | undefined; readonly sought?: string | undefined };

/** Where the things of a list come from; `sought` is empty where nobody looks for anything. */
export type Source<Item> = {
  readonly list: (sought: string, cursor: string | undefined) => Promise<ListPage<Item>>;
  readonly get: (id: string) => Promise<{ readonly body: Item }>;
  readonly idOf: (item: Item) => string;
};

const soughtMax = 200;

/** All things of a list, or those that somebody looks for, so that any can be chosen however many there are. */
export async function choosable<Item>(
  { list, get, idOf }: Source<Item>,
  { chosenId, sought = '' }: Wanted,
): Promise<Choosable<Item>> {
  const words = sought.trim().slice(0, soughtMax);
  const { items, isWhole } = await allAndMore((cursor) => list(words, cursor));
  const isThere = !chosenId || items.some((item) => idOf(item) === chosenId);
  const chosen = isThere ? undefined : await known(get, chosenId);
  return { items: chosen ? [chosen, ...items] : items, sought: words, isWhole };
}

/** Undefined where there is no such thing, which whoever wrote the address may have made up. */
export async function known<Item>(get: Source<Item>['get'], id: string): Promise<Item | undefined> {
  try {
    return (await get(id)).body;
  } catch (error) {
    if (error instanceof ProblemError && [400, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** The search as a service takes it: none where nobody looks for anything. */
export const wordsOf = (sought: string): { readonly words?: string } =>
  sought === '' ? {} : { words: sought };

/** How the things of a list are called where they are looked for. */
export type Called = {
  /** Ends the id of the field; unique on the page. */
  readonly id: string;
  /** The name of the field, which is also that of the query. */
  readonly query: string;
  /** What to do, and by what: `Finn bygning etter navn`. */
  readonly label: string;
  /** All of them, as in `de første 1000 bygningene`. */
  readonly all: string;
};

/** Where a list can't hold everything: what it holds, and a search that narrows it. `kept` goes along with the search. */
export function choiceSearch(
  action: string,
  { isWhole, sought }: Pick<Choosable<unknown>, 'isWhole' | 'sought'>,
  called: Called,
  kept: Readonly<Record<string, string | undefined>> = {},
): Html | undefined {
  if (isWhole && sought === '') return undefined;
  const { all, id, label, query } = called;
  const others = Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const search = new URLSearchParams(Object.fromEntries(others)).toString();
  const whole = search === '' ? action : `${action}?${search}`;
  return html`<form class="search" method="get" action="${action}" role="search">
${others.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="finn-${id}">${label}</label>
<span><input id="finn-${id}" name="${query}" type="search" value="${sought}" maxlength="${soughtMax}"><button>Finn</button></span>
${isWhole ? html`<p class="hint">Listen viser ${all} som passer. <a href="${whole}">Vis alle</a></p>` : html`<p class="hint">${leftOutText(called)}</p>`}
</form>`;
}

/** What a list that leaves things out says of it. */
export const leftOutText = ({ all }: Pick<Called, 'all'>): string =>
  `Listen viser de første ${allMax} ${all}.`;
