import type { partnershipOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { contracts } from '../contract/contract.ts';
import { partnershipAnswer } from '../views/partnership.ts';
import { type Partnership, partnershipIdOf, partnerships } from './partnership.ts';

type Exercise = Handlers<typeof partnershipOperations>['exercisePurchaseOption'];

/**
 * The purchase is an option of the partner's contract: it becomes a change by its clause, within the ceiling that was
 * agreed, and asks the measure's frame for its money as every change does.
 */
export function exercisePurchaseOption(store: Store, call: Parameters<Exercise>[0]): ReturnType<Exercise> {
  const { procurementId, supplierId } = call.params;
  return runCommand(store, call, async (reads) => {
    const found = await reads.stream(partnerships, partnershipIdOf(procurementId));
    const contract = await reads.stream(contracts, partnerIn(found.state, supplierId)?.contractId ?? '');
    return (stage) => {
      if (found.version === 0) return { body: partnershipAnswer(found.state) };
      expectVersion(found, call.ifMatch);
      const asked = { by: call.actor.subject, at: stage.at };
      const before = partnerIn(found.state, supplierId)?.purchase?.changeId ?? null;
      const changes = contract.state.status === 'none' ? [] : contract.state.changes;
      const wasRefused = changes.some(({ changeId, status }) => changeId === before && status === 'refused');
      const changeId = stage.newId();
      const command = { type: 'exercisePurchaseOption', supplierId, changeId, wasRefused } as const;
      stage.handle(found, { ...command, reason: call.body.reason, ...asked });
      const purchase = partnerIn(found.state, supplierId)?.purchase;
      if (!purchase) throw new Error('an option that was exercised is there');
      stage.handle(contract, {
        type: 'change',
        ground: 'clause',
        ...{ changeId, description: purchase.what, addedOre: purchase.priceOre, endsOn: null },
        limit: { percentMax: null, belowOre: null, rules: [] },
        ...asked,
      });
      return { body: partnershipAnswer(found.state), version: found.version };
    };
  });
}

const partnerIn = (state: Partnership, supplierId: string) =>
  state.status === 'none' ? undefined : state.partners.find((one) => one.supplierId === supplierId);
