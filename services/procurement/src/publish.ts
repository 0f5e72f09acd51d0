import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { Publish } from '@tiltak/store';
import type { AwardEvent } from './award/award.ts';
import { publishAward } from './award/publish.ts';
import type { BidEvent } from './bid/bid.ts';
import type { ContractEvent } from './contract/events.ts';
import { publishContract } from './contract/publish.ts';
import type { ContestEvent } from './designContest/events.ts';
import { publishContest } from './designContest/publish.ts';
import type { DialogueEvent } from './dialogue/dialogue.ts';
import { publishDialogue } from './dialogue/publish.ts';
import type { DocumentsEvent } from './document/document.ts';
import { publishDocuments } from './document/publish.ts';
import type { AdmissionEvent } from './dynamicPurchasing/admission.ts';
import { publishAdmission } from './dynamicPurchasing/publish.ts';
import type { EvaluationEvent } from './evaluation/events.ts';
import { publishEvaluation } from './evaluation/publish.ts';
import type { FrameworkAgreementSigned } from './frameworkAgreement/frameworkAgreement.ts';
import type { InterestEvent } from './interest/events.ts';
import { publishInterest } from './interest/publish.ts';
import { publishBid, publishSealing } from './opening/publish.ts';
import type { SealingEvent } from './opening/sealing.ts';
import type { PartnershipEvent } from './partnership/events.ts';
import { publishPartnership } from './partnership/publish.ts';
import type { ProcurementEvent } from './procurement/events.ts';
import { publishProcurement } from './procurement/publish.ts';
import { publishQuestion } from './question/publish.ts';
import type { QuestionEvent } from './question/question.ts';
import type { SupplierEvent } from './supplier/supplier.ts';

type Private = SupplierEvent | FrameworkAgreementSigned;
type Published = Publication<typeof procurementEvents>;

/** What others learn of the journal: the cases' steps, suppliers, and whom orders may be called off from. */
export const publish: Publish = (row) => {
  if (row.kind === 'procurements') return publishProcurement(row as ProcurementEvent, row.stream);
  if (row.kind === 'evaluations') return publishEvaluation(row as EvaluationEvent);
  if (row.kind === 'dialogues') return publishDialogue(row as DialogueEvent, row.stream);
  if (row.kind === 'caseDocuments') return publishDocuments(row as DocumentsEvent, row.stream);
  if (row.kind === 'questions') return publishQuestion(row as QuestionEvent, row.stream);
  if (row.kind === 'interests') return publishInterest(row as InterestEvent);
  if (row.kind === 'admissions') return publishAdmission(row as AdmissionEvent);
  if (row.kind === 'designContests') return publishContest(row as ContestEvent, row.stream);
  if (row.kind === 'partnerships') return publishPartnership(row as PartnershipEvent, row.stream);
  if (row.kind === 'sealings') return publishSealing(row as SealingEvent);
  if (row.kind === 'bids') return publishBid(row as BidEvent, row.stream);
  if (row.kind === 'awards') return publishAward(row as AwardEvent);
  if (row.kind === 'contracts') return publishContract(row as ContractEvent, row.stream);
  return toPublic(row as Private, row.stream);
};

function toPublic(event: Private, stream: string): Published | undefined {
  switch (event.type) {
    case 'SupplierRegistered':
      return {
        type: 'no.tiltak.procurement.supplier.registered.v1',
        data: { supplierId: stream, ...event.data, contactEmail: event.data.contactEmail ?? null },
      };
    case 'SupplierContactChanged':
      return {
        type: 'no.tiltak.procurement.supplier.contactchanged.v1',
        data: { supplierId: stream, ...event.data },
      };
    case 'FrameworkAgreementSigned':
      return {
        type: 'no.tiltak.procurement.frameworkagreement.signed.v1',
        data: { frameworkAgreementId: stream, ...event.data, suppliers: [...event.data.suppliers] },
      };
    default:
      return undefined;
  }
}
