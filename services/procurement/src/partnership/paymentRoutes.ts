import { osloDay } from '@tiltak/calendar';
import type { partnershipOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { contracts } from '../contract/contract.ts';
import { partnershipAnswer } from '../views/partnership.ts';
import type { PartnershipEvent } from './events.ts';
import { partnershipIdOf, partnerships } from './partnership.ts';

type Confirm = Handlers<typeof partnershipOperations>['confirmPartnershipPayment'];

/**
 * What is confirmed is an invoice of the partner's contract that is paid at once: the frame of the measure learns of it
 * by that contract, as of any other invoice.
 */
export function confirmPayment(store: Store, call: Parameters<Confirm>[0]): ReturnType<Confirm> {
  const { procurementId, proposalId } = call.params;
  return runCommand(store, call, async (reads) => {
    const found = await reads.stream(partnerships, partnershipIdOf(procurementId));
    const partners = found.state.status === 'none' ? [] : found.state.partners;
    const own = await Promise.all(
      partners.map(
        async ({ supplierId, contractId }) =>
          [supplierId, await reads.stream(contracts, contractId)] as const,
      ),
    );
    const contractOf = new Map(own);
    return (stage) => {
      if (found.version === 0) return { body: partnershipAnswer(found.state) };
      expectVersion(found, call.ifMatch);
      const { at } = stage;
      const asked = { by: call.actor.subject, at, today: osloDay(at) };
      const events = stage.handle(found, { type: 'confirm', proposalId, ...asked });
      for (const { supplierId, phase, amountOre } of events.flatMap(paymentsIn)) {
        const contract = contractOf.get(supplierId);
        if (!contract) throw new Error(`the partner ${supplierId} has a contract`);
        stage.handle(contract, { type: 'payInstalment', phase, amountOre, at });
      }
      return { body: partnershipAnswer(found.state), version: found.version };
    };
  });
}

type Payment = { readonly supplierId: string; readonly phase: number; readonly amountOre: number };

/** What an event of a partnership pays to whom. */
export function paymentsIn({ type, data }: PartnershipEvent): readonly Payment[] {
  if (type === 'InstalmentApproved') return [data];
  if (type !== 'PhaseDecided' || data.confirmedBy === null) return [];
  return data.decisions.flatMap(({ supplierId, instalmentOre: amountOre }) =>
    amountOre === 0 ? [] : { supplierId, phase: data.phase, amountOre },
  );
}
