import type { Store } from '@tiltak/store';
import { type Contact, contactsCollection } from '../mail/contact.ts';
import type { Letter } from '../mail/letter.ts';
import type { OpenMail } from '../mail/mail.ts';
import { firmName } from '../news/words.ts';
import { type Notice, noticeForFirm, noticeForStaff } from './notice.ts';

/** A warning as a letter to whom it is for. */
export async function noticeLetter(
  store: Store,
  { addressee, orderId, organisationNumber }: OpenMail,
  notice: Notice,
  consoleUrl: string,
): Promise<Letter> {
  if (addressee?.kind !== 'department') {
    const { subject, text } = noticeForFirm(notice);
    return {
      subject,
      paragraphs: [text],
      link: { label: 'Se oppdragene deres', url: `${consoleUrl}/oppdrag` },
      why: 'Dere får dette på e-post fordi dere har koblet et system til Tiltak.',
    };
  }
  const id = organisationNumber ?? '';
  const contacts = await store.documents<Contact>(contactsCollection.name, [id]);
  const firm = firmName(contacts.get(id)?.name, organisationNumber);
  return {
    subject: `Entreprenør kan ikke nås: ${firm}`,
    paragraphs: [noticeForStaff(notice, firm)],
    link:
      orderId === null
        ? { label: 'Se nyhetene', url: `${consoleUrl}/nyheter` }
        : { label: 'Se bestillingen', url: `${consoleUrl}/bestillinger/${encodeURIComponent(orderId)}` },
    why: 'Dette går til eiendomsavdelingen når en entreprenør ikke kan nås.',
  };
}
