import type { Aggregate } from '@tiltak/store';

/** A public key that shares are wrapped to. Its private half never leaves its holder. */
export type OfficerKeyFacts = {
  /** The token's subject. */
  readonly holder: string;
  readonly recipient: string;
  readonly isAuditor: boolean;
  readonly at: string;
};
export type OfficerKeyRegistered = { readonly type: 'OfficerKeyRegistered'; readonly data: OfficerKeyFacts };
export type OfficerKeyState =
  | { readonly status: 'none' }
  | (OfficerKeyFacts & { readonly status: 'registered' });

/** Officers' and auditors' own keys. A newer one takes the place of the older; shares that were wrapped before stay as they are. */
export const officerKeys: Aggregate<OfficerKeyFacts, OfficerKeyRegistered, OfficerKeyState> = {
  kind: 'officerKeys',
  initial: { status: 'none' },
  decide: (command, state) =>
    state.status === 'registered' &&
    state.recipient === command.recipient &&
    state.isAuditor === command.isAuditor
      ? []
      : [{ type: 'OfficerKeyRegistered', data: command }],
  evolve: (_, { data }) => ({ status: 'registered', ...data }),
};

/** The stream of a person's key. */
export const officerKeyOf = (subject: string): string => `officerKey:${subject}`;
