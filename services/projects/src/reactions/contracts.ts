import { procurementEvents } from '@tiltak/contracts/procurement';
import { react } from '@tiltak/messaging';
import type { Work } from '@tiltak/store';
import { adjust } from './adjust.ts';
import { charge } from './charge.ts';
import { followProcurement } from './followProcurement.ts';
import { reserve } from './reserve.ts';

/**
 * What the ledger does as a contract goes its way, and what its measure shows of it. A framework agreement has no money
 * of its own: its call-offs are orders. Nor has a contract that costs nothing.
 */
export const contractReactions = react(procurementEvents, {
  'no.tiltak.procurement.contract.fundsrequested.v1': ({ data }) => {
    const { contractId: allocationId, request, measureId, amountOre } = data;
    return reserve({ allocationId, request, measureId, amountOre });
  },
  'no.tiltak.procurement.contract.signed.v1': ({ data }) => {
    const { contractId, procurementId, measureId, title, type, suppliers, valueOre, ceilingOre } = data;
    const { startsOn, endsOn, signedAt } = data;
    const supplierNames = suppliers.map(({ name }) => name);
    const terms = { title, type, supplierNames, valueOre, ceilingOre, startsOn, endsOn, signedAt };
    return both(
      hasMoney(data) ? charge(contractId, { type: 'commit', amountOre: valueOre }) : nothing,
      followProcurement(procurementId, {
        type: 'addContract',
        measureId,
        contract: { contractId, ...terms },
      }),
    );
  },
  'no.tiltak.procurement.contract.changerequested.v1': ({ data: { contractId, changeId, addedOre } }) =>
    adjust({ allocationId: contractId, changeId, addedOre }),
  // What a change adds was committed when it asked; what it takes away is told by the change itself.
  'no.tiltak.procurement.contract.changed.v1': ({ data }) => {
    const { contractId, procurementId, changeId, addedOre, currentValueOre, endsOn } = data;
    const isLess = addedOre < 0 && data.type !== 'framework_agreement';
    return both(
      isLess ? adjust({ allocationId: contractId, changeId, addedOre }) : nothing,
      followProcurement(procurementId, {
        type: 'changeContract',
        contractId,
        valueOre: currentValueOre,
        endsOn,
      }),
    );
  },
  'no.tiltak.procurement.contract.invoiced.v1': ({ data: { contractId, amountOre, isPaid } }) =>
    charge(
      contractId,
      { type: 'invoice', amountOre },
      ...(isPaid ? [{ type: 'pay', amountOre } as const] : []),
    ),
  'no.tiltak.procurement.contract.workreported.v1': ({ data }) => {
    const { contractId, type, personHours, apprenticeHours } = data;
    return type === 'framework_agreement'
      ? nothing
      : charge(contractId, { type: 'reportWork', personHours, apprenticeHours });
  },
  'no.tiltak.procurement.contract.completed.v1': ({ data }) => {
    const { contractId, procurementId, paidOre } = data;
    return both(
      data.type === 'framework_agreement' ? nothing : charge(contractId, { type: 'settle', paidOre }),
      followProcurement(procurementId, { type: 'endContract', contractId }),
    );
  },
  'no.tiltak.procurement.contract.cancelled.v1': ({ data }) => charge(data.contractId, { type: 'cancel' }),
});

const hasMoney = ({ type, valueOre }: { readonly type: string; readonly valueOre: number }): boolean =>
  type !== 'framework_agreement' && valueOre > 0;

const nothing: Work<void> = async () => () => {};

/** Two works in one transaction. */
const both =
  (one: Work<void>, other: Work<void>): Work<void> =>
  async (reads) => {
    const [first, second] = await Promise.all([one(reads), other(reads)]);
    return (stage) => {
      first(stage);
      second(stage);
    };
  };
