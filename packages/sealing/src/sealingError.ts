/** What is wrong with one share, and whose it is; `holder` is null where the share doesn't say. */
export type ShareProblem = {
  readonly holder: string | null;
  readonly code: 'share_malformed' | 'share_foreign' | 'share_unknown' | 'share_duplicate' | 'share_wrong';
  /** For people: what it is and what would be right. */
  readonly detail: string;
};

export type SealingErrorCode =
  /** It can't be opened: another key, or changed on its way. */
  | 'not_decryptable'
  /** It opens, and is not what this format says. */
  | 'envelope_malformed'
  /** It is a whole envelope, of another tender, bidder or kind. */
  | 'envelope_foreign'
  | 'content_malformed'
  | 'too_large'
  | 'shares_refused'
  | 'shares_missing'
  /** The shares are the dealt ones and lead to another key than the published one: they were dealt wrongly. */
  | 'recipient_mismatch'
  | 'key_malformed'
  | 'receipt_invalid';

/** Something about a sealed bid or a share is wrong. `code` is stable and for programs, the message for people. */
export class SealingError extends Error {
  override readonly name = 'SealingError';
  readonly code: SealingErrorCode;
  readonly shares: readonly ShareProblem[];

  constructor(code: SealingErrorCode, detail: string, shares: readonly ShareProblem[] = []) {
    super(detail);
    this.code = code;
    this.shares = shares;
  }
}
