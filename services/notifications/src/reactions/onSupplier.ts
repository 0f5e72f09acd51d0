import type { EventOf } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { Stage, Store, Work } from '@tiltak/store';
import { type Contact, contactsCollection } from '../mail/contact.ts';
import type { OpenMail } from '../mail/mail.ts';
import { mails } from '../mail/mails.ts';

type Events = EventOf<typeof procurementEvents>;
type Registered = Extract<Events, { type: 'no.tiltak.procurement.supplier.registered.v1' }>;
type Changed = Extract<Events, { type: 'no.tiltak.procurement.supplier.contactchanged.v1' }>;

/** Letters that a new address sets going at once; more than that wait for their next attempt. */
const hastenedMax = 500;

/** A supplier is known here by its name and its address. */
export const onSupplierRegistered =
  (store: Store) =>
  ({ data }: Registered): Work<void> =>
    keepContact(store, data.organisationNumber, () => ({ name: data.name, email: data.contactEmail }));

/** The address is replaced or deleted; what waited for one goes out. */
export const onSupplierContactChanged =
  (store: Store) =>
  ({ data }: Changed): Work<void> =>
    keepContact(store, data.organisationNumber, (known) => ({
      name: known?.name ?? '',
      email: data.contactEmail,
    }));

const keepContact =
  (store: Store, organisationNumber: string, after: (known: Contact | undefined) => Contact): Work<void> =>
  async (reads) => {
    const [contact, waiting] = await Promise.all([
      reads.doc<Contact>(contactsCollection.name, organisationNumber),
      store
        .states<OpenMail>(mails)
        .find(
          {
            'state.queue': { $gte: `${organisationNumber}/`, $lt: `${organisationNumber}0` },
            'state.status': 'failed',
          } as object,
          { projection: { _id: 1 } },
        )
        .limit(hastenedMax)
        .toArray(),
    ]);
    const streams = await Promise.all(waiting.map(({ _id }) => reads.stream(mails, _id)));
    return (stage: Stage) => {
      const next = after(contact.value);
      stage.put(contact, next);
      if (next.email === null || next.email === contact.value?.email) return;
      for (const stream of streams) stage.handle(stream, { type: 'hasten', at: stage.at });
    };
  };
