import type { EventOf } from '@tiltak/contracts';
import type { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type { Reaction } from '@tiltak/messaging';
import type { Work } from '@tiltak/store';
import { type Contact, contactsCollection } from '../mail/contact.ts';
import type { NewsKind } from '../news/kinds.ts';
import { openNews } from '../news/news.ts';
import {
  awaitsInspection,
  changePriced,
  changeProposed,
  claimOverdue,
  claimPeriodEnding,
  clockAboutToBreak,
  clockBroken,
  declined,
  defectOverdue,
  expired,
  firmName,
  held,
} from '../news/words.ts';

type Events = EventOf<typeof maintenanceEvents>;
type Of<Name extends string> = Extract<Events, { type: `no.tiltak.maintenance.${Name}.v1` }>;

type Told = {
  readonly kind: NewsKind;
  readonly orderId: string | null;
  readonly organisationNumber: string | null;
  readonly text: (firm: string) => string;
};

/** An event that the municipality's own people should know of. The same event again is the same news. */
export const tell =
  (eventId: string, { kind, orderId, organisationNumber, text }: Told): Work<void> =>
  async (reads) => {
    const [news, contact] = await Promise.all([
      openNews(reads, eventId),
      organisationNumber === null
        ? undefined
        : reads.doc<Contact>(contactsCollection.name, organisationNumber),
    ]);
    return (stage) =>
      news.add(stage, {
        ...{ kind, orderId, organisationNumber },
        text: text(firmName(contact?.value?.name, organisationNumber)),
      });
  };

export const onOrderHeld = ({ id, data }: Of<'order.held'>): Work<void> =>
  tell(id, {
    ...{ kind: 'order_held', orderId: data.orderId, organisationNumber: null },
    text: () => held(data),
  });

export const onCallOffDeclined = ({ id, data }: Of<'calloff.declined'>): Work<void> =>
  tell(id, {
    ...{ kind: 'calloff_declined', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => declined(firm, data.reason),
  });

export const onCallOffExpired = ({ id, data }: Of<'calloff.expired'>): Work<void> =>
  tell(id, {
    ...{ kind: 'calloff_expired', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => expired(firm, data.respondBy),
  });

export const onClockAboutToBreak = ({ id, data }: Of<'clock.about_to_break'>): Work<void> =>
  tell(id, {
    ...{ kind: 'clock_about_to_break', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => clockAboutToBreak(firm, data.clock, data.dueAt),
  });

export const onClockBroken = ({ id, data }: Of<'clock.broken'>): Work<void> =>
  tell(id, {
    ...{ kind: 'clock_broken', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => clockBroken(firm, data.clock, data.dueAt),
  });

export const onInspectionEscalated = ({ id, data }: Of<'inspection.escalated'>): Work<void> =>
  tell(id, {
    ...{ kind: 'awaiting_inspection', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => awaitsInspection(firm, data.waitingSince),
  });

export const onChangeProposed = ({ id, data }: Of<'change.proposed'>): Work<void> =>
  tell(id, {
    ...{ kind: 'change_proposed', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => changeProposed(firm, data),
  });

export const onChangePriced = ({ id, data }: Of<'change.priced'>): Work<void> =>
  tell(id, {
    ...{ kind: 'change_proposed', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => changePriced(firm, data.addedOre),
  });

export const onDefectEscalated = ({ id, data }: Of<'defect.escalated'>): Work<void> =>
  tell(id, {
    ...{ kind: 'defect_overdue', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => defectOverdue(firm, data),
  });

export const onClaimEscalated = ({ id, data }: Of<'claim.escalated'>): Work<void> =>
  tell(id, {
    ...{ kind: 'claim_overdue', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => claimOverdue(firm, data),
  });

export const onClaimPeriodEnding = ({ id, data }: Of<'claimperiod.ending'>): Work<void> =>
  tell(id, {
    ...{ kind: 'claim_period_ending', orderId: data.orderId, organisationNumber: data.organisationNumber },
    text: (firm) => claimPeriodEnding(firm, data.claimsUntil, data.openClaims),
  });

/** One event, two things to do about it, in one transaction. */
export const both =
  (one: Reaction, other: Reaction): Reaction =>
  (event) => {
    const [a, b] = [one(event), other(event)];
    return async (reads) => {
      const steps = await Promise.all([a(reads), b(reads)]);
      return (stage) => {
        for (const step of steps) step(stage);
      };
    };
  };
