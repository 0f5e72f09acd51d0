import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords } from '@tiltak/store/words';

export type TemplateFields = {
  readonly title: string;
  /** Two digits of the building parts table (NS 3451); null: for any kind of work. */
  readonly buildingPart: string | null;
  readonly items: readonly string[];
};

export type Template =
  | { readonly status: 'none' }
  | (TemplateFields & {
      readonly status: 'made';
      /** Left out: the first. */
      readonly edition?: number;
      /** What it is found by; left out in templates from before there was a search. */
      readonly words?: readonly string[];
    });
export type TemplateCommand =
  | { readonly type: 'make'; readonly template: TemplateFields }
  | { readonly type: 'change'; readonly template: TemplateFields };
export type TemplateEvent =
  | DomainEvent<'ChecklistTemplateMade', TemplateFields>
  | DomainEvent<'ChecklistTemplateChanged', TemplateFields & { readonly edition: number }>;

/** Which edition of a template it is. */
export const editionOf = (template: Template): number =>
  template.status === 'none' ? 0 : (template.edition ?? 1);

/** Throws `not_found` or `wrong_state`. A change to what it is already is none, and makes no new edition. */
function decide({ type, template }: TemplateCommand, state: Template): readonly TemplateEvent[] {
  if (type === 'make') {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The template is there already.');
    return [{ type: 'ChecklistTemplateMade', data: template }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such template.');
  const { title, buildingPart, items } = state;
  const isSame =
    title === template.title &&
    buildingPart === template.buildingPart &&
    items.length === template.items.length &&
    items.every((item, at) => item === template.items[at]);
  if (isSame) return [];
  return [{ type: 'ChecklistTemplateChanged', data: { ...template, edition: editionOf(state) + 1 } }];
}

/** What orders get copies of: a later template, or edition of one, changes no checklist that is in use. */
export const checklistTemplates: Aggregate<TemplateCommand, TemplateEvent, Template> = {
  kind: 'checklistTemplates',
  indexes: [{ 'state.buildingPart': 1, _id: -1 }, { 'state.words': 1 }],
  initial: { status: 'none' },
  decide,
  evolve: (_state, { data }) => ({ status: 'made', ...data, words: searchWords(data.title) }),
};
