/** Why an event goes by e-mail. */
export type MailReason =
  /** The contractor has no endpoint that is enabled. */
  | 'no_endpoint'
  /** No attempt at its endpoint succeeded within the schedule. */
  | 'endpoint_exhausted';

/** A letter that tells a contractor of an event. No address stands here: it is looked up when it is sent. */
export type MailFacts = {
  readonly organisationNumber: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly callOffId: string | null;
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
    const { organisationNumber, orderId } = event.data;
    const untried = { attempts: 0, firstAttemptAt: null, deliveredAt: null };
    const queue = `${organisationNumber}/${orderId}`;
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
