import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type TemplateFields = {
  readonly title: string;
  /** Two digits of the building parts table (NS 3451); null: for any kind of work. */
  readonly buildingPart: string | null;
  readonly items: readonly string[];
};

export type Template = { readonly status: 'none' } | (TemplateFields & { readonly status: 'made' });
export type MakeTemplate = { readonly type: 'make'; readonly template: TemplateFields };
export type TemplateMade = DomainEvent<'ChecklistTemplateMade', TemplateFields>;

/** What orders get copies of: a later template changes no checklist that is in use. */
export const checklistTemplates: Aggregate<MakeTemplate, TemplateMade, Template> = {
  kind: 'checklistTemplates',
  indexes: [{ 'state.buildingPart': 1, _id: -1 }],
  initial: { status: 'none' },
  decide({ template }, state) {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The template is there already.');
    return [{ type: 'ChecklistTemplateMade', data: template }];
  },
  evolve: (_state, { data }) => ({ status: 'made', ...data }),
};
