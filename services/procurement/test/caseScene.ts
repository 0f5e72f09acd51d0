import type { ProcedureName } from '../src/procurement/procedure/procedure.ts';
import { procurementTimers } from '../src/procurement/timers.ts';
import { facts, specification } from './caseExamples.ts';
import { setKeys } from './keys.ts';
import { organisationOf, type RunningProcurement } from './running.ts';

/** An instant so many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** The example's specification, as a body of an operation. */
export const competition = structuredClone(specification) as never;

/** Lets the deadline of what is taken now be over: does what its timer does, with the clock of that moment. */
export async function endWindow(
  procurement: RunningProcurement,
  procurementId: string,
  window: 'requests' | 'bids',
): Promise<void> {
  const row = await procurement.store.timers.findOne({ _id: `${window}End:${procurementId}` });
  if (!row) throw new Error(`the window for ${window} has no timer`);
  const then = await procurement.storeOf((Date.now() - row.dueAt.getTime()) / 86_400_000);
  try {
    const work = procurementTimers.windowEnds!({ id: row._id, kind: row.kind, payload: row.payload });
    await then.transact(work, { actor: 'timer:windowEnds' });
  } finally {
    await then.close();
  }
}

/** Its publication asks for bids: they need keys before. */
const isOneStage = (procedure: ProcedureName) =>
  ['open', 'open_tender', 'limited_tender'].includes(procedure);

/** What case tests do again and again, through the public operations only. */
export function caseScene(procurement: () => RunningProcurement) {
  const officer = () => procurement().as('procurement.officer');

  /** A case that is planned and specified, and given keys where its publication asks for bids. */
  async function specified(
    procedure: ProcedureName = 'open',
    more: object = {},
  ): Promise<{ procurementId: string }> {
    const body = structuredClone({ ...facts, procedure }) as never;
    const { body: created } = await officer().createProcurement({ body });
    const params = { procurementId: created.procurementId };
    await officer().planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
    const specify = { ...structuredClone(specification), ...more } as never;
    await officer().specifyCompetition({ params, body: specify });
    if (isOneStage(procedure)) await setKeys(procurement(), params);
    return params;
  }

  return {
    officer,
    secondOfficer: () => procurement().as('procurement.officer-2'),
    specified,
    /** One that is published, with ninety days for what it asks for. */
    async published(
      procedure: ProcedureName = 'open',
      more: object = {},
    ): Promise<{ procurementId: string }> {
      const params = await specified(procedure);
      const deadline = { [isOneStage(procedure) ? 'bidsDeadline' : 'requestsDeadline']: inDays(90) };
      await officer().publishProcurement({ params, body: { ...deadline, ...more } });
      return params;
    },
    /** The supplier that a demo contractor acts for, registered. */
    async supplierOf(contractor: string): Promise<string> {
      const { body } = await officer().registerSupplier({
        body: { organisationNumber: organisationOf(contractor), name: `Firmaet til ${contractor}` },
      });
      return body.supplierId;
    },
    /** See {@link endWindow}. */
    endWindow: ({ procurementId }: { readonly procurementId: string }, window: 'requests' | 'bids') =>
      endWindow(procurement(), procurementId, window),
  };
}
