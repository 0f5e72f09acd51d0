import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type Reason = { readonly supplierId: string; readonly reason: string };
export type Round = {
  readonly number: number;
  readonly about: string;
  readonly participants: readonly string[];
  /** How many meetings there were with each. */
  readonly meetings: Readonly<Record<string, number>>;
  readonly startedAt: string;
  /** Null while it goes on. */
  readonly endedAt: string | null;
  /** Who may be asked for bids after it. */
  readonly remaining: readonly string[];
};
export type NegotiationState = { readonly rounds: readonly Round[] };

export type Meeting = {
  readonly meetingId: string;
  /** With one participant, alone. */
  readonly supplierId: string;
  readonly heldAt: string;
  readonly minutes: string;
  /** What was told of another participant's solution, each with that one's consent. */
  readonly disclosed: readonly { readonly supplierId: string; readonly consent: string | null }[];
};
export type NegotiationCommand =
  | {
      readonly type: 'start';
      readonly participants: readonly string[];
      /** Who could take part: all others need a reason. */
      readonly eligible: readonly string[];
      readonly reasons: readonly Reason[];
      readonly about: string;
      readonly at: string;
    }
  | (Meeting & { readonly type: 'recordMeeting'; readonly at: string })
  | {
      readonly type: 'end';
      readonly remaining: readonly string[];
      readonly reasons: readonly Reason[];
      readonly at: string;
    };
export type NegotiationEvent =
  | DomainEvent<
      'NegotiationStarted',
      Pick<Round, 'number' | 'about' | 'participants'> & {
        readonly reasons: readonly Reason[];
        readonly at: string;
      }
    >
  | DomainEvent<'NegotiationMeetingRecorded', Meeting & { readonly number: number; readonly at: string }>
  | DomainEvent<
      'NegotiationEnded',
      Pick<Round, 'number' | 'remaining'> & { readonly reasons: readonly Reason[]; readonly at: string }
    >;

/** The most rounds of negotiation or dialogue in a case, and of meetings in a round. */
export const roundsMax = 20;
export const meetingsMax = 500;

/**
 * Throws `negotiation_open`, `negotiation_not_open`, `not_in_negotiation`, `reason_missing`, `meeting_in_future`,
 * `consent_missing`, `meeting_missing`, `too_many_rounds`.
 */
function decide(command: NegotiationCommand, { rounds }: NegotiationState): readonly NegotiationEvent[] {
  const last = rounds.at(-1);
  const open = last && last.endedAt === null ? last : undefined;
  if (command.type === 'start') {
    if (open) throw new Rejection('negotiation_open', `Round ${open.number} goes on; end it first.`);
    const { participants, eligible, reasons, about, at } = command;
    if (rounds.length >= roundsMax)
      throw new Rejection('too_many_rounds', `A case has at most ${roundsMax} rounds of negotiation.`);
    expectAmong(participants, eligible);
    expectReasons(eligible, participants, reasons);
    return [
      { type: 'NegotiationStarted', data: { number: rounds.length + 1, about, participants, reasons, at } },
    ];
  }
  if (!open) throw new Rejection('negotiation_not_open', 'No round of negotiation goes on; start one first.');
  if (command.type === 'recordMeeting') return record(command, open);

  const { remaining, reasons, at } = command;
  expectAmong(remaining, open.participants);
  expectReasons(open.participants, remaining, reasons);
  const unheard = open.participants.find((one) => !open.meetings[one]);
  if (unheard !== undefined)
    throw new Rejection('meeting_missing', `All are treated alike: there was no meeting with ${unheard}.`);
  return [{ type: 'NegotiationEnded', data: { number: open.number, remaining, reasons, at } }];
}

function record(
  { type: _, ...meeting }: Extract<NegotiationCommand, { type: 'recordMeeting' }>,
  { number, participants, meetings }: Round,
): readonly NegotiationEvent[] {
  const { supplierId, heldAt, disclosed, at } = meeting;
  expectAmong([supplierId, ...disclosed.map((one) => one.supplierId)], participants);
  if (Date.parse(heldAt) > Date.parse(at))
    throw new Rejection('meeting_in_future', `heldAt: ${heldAt} has not been yet; record it afterwards.`);
  const leaked = disclosed.find((one) => one.supplierId !== supplierId && !one.consent?.trim());
  if (leaked)
    throw new Rejection(
      'consent_missing',
      `disclosed: nothing of ${leaked.supplierId}'s solution is told to others without its consent.`,
    );
  const count = Object.values(meetings).reduce((sum, one) => sum + one, 0);
  if (count >= meetingsMax)
    throw new Rejection('too_many_rounds', `A round has at most ${meetingsMax} meetings; start another.`);
  return [{ type: 'NegotiationMeetingRecorded', data: { number, ...meeting } }];
}

function expectAmong(supplierIds: readonly string[], all: readonly string[]): void {
  const stranger = supplierIds.find((one) => !all.includes(one));
  if (stranger !== undefined)
    throw new Rejection('not_in_negotiation', `${stranger} does not take part in the negotiation.`);
}

function expectReasons(all: readonly string[], going: readonly string[], reasons: readonly Reason[]): void {
  const left = all.find(
    (one) => !going.includes(one) && reasons.every(({ supplierId }) => supplierId !== one),
  );
  if (left !== undefined) throw new Rejection('reason_missing', `reasons: say why ${left} does not go on.`);
}

function evolve({ rounds }: NegotiationState, { type, data }: NegotiationEvent): NegotiationState {
  if (type === 'NegotiationStarted') {
    const { reasons: _, at, ...round } = data;
    const started = { ...round, meetings: {}, startedAt: at, endedAt: null, remaining: [] };
    return { rounds: [...rounds, started] };
  }
  const change = (round: Round): Round =>
    type === 'NegotiationEnded'
      ? { ...round, endedAt: data.at, remaining: data.remaining }
      : {
          ...round,
          meetings: { ...round.meetings, [data.supplierId]: (round.meetings[data.supplierId] ?? 0) + 1 },
        };
  return { rounds: rounds.map((one) => (one.number === data.number ? change(one) : one)) };
}

/** The rounds of negotiation (forhandling) or dialogue of a case, with each participant by itself. */
export const negotiations: Aggregate<NegotiationCommand, NegotiationEvent, NegotiationState> = {
  kind: 'negotiations',
  initial: { rounds: [] },
  decide,
  evolve,
};

/** The stream of a procurement's negotiations. */
export const negotiationOf = (procurementId: string): string => `${procurementId}.negotiation`;
