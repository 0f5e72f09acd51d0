import type { OperationAnswer } from '@tiltak/contracts';
import type { checklistOperations } from '@tiltak/contracts/maintenance';
import { type Called, type Choosable, choiceSearch, choosable, type Wanted, wordsOf } from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { pageLimit, type Services } from '../services.ts';

export type Template = OperationAnswer<(typeof checklistOperations)['getChecklistTemplate']>;
export type TemplateChoice = Choosable<Template>;

/** No templates, where none can be chosen. */
export const noTemplates: TemplateChoice = { items: [], sought: '', isWhole: true };

/** The newest templates of checklists, or those whose titles hold what somebody looks for. */
export const templateChoice = (
  { maintenance }: Pick<Services, 'maintenance'>,
  wanted: Wanted,
): Promise<TemplateChoice> =>
  choosable(
    {
      list: (sought, cursor) =>
        maintenance.listChecklistTemplates({ query: { ...wordsOf(sought), cursor, limit: pageLimit } }),
      get: (templateId) => maintenance.getChecklistTemplate({ params: { templateId } }),
      idOf: ({ templateId }) => templateId,
    },
    wanted,
  );

const called: Called = { id: 'mal', query: 'sok', label: 'Finn mal etter navn', all: 'malene' };

/** The search beside a list of templates that can't hold all; see `choiceSearch`. */
export const templateSearch = (
  action: string,
  choice: Pick<TemplateChoice, 'isWhole' | 'sought'>,
): Html | undefined => choiceSearch(action, choice, called);
