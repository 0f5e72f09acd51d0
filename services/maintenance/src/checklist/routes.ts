import type { checklistOperations, maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import { jobs } from '../job/jobs.ts';
import { mustBeBoundTo } from '../order/boundTo.ts';
import { orderCommands } from '../order/commandRoutes.ts';
import { followUpOf } from '../order/followUp/followUp.ts';
import type { OrderTimes } from '../order/followUp/times.ts';
import { orders } from '../order/orders.ts';
import { checklistAnswer } from '../views/checklists.ts';
import { mustSeeOrder } from '../views/seenOrder.ts';
import { type Checklist, checklistIdOf, checklists, jobIdOf } from './checklist.ts';
import { checklistTemplates, editionOf, type Template } from './template.ts';

type Ops = typeof maintenanceOperations;

/** The operations on checklists and their templates. */
export function checklistRoutes(
  store: Store,
  times: OrderTimes,
): Pick<Handlers<Ops>, keyof typeof checklistOperations> {
  const { onOrderReading } = orderCommands(store, times);
  return {
    makeChecklistTemplate: (call) => {
      const templateId = store.newId();
      return runCommand(store, call, async (reads) => {
        const template = await reads.stream(checklistTemplates, templateId, 'new');
        return (stage) => {
          stage.handle(template, { type: 'make', template: call.body });
          return { body: templateAnswer(templateId, template.state), version: template.version };
        };
      });
    },
    async getChecklistTemplate({ params: { templateId } }) {
      const found = await store.states<Template>(checklistTemplates).findOne({ _id: templateId });
      if (!found) throw new Rejection('not_found', 'There is no such template.');
      return { body: templateAnswer(templateId, found.state), version: found.version };
    },
    changeChecklistTemplate: (call) => {
      const { templateId } = call.params;
      return runCommand(store, call, async (reads) => {
        const template = await reads.stream(checklistTemplates, templateId);
        return (stage) => {
          if (template.version > 0) expectVersion(template, call.ifMatch);
          stage.handle(template, { type: 'change', template: call.body });
          return { body: templateAnswer(templateId, template.state), version: template.version };
        };
      });
    },
    async listChecklistTemplates({ query: { buildingPart, cursor, limit, words } }) {
      const filter = {
        ...(words !== undefined && holdsAll(words)),
        ...(buildingPart !== undefined && { 'state.buildingPart': buildingPart }),
      };
      const { items, next } = await pageOf(store.states<Template>(checklistTemplates), {
        filter,
        order: 'newest',
        cursor,
        limit,
      });
      return { body: { items: items.map(({ _id, state }) => templateAnswer(_id, state)), next } };
    },
    attachChecklist: (call) =>
      onOrderReading(call, async (reads, state) => {
        const { orderId } = call.params;
        const { templateId } = call.body;
        const number = state.status === 'none' ? 1 : followUpOf(state).checklistIds.length + 1;
        const checklistId = checklistIdOf(orderId, number);
        const [template, checklist] = await Promise.all([
          reads.stream(checklistTemplates, templateId),
          reads.stream(checklists, checklistId),
        ]);
        return (stage) => {
          if (template.state.status === 'none')
            throw new Rejection('template_not_found', 'templateId: there is no such template.');
          const { title, items } = template.state;
          const edition = editionOf(template.state);
          stage.handle(checklist, { type: 'attach', orderId, templateId, edition, title, items });
          return { type: 'attachChecklist', checklistId, title };
        };
      }),
    async listChecklists({ params: { orderId }, actor }) {
      const { checklistIds } = followUpOf(await mustSeeOrder(store, orderId, actor));
      const found = await store
        .states<Checklist>(checklists)
        .find({ _id: { $in: [...checklistIds] } })
        .toArray();
      const byId = new Map(found.map(({ _id, state }) => [_id, state]));
      const items = checklistIds.map((id) => checklistAnswer(id, byId.get(id) ?? checklists.initial));
      return { body: { items, next: null } };
    },
    answerChecklistItem: (call) => {
      const { orderId, checklistId } = call.params;
      const { organisationNumber } = call.actor;
      const jobId = jobIdOf(checklistId, call.body.item);
      return runCommand(store, call, async (reads) => {
        const [order, checklist, job] = await Promise.all([
          reads.stream(orders, orderId),
          reads.stream(checklists, checklistId),
          reads.stream(jobs, jobId),
        ]);
        return (stage) => {
          const bound = mustBeBoundTo({ organisationNumber }, order.state);
          if (!['placed', 'in_execution', 'rework'].includes(bound.status))
            throw new Rejection('wrong_state', `The order is ${bound.status}; its checklists are closed.`);
          const given = { orderId, ...call.body, jobId };
          const [event] = stage.handle(checklist, { type: 'answer', ...given });
          if (event?.type === 'ChecklistItemAnswered' && event.data.jobMade !== null) {
            const [place] = bound.terms.jobs;
            const item =
              checklist.state.status === 'none' ? undefined : checklist.state.items[given.item - 1];
            if (!place || !item) throw new Error(`the order ${orderId} has no job, or its checklist no item`);
            stage.handle(job, {
              type: 'register',
              job: {
                buildingId: place.buildingId,
                title: item.text,
                description: item.remark,
                ...{ buildingPart: null, conditionGrade: null, consequenceGrade: null },
                ...{ planId: null, plannedFor: null, urgency: null, urgencyReason: null },
                foundBy: { orderId, checklistId, item: given.item },
              },
              at: stage.at,
            });
          }
          return { body: checklistAnswer(checklist.id, checklist.state), version: checklist.version };
        };
      });
    },
  };
}

function templateAnswer(templateId: string, template: Template) {
  if (template.status === 'none') throw new Error(`the template ${templateId} is not there`);
  const { title, buildingPart, items } = template;
  return { templateId, edition: editionOf(template), title, buildingPart, items: [...items] };
}
