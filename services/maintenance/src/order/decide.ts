import { type ApprovalCommand, approve, refuse } from './approval.ts';
import { type ChangeCommand, decideChange } from './change/decideChange.ts';
import { type ClockCommand, checkClocks, startClocks, warnOfDeadline } from './clocks/keepClocks.ts';
import type { OrderEvent } from './events.ts';
import { acceptWork, type ExecutionCommand, rejectWork, reportWorkDone, startWork } from './execution.ts';
import { type ClaimCommand, decideClaim } from './followUp/claim.ts';
import { type ClosingCommand, decideClosing } from './followUp/closing.ts';
import { type DefectCommand, decideDefect } from './followUp/defect.ts';
import { type EscalationCommand, escalate } from './followUp/escalation.ts';
import { decideReport, type ReportCommand } from './followUp/report.ts';
import { decideSiteWork, type SiteWorkCommand } from './followUp/siteWork.ts';
import { type FundingCommand, hold, recordFunds, recordRefusal } from './funding.ts';
import { decideInvoice, type InvoiceCommand } from './invoice.ts';
import { answer, decideOnChanges, expire, type OfferCommand, offerNext, view, withdraw } from './offering.ts';
import type { Order } from './order.ts';
import { cancel, type OrderingCommand, resubmit, submit } from './ordering.ts';
import type { Receipt } from './receipt.ts';
import { decideSettlement, type SettlementCommand } from './settlement.ts';

export type OrderCommand =
  | OrderingCommand
  | ApprovalCommand
  | ChangeCommand
  | FundingCommand
  | OfferCommand
  | ExecutionCommand
  | SettlementCommand
  | SiteWorkCommand
  | DefectCommand
  | ClaimCommand
  | EscalationCommand
  | InvoiceCommand
  | ClosingCommand
  | ReportCommand
  | ClockCommand
  | { readonly type: 'recordReceipt'; readonly receipt: Receipt };

/**
 * What a command on an order leads to. What a person asks for is refused with `not_found`, `wrong_state` or the
 * command's own rule; what only reports a fact (money, time, receipts) leads to nothing where it comes too late.
 */
export function decide(command: OrderCommand, state: Order): readonly OrderEvent[] {
  switch (command.type) {
    case 'submit':
      return submit(command, state);
    case 'resubmit':
      return resubmit(command, state);
    case 'cancel':
      return cancel(command, state);
    case 'proposeChange':
    case 'priceChange':
    case 'approveChange':
    case 'rejectChange':
    case 'recordChangeFunds':
    case 'recordChangeRefusal':
      return decideChange(command, state);
    case 'approve':
      return approve(command, state);
    case 'refuse':
      return refuse(command, state);
    case 'recordFunds':
      return recordFunds(command, state);
    case 'recordRefusal':
      return recordRefusal(command, state);
    case 'hold':
      return hold(command, state);
    case 'offerNext':
      return offerNext(command, state);
    case 'view':
      return view(command, state);
    case 'answer':
      return answer(command, state);
    case 'expire':
      return expire(command, state);
    case 'withdraw':
      return withdraw(command, state);
    case 'decideOnChanges':
      return decideOnChanges(command, state);
    case 'startWork':
      return startWork(command, state);
    case 'reportWorkDone':
      return reportWorkDone(command, state);
    case 'acceptWork':
      return acceptWork(command, state);
    case 'rejectWork':
      return rejectWork(command, state);
    case 'registerInvoice':
    case 'approveInvoice':
    case 'rejectInvoice':
    case 'payInvoice':
      return decideInvoice(command, state);
    case 'settle':
    case 'payRetained':
    case 'keepRetained':
      return decideSettlement(command, state);
    case 'reportDefectFixed':
    case 'approveDefect':
    case 'returnDefect':
      return decideDefect(command, state);
    case 'raiseClaim':
    case 'answerClaim':
    case 'reportClaimFixed':
    case 'returnClaim':
    case 'closeClaim':
      return decideClaim(command, state);
    case 'escalateInspection':
    case 'escalateDefect':
    case 'escalateClaim':
      return escalate(command, state);
    case 'attachChecklist':
    case 'countHours':
      return decideReport(command, state);
    case 'closeOrder':
    case 'closeByTime':
    case 'remindOfClaims':
      return decideClosing(command, state);
    case 'scheduleWork':
    case 'confirmSafety':
    case 'pauseWork':
    case 'resumeWork':
      return decideSiteWork(command, state);
    case 'startClocks':
      return startClocks(command.at, state);
    case 'checkClocks':
      return checkClocks(command.at, state);
    case 'warnOfDeadline':
      return warnOfDeadline(command.callOffId, command.at, state);
    case 'recordReceipt':
      return state.status === 'none' ? [] : [{ type: 'ReceiptRecorded', data: command.receipt }];
  }
}
