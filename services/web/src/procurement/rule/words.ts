import type { Tone } from '../../words/order.ts';
import type { ListedRule } from './value.ts';

type Badge = { readonly label: string; readonly tone: Tone; readonly meaning: string };

/** How sure a rule is. */
export const ruleStatusWords: Readonly<Record<ListedRule['status'], Badge>> = {
  confirmed: {
    label: 'Bekreftet',
    tone: 'done',
    meaning: 'Lest i regelverket, eller bekreftet av den som svarer for det.',
  },
  reported: {
    label: 'Annenhåndskilde',
    tone: 'quiet',
    meaning: 'Lest i en annen kilde enn regelverket selv.',
  },
  unconfirmed: { label: 'Ubekreftet', tone: 'waiting', meaning: 'Ingen har vist at det er riktig.' },
};

/** Where a rule stands among the others about the same. */
export const ruleStandingWords: Readonly<Record<ListedRule['standing'], Omit<Badge, 'meaning'>>> = {
  in_force: { label: 'I bruk', tone: 'active' },
  disputed: { label: 'En annen kilde sier noe annet', tone: 'waiting' },
  not_yet: { label: 'Gjelder senere', tone: 'quiet' },
  ended: { label: 'Gjelder ikke lenger', tone: 'quiet' },
  replaced: { label: 'Rettet', tone: 'stopped' },
};
