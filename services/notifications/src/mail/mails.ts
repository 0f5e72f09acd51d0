import type { Aggregate } from '@tiltak/store';
import { decide, type MailCommand } from './decide.ts';
import { evolve, type Mail, type MailEvent } from './mail.ts';

/** Letters to contractors. The first index is the outbox: what is sent or given up has left it. */
export const mails: Aggregate<MailCommand, MailEvent, Mail> = {
  kind: 'mails',
  indexes: [
    { 'state.queue': 1, 'state.sequence': 1 },
    { 'state.organisationNumber': 1, _id: -1 },
    { 'state.orderId': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
