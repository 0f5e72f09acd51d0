import type { File, OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations, protocolOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { fileNameOf } from '../document/fileName.ts';
import { procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import type { Document } from './document.ts';
import type { ProtocolFacts } from './facts.ts';
import { gatherFacts } from './gather.ts';
import { htmlOf } from './html.ts';
import { pdfOf } from './pdf.ts';
import { protocolOf } from './protocolOf.ts';
import { protocolReasons, reasonsOf } from './reasons.ts';

type Shown = OperationAnswer<(typeof protocolOperations)['getProtocol']>;
type Ops = Pick<typeof procurementOperations, keyof typeof protocolOperations>;

/** The operations on the procurement protocol (anskaffelsesprotokoll). */
export function protocolRoutes(store: Store): Handlers<Ops> {
  return {
    async getProtocol({ params: { procurementId }, query: { asOf } }) {
      const facts = await gatherFacts(store, procurementId, asOf && utc(asOf));
      return { body: answer(facts) };
    },
    async getProtocolFile({ params: { procurementId }, query: { asOf, format } }) {
      const facts = await gatherFacts(store, procurementId, asOf && utc(asOf));
      return { body: await fileOf(protocolOf(facts), { format, at: facts.at }) };
    },
    async addProtocolReason(call) {
      const { procurementId } = call.params;
      await runCommand(store, call, async (reads) => {
        const [procurement, stream] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(protocolReasons, reasonsOf(procurementId)),
        ]);
        return (stage) => {
          theCase(procurement.state);
          stage.handle(stream, { ...call.body, by: call.actor.subject, at: stage.at });
          return {};
        };
      });
      const facts = await gatherFacts(store, procurementId);
      return { body: answer(facts) };
    },
  };
}

/** A protocol as its operations answer it. */
const answer = (facts: ProtocolFacts): Shown =>
  ({ procurementId: facts.procurementId, asOf: facts.at, ...structuredClone(protocolOf(facts)) }) as Shown;

const utc = (instant: string): string => new Date(instant).toISOString();

/** A document of the case as a file, called by its title, that a browser shows. */
export async function fileOf(
  document: Document,
  { format, at }: { readonly format: 'html' | 'pdf'; readonly at: string },
): Promise<File> {
  const name = `${fileNameOf(document.title, 'dokument')}.${format}`;
  return format === 'pdf'
    ? { bytes: await pdfOf(document, new Date(at)), mediaType: 'application/pdf', name, isShown: true }
    : { bytes: Buffer.from(htmlOf(document)), mediaType: 'text/html', name, isShown: true };
}
