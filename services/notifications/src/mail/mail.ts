import type { Notice } from '../warning/notice.ts';

/** Why an event goes by e-mail. */
export type MailReason =
  /** The contractor has no endpoint that is enabled. */
  | 'no_endpoint'
  /** None of its endpoints subscribes to it, and it must be told all the same. */
  | 'not_subscribed'
  /** No attempt at its endpoint succeeded within the schedule. */
  | 'endpoint_exhausted'
  /** It is no event: somebody is told how things stand. */
  | 'notice';

/** Who a letter is for. No address stands in a letter: it is looked up when it is sent. */
export type Addressee =
  | { readonly kind: 'contractor' }
  /** The municipality's property department. */
  | { readonly kind: 'department' }
  /** Somebody who works for the municipality and asked for it. */
  | { readonly kind: 'subscriber'; readonly subject: string };

/** What the latest news since a position are, up to another; see `news/`. */
export type Digest = { readonly kind: 'digest'; readonly after: number; readonly until: number };

/** A letter: it tells a contractor of an event, or somebody of how things stand. */
export type MailFacts = {
  /** The contractor that it is for, or about; null where it is about none. */
  readonly organisationNumber: string | null;
  /** Left out: the contractor. */
  readonly addressee?: Addressee;
  /** Instead of an event. */
  readonly notice?: Notice | Digest;
  /** For a notice its own id. */
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string | null;
  readonly callOffId: string | null;
  /** The competition that it tells of, where it is about one and not about an order. */
  readonly procurementId?: string;
  /** The event's number in its stream: what is sent first within an order. */
  readonly sequence: number;
  readonly reason: MailReason;
};

/** One attempt's facts, together with those of the letter: what is published needs nothing else. */
export type MailAttemptFacts = MailFacts & {
  /** From 1. */
  readonly attempt: number;
  readonly at: string;
  /** The reply code of the mail server (RFC 5321); null where there was none. */
  readonly replyCode: number | null;
};

export type MailEvent =
  | { readonly type: 'MailQueued'; readonly data: MailFacts & { readonly traceparent: string | null } }
  | { readonly type: 'MailDelivered'; readonly data: MailAttemptFacts }
  | {
      readonly type: 'MailFailed';
      readonly data: MailAttemptFacts & { readonly error: string; readonly nextAttemptAt: string };
    }
  | { readonly type: 'MailExhausted'; readonly data: MailAttemptFacts & { readonly error: string } }
  /** The next attempt is at once: what it waited for has come. */
  | { readonly type: 'MailHastened'; readonly data: { readonly at: string } };

type Tried = {
  readonly traceparent: string | null;
  readonly attempts: number;
  readonly firstAttemptAt: string | null;
  readonly deliveredAt: string | null;
};

/** A letter on its way. `delivered` means that a mail server took it over; whether somebody reads it nobody knows. */
export type Mail =
  | { readonly status: 'none' }
  | (MailFacts &
      Tried & {
        readonly status: 'pending' | 'failed';
        /** Letters of a queue go one after the other. */
        readonly queue: string;
        /** When it is sent again; empty: at once. */
        readonly dueAt: string;
      })
  | (MailFacts &
      Tried & { readonly status: 'delivered' | 'exhausted'; readonly queue: null; readonly dueAt: null });
export type ExistingMail = Exclude<Mail, { status: 'none' }>;
export type OpenMail = Extract<Mail, { status: 'pending' | 'failed' }>;

/** Whether it is still to be sent. */
export const isOpen = (state: Mail): state is OpenMail =>
  state.status === 'pending' || state.status === 'failed';

/** Of an event there is one letter, whatever it is sent for: the id is made from the event's. */
export const mailIdOf = (eventId: string): string => `${eventId}.mail`;

export function evolve(state: Mail, event: MailEvent): Mail {
  if (event.type === 'MailQueued') {
    const { eventId, notice, organisationNumber, orderId, procurementId } = event.data;
    const untried = { attempts: 0, firstAttemptAt: null, deliveredAt: null };
    // Notices wait for nothing and nobody.
    const queue = `${organisationNumber ?? 'staff'}/${notice ? eventId : (orderId ?? procurementId)}`;
    return { ...event.data, ...untried, status: 'pending', queue, dueAt: '' };
  }
  if (!isOpen(state)) return state;
  if (event.type === 'MailHastened') return { ...state, dueAt: event.data.at };
  const { attempt: attempts, at: triedAt } = event.data;
  const tried = { ...state, attempts, firstAttemptAt: state.firstAttemptAt ?? triedAt };
  switch (event.type) {
    case 'MailFailed':
      return { ...tried, status: 'failed', dueAt: event.data.nextAttemptAt };
    case 'MailDelivered':
      return { ...tried, status: 'delivered', deliveredAt: triedAt, queue: null, dueAt: null };
    case 'MailExhausted':
      return { ...tried, status: 'exhausted', queue: null, dueAt: null };
  }
}
