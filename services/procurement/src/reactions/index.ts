import { projectsEvents } from '@tiltak/contracts/projects';
import { react } from '@tiltak/messaging';
import { toContract } from './toContract.ts';

/**
 * What procurement does when the frame has answered. Most answers are to orders, which are none of its concern: so
 * these are patient.
 */
export const reactions = react(
  projectsEvents,
  {
    'no.tiltak.projects.funds.reserved.v1': ({ data: { allocationId, request } }) =>
      toContract(allocationId, { type: 'recordFunds', request }),
    'no.tiltak.projects.funds.adjusted.v1': ({ data: { allocationId, changeId } }) =>
      toContract(allocationId, { type: 'recordChangeFunds', changeId }),
    'no.tiltak.projects.funds.refused.v1': ({ data }) => {
      const { allocationId, request, changeId, reason, availableOre } = data;
      const refused = { reason, availableOre };
      return toContract(
        allocationId,
        changeId === null
          ? { type: 'recordRefusal', request, ...refused }
          : { type: 'recordChangeRefusal', changeId, ...refused },
      );
    },
  },
  { isPatient: true },
);
