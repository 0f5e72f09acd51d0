import { Rejection } from '@tiltak/decider';
import { type Agreement, type AgreementUse, nextSupplier } from './agreement.ts';
import { type AnswerTimes, answerSecondsOf } from './answerTimes.ts';
import { awaitsApproval } from './approval.ts';
import { awaitsAnswer, type CallOff, callOffIdOf, contractorOf } from './callOff.ts';
import type { OrderEvent } from './events.ts';
import { hold } from './funding.ts';
import type { Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type OfferCommand =
  /** `agreement` is null while its copy has not come: then nothing happens. */
  | {
      readonly type: 'offerNext';
      readonly agreement: Agreement | null;
      /** Of the agreement by all other orders. */
      readonly use: AgreementUse;
      readonly at: string;
      /** The calendar day in Norway. */
      readonly today: string;
      readonly times: AnswerTimes;
    }
  /** The contractor looked at the offer. */
  | { readonly type: 'view'; readonly callOffId: string; readonly at: string }
  | {
      readonly type: 'answer';
      readonly callOffId: string;
      readonly answer: 'accept' | 'decline' | 'accept_with_changes';
      readonly reason: string | null;
      readonly proposedStart: string | null;
      readonly at: string;
    }
  | { readonly type: 'expire'; readonly callOffId: string; readonly at: string }
  | { readonly type: 'withdraw'; readonly callOffId: string; readonly reason: string; readonly at: string }
  | { readonly type: 'decideOnChanges'; readonly approved: boolean };

type Command<Type> = Extract<OfferCommand, { type: Type }>;

/** Attempts of one order in all its rounds; far more than any agreement has firms. */
export const attemptLimit = 100;

/**
 * Asks the next contractor of the agreement, or holds the order: `allocation_not_supported` (only rank and rotation
 * are), `agreement_not_valid` today, `agreement_ceiling_reached` with what is left of it, `no_contractor_left`.
 */
export function offerNext(command: Command<'offerNext'>, state: Order): readonly OrderEvent[] {
  const { agreement, use, at, today, times } = command;
  if (state.status !== 'funded' || awaitsApproval(state) || agreement === null) return [];
  const held = (reason: string, availableOre?: number) =>
    hold({ type: 'hold', reason, ...(availableOre !== undefined && { availableOre }) }, state);
  const { allocation } = agreement;
  if (allocation === 'mini_competition') return held('allocation_not_supported');
  if (today < agreement.validFrom || today > agreement.validTo) return held('agreement_not_valid');
  const leftOre = Math.max(0, agreement.ceilingOre - use.calledOffOre);
  if (state.terms.amountOre > leftOre) return held('agreement_ceiling_reached', leftOre);
  const choice = nextSupplier({ ...agreement, allocation }, use, state.callOffs.slice(state.roundFrom));
  if (!choice || state.callOffs.length >= attemptLimit) return held('no_contractor_left');
  const { supplier, because, place, places } = choice;
  const attempt = state.callOffs.length + 1;
  const contractor = {
    callOffId: callOffIdOf(state.orderId, attempt),
    supplierId: supplier.supplierId,
    organisationNumber: supplier.organisationNumber,
    supplierName: supplier.name,
  };
  const answerSeconds = answerSecondsOf(state.terms, times);
  const respondBy = new Date(Date.parse(at) + answerSeconds * 1000).toISOString();
  const ceilingLeftOre = leftOre - state.terms.amountOre;
  const why = { chosenBecause: because, allocation, place, places, ceilingLeftOre };
  const offer = { attempt, ...why, offeredAt: at, respondBy };
  return [{ type: 'CallOffOffered', data: { contractor, terms: state.terms, ...offer } }];
}

/** Notes the first look at an open offer; a later one changes nothing. */
export function view({ callOffId, at }: Command<'view'>, state: Order): OrderEvent[] {
  const callOff = find(state, callOffId);
  if (callOff.status !== 'offered' || isOver(callOff, at)) return [];
  return [{ type: 'CallOffViewed', data: { contractor: contractorOf(callOff) } }];
}

/**
 * The contractor's answer. An answer is in time before `respondBy`, whether or not the timer has run. Throws
 * `not_found`, `already_answered`, `expired`, `withdrawn` or `reason_missing` (for changes that say nothing).
 */
export function answer(command: Command<'answer'>, state: Order): OrderEvent[] {
  const callOff = find(state, command.callOffId);
  mustAwaitAnswer(callOff, command.at);
  const { at, proposedStart } = command;
  const reason = command.reason || null;
  const contractor = contractorOf(callOff);
  switch (command.answer) {
    case 'decline':
      return [{ type: 'CallOffDeclined', data: { contractor, at, reason } }];
    case 'accept_with_changes':
      if (reason === null && proposedStart === null)
        throw new Rejection('reason_missing', 'reason: say what would change, or give proposedStart.');
      return [{ type: 'CallOffAcceptedWithChanges', data: { contractor, at, reason, proposedStart } }];
    case 'accept':
      return [
        { type: 'CallOffAccepted', data: { contractor, at, reason, proposedStart } },
        placed(callOff, proposedStart, state),
      ];
  }
}

/** The deadline has passed. An offer that was answered or withdrawn, or whose deadline is still to come, stays. */
export function expire({ callOffId, at }: Command<'expire'>, state: Order): OrderEvent[] {
  if (state.status !== 'offered') return [];
  const callOff = state.callOffs.find((one) => one.callOffId === callOffId);
  if (!callOff || !awaitsAnswer(callOff) || !isOver(callOff, at)) return [];
  const { respondBy } = callOff;
  return [{ type: 'CallOffExpired', data: { contractor: contractorOf(callOff), respondBy } }];
}

/**
 * The municipality takes an offer back, in time as an answer would be. Throws `not_found`, `already_answered`,
 * `expired` or `withdrawn`.
 */
export function withdraw({ callOffId, reason, at }: Command<'withdraw'>, state: Order): OrderEvent[] {
  const callOff = find(state, callOffId);
  mustAwaitAnswer(callOff, at);
  return [{ type: 'CallOffWithdrawn', data: { contractor: contractorOf(callOff), reason } }];
}

/** Yes or no to a contractor's changes. Throws `not_found` or `wrong_state` where there are none to decide on. */
export function decideOnChanges({ approved }: Command<'decideOnChanges'>, state: Order): OrderEvent[] {
  if (state.status !== 'offered') throw wrongState(state, 'decided on', ['offered']);
  const callOff = state.callOffs.find(({ status }) => status === 'accepted_with_changes');
  if (callOff?.status !== 'accepted_with_changes')
    throw new Rejection('wrong_state', 'The contractor has not accepted with changes.', {
      status: state.status,
    });
  const contractor = contractorOf(callOff);
  if (!approved)
    return [{ type: 'CallOffWithdrawn', data: { contractor, reason: 'Endringene ble ikke godtatt' } }];
  return [{ type: 'ChangesApproved', data: { contractor } }, placed(callOff, callOff.proposedStart, state)];
}

function placed(callOff: CallOff, proposedStart: string | null, state: Order): OrderEvent {
  if (state.status !== 'offered') throw wrongState(state, 'placed', ['offered']);
  const { amountOre, dueOn } = state.terms;
  return {
    type: 'OrderPlaced',
    data: { contractor: contractorOf(callOff), amountOre, dueOn, proposedStart },
  };
}

function find(state: Order, callOffId: string): CallOff {
  const callOff =
    state.status === 'none' ? undefined : state.callOffs.find((one) => one.callOffId === callOffId);
  if (!callOff) throw new Rejection('not_found', 'There is no such call-off.');
  return callOff;
}

function mustAwaitAnswer(callOff: CallOff, at: string): void {
  switch (callOff.status) {
    case 'accepted':
    case 'accepted_with_changes':
    case 'declined':
      throw new Rejection('already_answered', `The offer was ${callOff.status} at ${callOff.answeredAt}.`, {
        status: callOff.status,
      });
    case 'withdrawn':
      throw new Rejection('withdrawn', 'The offer was withdrawn.');
    case 'expired':
      throw expired(callOff);
    default:
      if (isOver(callOff, at)) throw expired(callOff);
  }
}

const isOver = ({ respondBy }: CallOff, at: string): boolean => Date.parse(at) >= Date.parse(respondBy);

const expired = ({ respondBy }: CallOff) =>
  new Rejection('expired', `The offer had to be answered before ${respondBy}.`, { respondBy });
