import type { complaintOperations, procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Stage, Store, Stream } from '@tiltak/store';
import { annul, type LoadedAward, readAward } from '../award/withdrawal.ts';
import { isStaff, ownSupplier, registeredSupplier } from '../supplier/ownSupplier.ts';
import { caseFor, noCase } from './caseRead.ts';
import type { ProcurementCommand } from './decide.ts';
import type { ProcurementEvent } from './events.ts';
import { type Complaint, type ProcurementState, procurements } from './procurement.ts';
import { theCase } from './step.ts';
import { isVisibleTo } from './window.ts';

type Ops = typeof procurementOperations;

/** The operations on complaints. */
export function complaintRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof complaintOperations> {
  return {
    async fileComplaint(call) {
      const { actor, body, params } = call;
      const firm = await complainant(store, call);
      const complaintId = store.newId();
      return await runCommand(store, call, async (reads) => {
        const found = await reads.stream(procurements, params.procurementId);
        return (stage) => {
          if (!isStaff(actor) && !isVisibleTo(found.state, firm.supplierId)) throw noCase();
          const { at } = stage;
          stage.handle(found, { type: 'fileComplaint', complaintId, ...firm, about: body.about, at });
          return { body: complaintIn(found.state, complaintId) };
        };
      });
    },
    decideComplaint(call) {
      const { procurementId, complaintId } = call.params;
      return runCommand(store, call, async (reads) => {
        const [found, loaded] = await Promise.all([
          reads.stream(procurements, procurementId),
          readAward(reads, procurementId),
        ]);
        return (stage) => {
          stage.handle(found, { type: 'decideComplaint', complaintId, ...call.body, at: stage.at });
          const { outcome, reason } = call.body;
          if (outcome === 'upheld') undoAward(stage, found, loaded, { reason, by: call.actor.subject });
          return { body: complaintIn(found.state, complaintId) };
        };
      });
    },
    async listComplaints({ actor, params: { procurementId } }) {
      const { state, reader } = await caseFor(store, actor, procurementId);
      const isOwn = ({ supplierId }: Complaint) => supplierId !== null && supplierId === reader.supplierId;
      return { body: { items: state.complaints.filter((one) => reader.isStaff || isOwn(one)) } };
    },
  };
}

/** An award that a complaint was right about falls, and the bids are evaluated again; what is signed stays signed. */
function undoAward(
  stage: Stage,
  found: Stream<ProcurementCommand, ProcurementEvent, ProcurementState>,
  loaded: LoadedAward,
  { reason, by }: { readonly reason: string; readonly by: string },
): void {
  const { status, title } = theCase(found.state);
  const isUnsigned = status === 'awarded' || status === 'standstill';
  if (!isUnsigned || loaded.award.state.status !== 'approved') return;
  annul(stage, loaded, { title, reason, by });
  stage.handle(found, { type: 'advance', to: 'evaluation', reason, at: stage.at });
}

/** Who complains. Throws `complainant_missing`, `complainant_not_used`, `supplier_not_found`. */
async function complainant(
  store: Store,
  { actor, body }: Pick<Call<Ops['fileComplaint']>, 'actor' | 'body'>,
): Promise<Pick<Complaint, 'filedBy' | 'supplierId'>> {
  const { supplierId, filedBy } = body;
  if (isStaff(actor)) {
    if (supplierId === null && filedBy !== null) return { supplierId, filedBy };
    if (supplierId === null)
      throw new Rejection('complainant_missing', 'supplierId or filedBy: say whose complaint it is.');
  } else if (supplierId !== null || filedBy !== null)
    throw new Rejection('complainant_not_used', 'supplierId, filedBy: leave them out; it is your own firm.');
  const firm =
    supplierId === null ? await ownSupplier(store, actor) : await registeredSupplier(store, supplierId);
  if (!firm)
    throw new Rejection('supplier_not_found', 'The firm is not registered as a supplier; do so first.');
  return { supplierId: firm.supplierId, filedBy: firm.name };
}

function complaintIn(state: ProcurementState, complaintId: string): Complaint {
  const found =
    state.status === 'none' ? undefined : state.complaints.find((one) => one.complaintId === complaintId);
  if (!found) throw noCase();
  return found;
}
