import type { Reads, Stage } from '@tiltak/store';
import { type Contact, contactsCollection } from '../mail/contact.ts';
import { mails } from '../mail/mails.ts';
import { openNews } from '../news/news.ts';
import { firmName } from '../news/words.ts';
import { type Notice, newsKindOf, noticeForStaff } from './notice.ts';

/**
 * A warning: a letter to the firm, one to the property department, and news for the municipality's people. The same
 * key again is the same warning, which is given once.
 */
export async function openWarning(reads: Reads, key: string, organisationNumber: string) {
  const [toFirm, toDepartment, news, contact] = await Promise.all([
    reads.stream(mails, `${key}.firm`),
    reads.stream(mails, `${key}.department`),
    openNews(reads, key),
    reads.doc<Contact>(contactsCollection.name, organisationNumber),
  ]);
  return (stage: Stage, notice: Notice, orderId: string | null): void => {
    const facts = {
      ...{ organisationNumber, orderId, callOffId: null, sequence: 0, notice },
      ...{ eventType: 'warning', reason: 'notice' as const },
    };
    // Who can't be reached by mail need not be told so by mail.
    if (notice.kind !== 'unreachable')
      stage.handle(toFirm, {
        type: 'queue',
        facts: { ...facts, eventId: toFirm.id, addressee: { kind: 'contractor' } },
        traceparent: null,
      });
    stage.handle(toDepartment, {
      type: 'queue',
      facts: { ...facts, eventId: toDepartment.id, addressee: { kind: 'department' } },
      traceparent: null,
    });
    const text = noticeForStaff(notice, firmName(contact.value?.name, organisationNumber));
    news.add(stage, { kind: newsKindOf[notice.kind], orderId, organisationNumber, text });
  };
}
