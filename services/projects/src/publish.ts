import type { Publication } from '@tiltak/contracts';
import type { projectsEvents } from '@tiltak/contracts/projects';
import type { Publish } from '@tiltak/store';
import type { AllocationEvent } from './allocation/allocation.ts';
import type { FrameDecided } from './frame/frame.ts';
import type { MeasureCreated } from './measure/measure.ts';

type Private = FrameDecided | MeasureCreated | AllocationEvent;

/** What others learn of the journal: frames, measures, and the answers to requests for money. */
export const publish: Publish = (row) => toPublic(row as Private, row.stream);

function toPublic(event: Private, stream: string): Publication<typeof projectsEvents> | undefined {
  switch (event.type) {
    case 'FrameDecided': {
      const { name, amountOre, standing } = event.data;
      return {
        type: 'no.tiltak.projects.frame.decided.v1',
        data: { frameId: stream, name, amountOre, standing },
      };
    }
    case 'MeasureCreated': {
      const { name, part, points, frameId, areaId } = event.data;
      return {
        type: 'no.tiltak.projects.measure.created.v1',
        data: { measureId: stream, name, part, points: [...points], frameId, areaId },
      };
    }
    case 'FundsReserved': {
      const { request, measureId, frameId, amountOre, availableOre } = event.data;
      return {
        type: 'no.tiltak.projects.funds.reserved.v1',
        data: { allocationId: stream, request, measureId, frameId, amountOre, availableOre },
      };
    }
    case 'FundsRefused':
      return {
        type: 'no.tiltak.projects.funds.refused.v1',
        data: { allocationId: stream, ...event.data, changeId: null },
      };
    case 'FundsAdjusted': {
      const { changeId, measureId, frameId, addedOre, availableOre } = event.data;
      // Nobody has asked whether money may be given back.
      if (addedOre <= 0) return undefined;
      return {
        type: 'no.tiltak.projects.funds.adjusted.v1',
        data: { allocationId: stream, changeId, measureId, frameId, addedOre, availableOre },
      };
    }
    case 'FundsAdjustmentRefused': {
      const { addedOre: amountOre, ...refused } = event.data;
      return {
        type: 'no.tiltak.projects.funds.refused.v1',
        data: { allocationId: stream, ...refused, amountOre, reason: 'exceeds_available' },
      };
    }
    default:
      return undefined;
  }
}
