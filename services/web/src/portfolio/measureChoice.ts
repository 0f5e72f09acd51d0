import {
  type Called,
  type Choosable,
  choiceSearch,
  choosable,
  leftOutText,
  type Wanted,
  wordsOf,
} from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { pageLimit, type Services } from '../services.ts';
import type { Measure } from './portfolioPage.ts';

/** The measures that a form offers to choose from. */
export type MeasureChoice = Choosable<Measure>;

/** All measures, or those whose names hold what somebody looks for; with `asOf` as they were then. */
export const measureChoice = (
  { projects }: Pick<Services, 'projects'>,
  wanted: Wanted,
  asOf: { readonly asOf?: string } = {},
): Promise<MeasureChoice> =>
  choosable(
    {
      list: (sought, cursor) =>
        projects.listMeasures({ query: { ...asOf, ...wordsOf(sought), cursor, limit: pageLimit } }),
      get: (measureId) => projects.getMeasure({ params: { measureId } }),
      idOf: ({ measureId }) => measureId,
    },
    wanted,
  );

const called: Called = { id: 'tiltak', query: 'sok', label: 'Finn tiltak etter navn', all: 'tiltakene' };

/** The search beside a list of measures that can't hold all; see `choiceSearch`. */
export const measureSearch = (
  action: string,
  choice: Pick<MeasureChoice, 'isWhole' | 'sought'>,
  kept?: Readonly<Record<string, string | undefined>>,
): Html | undefined => choiceSearch(action, choice, called, kept);

/** What a list that leaves measures out says of it where there is no search beside it. */
export const otherMeasuresText = `${leftOutText(called)} Bestillinger på de andre finner du fra tiltakets side under Portefølje.`;
