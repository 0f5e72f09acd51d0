import type { FollowUpEvent, PauseReason } from '../order/followUp/events.ts';
import { norwegianDay } from '../osloTime.ts';

/** Why work stands still, in the middle of a sentence. */
const pauseReasons: Readonly<Record<PauseReason, string>> = {
  weather: 'været',
  materials: 'mangler materialer',
  access: 'får ikke adgang',
  other_trades: 'venter på andre fag',
  waiting_for_client: 'venter på avklaring fra kommunen',
  unforeseen_condition: 'uforutsette forhold på stedet',
  safety: 'sikkerheten',
  other: 'annet',
};

/** One line in Norwegian for what happens while an order is followed up. */
export function followUpText(event: FollowUpEvent): string {
  const { supplierName } = event.data.contractor;
  switch (event.type) {
    case 'WorkScheduled': {
      const { startsOn, endsOn, dueOn } = event.data;
      const late = endsOn > dueOn ? `, etter fristen ${norwegianDay(dueOn)}` : '';
      return `${supplierName} planlegger arbeidet fra ${norwegianDay(startsOn)} til ${norwegianDay(endsOn)}${late}`;
    }
    case 'SafetyConfirmed':
      return `${supplierName} bekreftet at SHA-planen er lest og at HMS-kort bæres (${event.data.confirmedBy})`;
    case 'WorkPaused': {
      const { reason, text } = event.data;
      const why = reason === 'other' && text ? text : `${pauseReasons[reason]}${text ? `, ${text}` : ''}`;
      return `${supplierName} har stanset arbeidet: ${why}`;
    }
    case 'WorkResumed':
      return `${supplierName} har tatt opp igjen arbeidet`;
  }
}
