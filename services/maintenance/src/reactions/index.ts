import { notificationsEvents } from '@tiltak/contracts/notifications';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { projectsEvents } from '@tiltak/contracts/projects';
import { type Reactions, react } from '@tiltak/messaging';
import type { AnswerTimes } from '../order/answerTimes.ts';
import { onDeliveries, onDelivery } from './onDelivery.ts';
import { onFrameworkAgreementSigned } from './onFrameworkAgreementSigned.ts';
import { onFundsAdjusted } from './onFundsAdjusted.ts';
import { onFundsRefused } from './onFundsRefused.ts';
import { onFundsReserved } from './onFundsReserved.ts';

/** What maintenance does when another service tells something. */
export const reactions = (times: AnswerTimes): Reactions => ({
  ...react(projectsEvents, {
    'no.tiltak.projects.funds.reserved.v1': onFundsReserved(times),
    'no.tiltak.projects.funds.refused.v1': onFundsRefused(times),
    'no.tiltak.projects.funds.adjusted.v1': onFundsAdjusted(times),
  }),
  ...react(procurementEvents, {
    'no.tiltak.procurement.frameworkagreement.signed.v1': onFrameworkAgreementSigned,
  }),
  ...react(
    notificationsEvents,
    {
      'no.tiltak.notifications.deliveries.delivered.v1': onDeliveries,
      'no.tiltak.notifications.delivery.delivered.v1': onDelivery('delivered'),
      'no.tiltak.notifications.delivery.failed.v1': onDelivery('failed'),
      'no.tiltak.notifications.delivery.exhausted.v1': onDelivery('exhausted'),
      'no.tiltak.notifications.delivery.superseded.v1': onDelivery('superseded'),
    },
    // A receipt that can't be taken says nothing of the next one.
    { isPatient: true, isIndependent: true },
  ),
});
