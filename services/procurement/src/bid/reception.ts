import { Rejection } from '@tiltak/decider';

/** When something arrived, and until when it is taken. */
export type Reception = {
  /** When the server had received the whole request, RFC 3339. */
  readonly receivedAt: string;
  /** When it is decided; between the two it waited for the database. */
  readonly at: string;
  /** The instant itself is too late. Null: bids are not asked for. */
  readonly deadline: string | null;
  /** Whether bids are asked for in this step of the case, or were until the deadline of this round. */
  readonly isAsked: boolean;
  /**
   * How long a bid that was received in time may wait for the database and is still taken. The opening begins later
   * than this after the deadline, so that it finds every bid that was received in time.
   */
  readonly waitMsMax: number;
};

/** Throws `bid_late`, `bids_not_asked`, or `too_busy` for what waited longer than `waitMsMax`. */
export function checkReception({ receivedAt, at, deadline, isAsked, waitMsMax }: Reception): void {
  const received = Date.parse(receivedAt);
  if (deadline !== null && received >= Date.parse(deadline))
    throw new Rejection(
      'bid_late',
      `It was received at ${receivedAt}; bids were taken until before ${deadline}.`,
      { receivedAt, deadline, lateMs: received - Date.parse(deadline) },
    );
  if (!isAsked || deadline === null)
    throw new Rejection('bids_not_asked', 'No bids are asked for in this step of the procurement.');
  if (Date.parse(at) - received > waitMsMax)
    throw new Rejection('too_busy', 'It could not be kept in time; send it again.');
}
