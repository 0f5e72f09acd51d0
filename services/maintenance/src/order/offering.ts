import { Rejection } from '@tiltak/decider';
import { type Agreement, type AgreementUse, allSuppliers, type Choice, nextSupplier } from './agreement.ts';
import { type AnswerTimes, answerSecondsOf } from './answerTimes.ts';
import { awaitsApproval } from './approval.ts';
import { awaitsAnswer, type CallOff, callOffIdOf, contractorOf } from './callOff.ts';
import { answerInCompetition, isCompeting, openAtDeadline } from './competition.ts';
import type { OrderEvent } from './events.ts';
import { hold } from './funding.ts';
import type { KnownOrder, Order } from './order.ts';
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
      /** In a mini-competition, and there only: the price, in øre. */
      readonly priceOre: number | null;
      readonly at: string;
    }
  | { readonly type: 'expire'; readonly callOffId: string; readonly at: string }
  | { readonly type: 'withdraw'; readonly callOffId: string; readonly reason: string; readonly at: string }
  | { readonly type: 'decideOnChanges'; readonly approved: boolean };

type Command<Type> = Extract<OfferCommand, { type: Type }>;
export type AnswerCommand = Command<'answer'>;

/** Attempts of one order in all its rounds; far more than any agreement has firms. */
export const attemptLimit = 100;

/**
 * Asks the next contractor of the agreement, or in a mini-competition all of them, or holds the order:
 * `agreement_not_valid` today, `agreement_ceiling_reached` with what is left of it, `no_contractor_left`.
 */
export function offerNext(command: Command<'offerNext'>, state: Order): readonly OrderEvent[] {
  const { agreement, use, at, today, times } = command;
  if (state.status !== 'funded' || awaitsApproval(state) || agreement === null) return [];
  const held = (reason: string, availableOre?: number) =>
    hold({ type: 'hold', reason, ...(availableOre !== undefined && { availableOre }) }, state);
  const { allocation } = agreement;
  if (today < agreement.validFrom || today > agreement.validTo) return held('agreement_not_valid');
  const leftOre = Math.max(0, agreement.ceilingOre - use.calledOffOre);
  if (state.terms.amountOre > leftOre) return held('agreement_ceiling_reached', leftOre);
  const choices =
    allocation === 'mini_competition'
      ? allSuppliers(agreement)
      : nextSupplier({ ...agreement, allocation }, use, state.callOffs.slice(state.roundFrom));
  if (choices.length === 0 || state.callOffs.length + choices.length > attemptLimit)
    return held('no_contractor_left');
  const respondBy = new Date(Date.parse(at) + answerSecondsOf(state.terms, times) * 1000).toISOString();
  const offer = { allocation, ceilingLeftOre: leftOre - state.terms.amountOre, offeredAt: at, respondBy };
  return choices.map((choice, index) => offered(choice, state.callOffs.length + index + 1, offer, state));
}

type Offered = Extract<OrderEvent, { type: 'CallOffOffered' }>;

function offered(
  { supplier, because: chosenBecause, place, places }: Choice,
  attempt: number,
  offer: Pick<Offered['data'], 'allocation' | 'ceilingLeftOre' | 'offeredAt' | 'respondBy'>,
  { orderId, terms }: KnownOrder,
): Offered {
  const contractor = {
    callOffId: callOffIdOf(orderId, attempt),
    supplierId: supplier.supplierId,
    organisationNumber: supplier.organisationNumber,
    supplierName: supplier.name,
  };
  return {
    type: 'CallOffOffered',
    data: { contractor, terms, attempt, chosenBecause, place, places, ...offer },
  };
}

/** Notes the first look at an open offer; a later one changes nothing. */
export function view({ callOffId, at }: Command<'view'>, state: Order): OrderEvent[] {
  const { callOff } = find(state, callOffId);
  if (callOff.status !== 'offered' || isOver(callOff, at)) return [];
  return [{ type: 'CallOffViewed', data: { contractor: contractorOf(callOff) } }];
}

/**
 * The contractor's answer. An answer is in time before `respondBy`, whether or not the timer has run. Throws
 * `not_found`, `already_answered`, `expired`, `withdrawn`, `reason_missing` (for changes that say nothing) or
 * `price_not_asked`; in a mini-competition, where an answer can be replaced, also what `answerInCompetition` does.
 */
export function answer(command: AnswerCommand, state: Order): readonly OrderEvent[] {
  const { order, callOff } = find(state, command.callOffId);
  if (isCompeting(order, callOff)) {
    if (isOver(callOff, command.at)) throw expired(callOff);
    return answerInCompetition(command, callOff, order);
  }
  mustAwaitAnswer(callOff, command.at);
  if (command.priceOre !== null)
    throw new Rejection('price_not_asked', 'priceOre: the price follows the framework agreement here.');
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
export function expire({ callOffId, at }: Command<'expire'>, state: Order): readonly OrderEvent[] {
  if (state.status !== 'offered') return [];
  const callOff = state.callOffs.find((one) => one.callOffId === callOffId);
  if (!callOff || !awaitsAnswer(callOff) || !isOver(callOff, at)) return [];
  if (isCompeting(state, callOff)) return openAtDeadline(state, at);
  const { respondBy } = callOff;
  return [{ type: 'CallOffExpired', data: { contractor: contractorOf(callOff), respondBy } }];
}

/**
 * The municipality takes an offer back, in time as an answer would be. Throws `not_found`, `already_answered`,
 * `expired`, `withdrawn`, or `in_competition`: all are asked on the same terms until it is decided.
 */
export function withdraw({ callOffId, reason, at }: Command<'withdraw'>, state: Order): OrderEvent[] {
  const { order, callOff } = find(state, callOffId);
  if (isCompeting(order, callOff))
    throw new Rejection(
      'in_competition',
      'One firm can not be taken out of a mini-competition: await its end, or cancel the order.',
    );
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

function find(state: Order, callOffId: string): { readonly order: KnownOrder; readonly callOff: CallOff } {
  const order = state.status === 'none' ? undefined : state;
  const callOff = order?.callOffs.find((one) => one.callOffId === callOffId);
  if (!order || !callOff) throw new Rejection('not_found', 'There is no such call-off.');
  return { order, callOff };
}

function mustAwaitAnswer(callOff: CallOff, at: string): void {
  switch (callOff.status) {
    case 'accepted':
    case 'accepted_with_changes':
    case 'declined':
    case 'priced':
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
