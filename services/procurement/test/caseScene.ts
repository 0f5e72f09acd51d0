import type { ProcedureName } from '../src/procurement/procedure/procedure.ts';
import { facts, specification } from './caseExamples.ts';
import { organisationOf, type RunningProcurement } from './running.ts';

/** An instant so many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** The example's specification, as a body of an operation. */
export const competition = structuredClone(specification) as never;

/** What case tests do again and again, through the public operations only. */
export function caseScene(procurement: () => RunningProcurement) {
  const officer = () => procurement().as('procurement.officer');

  /** A case that is planned and specified. */
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
      const isOneStage = ['open', 'open_tender', 'limited_tender'].includes(procedure);
      const deadline = { [isOneStage ? 'bidsDeadline' : 'requestsDeadline']: inDays(90) };
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
    /** Lets the time of what is taken now be over: what the timer's deadline would have brought. */
    async endWindow(
      { procurementId }: { readonly procurementId: string },
      window: 'requests' | 'bids',
    ): Promise<void> {
      const { timers } = procurement().store;
      await timers.updateOne({ _id: `${window}End:${procurementId}` }, { $set: { dueAt: new Date() } });
    },
  };
}
