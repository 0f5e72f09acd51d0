import { test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { checklistTemplates, type TemplateEvent } from './template.ts';

const fields = { title: 'Tak', buildingPart: '26', items: ['Beslag', 'Renner'] };
const made: TemplateEvent = { type: 'ChecklistTemplateMade', data: fields };
const longer = { ...fields, items: ['Beslag', 'Renner', 'Pipehatt'] };

test('each change is an edition of its own, and saying the same again is none', () => {
  const changed: TemplateEvent = { type: 'ChecklistTemplateChanged', data: { ...longer, edition: 2 } };
  given(checklistTemplates, [made]).when({ type: 'change', template: longer }).then([changed]);
  given(checklistTemplates, [made, changed]).when({ type: 'change', template: longer }).then([]);
  given(checklistTemplates, [made, changed])
    .when({ type: 'change', template: fields })
    .then([{ type: 'ChecklistTemplateChanged', data: { ...fields, edition: 3 } }]);
  for (const other of [
    { ...fields, title: 'Yttertak' },
    { ...fields, buildingPart: null },
    { ...fields, items: ['Renner', 'Beslag'] },
  ])
    given(checklistTemplates, [made])
      .when({ type: 'change', template: other })
      .then([{ type: 'ChecklistTemplateChanged', data: { ...other, edition: 2 } }]);
});

test('a template that nobody made is not found, and is made once', () => {
  given(checklistTemplates, []).when({ type: 'change', template: fields }).rejects('not_found');
  given(checklistTemplates, [made]).when({ type: 'make', template: fields }).rejects('wrong_state');
});
