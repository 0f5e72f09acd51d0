import type { OperationAnswer } from '@tiltak/contracts';
import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Tone } from '../words/order.ts';

type Operations = typeof notificationsOperations;
export type Endpoint = OperationAnswer<Operations['getEndpoint']>;
export type Delivery = OperationAnswer<Operations['listDeliveries']>['items'][number];
export type SelfTest = OperationAnswer<Operations['getSelfTest']>;
type Check = SelfTest['checks'][number]['check'];

export const endpointWords: Readonly<Record<Endpoint['status'], { label: string; tone: Tone }>> = {
  enabled: { label: 'Slått på', tone: 'active' },
  disabled: { label: 'Slått av', tone: 'stopped' },
};

export const deliveryWords: Readonly<Record<Delivery['status'], { label: string; tone: Tone }>> = {
  pending: { label: 'På vei', tone: 'active' },
  delivered: { label: 'Levert', tone: 'done' },
  failed: { label: 'Feilet, prøves igjen', tone: 'waiting' },
  exhausted: { label: 'Gitt opp', tone: 'stopped' },
  parked: { label: 'Venter til mottaket slås på', tone: 'quiet' },
  superseded: { label: 'Erstattet av en senere melding', tone: 'quiet' },
};

type CheckWords = { readonly name: string; readonly expected: string; readonly advice: string };

/** What the self-test looks at, what a receiver should do, and what to look for where it doesn't. */
export const checkWords: Readonly<Record<Check, CheckWords>> = {
  good_event: {
    name: 'Riktig hendelse',
    expected: 'Skal besvares med 2xx.',
    advice: 'Kontroller signaturen over innholdet slik det kom, byte for byte, med hele hemmeligheten.',
  },
  duplicate: {
    name: 'Samme hendelse én gang til',
    expected: 'Skal besvares med 2xx, uten ny virkning.',
    advice: 'En hendelse dere allerede har, må også besvares med 2xx. Ellers sendes den om og om igjen.',
  },
  reordered: {
    name: 'Hendelser i feil rekkefølge',
    expected: 'Begge skal besvares med 2xx.',
    advice: 'Ta imot det som kommer, og ordne det etter data.sequence.',
  },
  wrong_signature: {
    name: 'Feil signatur',
    expected: 'Skal avvises med 401.',
    advice:
      'Alle som kjenner adressen, kan sende dere bestillinger. Kontroller signaturen før noe annet skjer.',
  },
  changed_body: {
    name: 'Endret innhold',
    expected: 'Skal avvises med 401.',
    advice: 'Signaturen må kontrolleres over hele innholdet slik det kom.',
  },
  old_timestamp: {
    name: 'Ti minutter gammelt tidsstempel',
    expected: 'Skal avvises med 401.',
    advice: 'Avvis tidsstempler som er mer enn fem minutter unna klokken deres.',
  },
  rotation: {
    name: 'To signaturer, som under bytte av hemmelighet',
    expected: 'Begge hendelsene skal besvares med 2xx.',
    advice: 'Det kan stå flere signaturer med mellomrom mellom. Det holder at én av dem stemmer.',
  },
  large_body: {
    name: 'Stor hendelse, om lag 200 KiB',
    expected: 'Skal besvares med 2xx.',
    advice: 'En hendelse kan være på 256 KiB. Hev grensen, og se bort fra felter dere ikke kjenner.',
  },
  answer_time: {
    name: 'Svartid',
    expected: 'Hvert svar skal komme innen 15 sekunder.',
    advice: 'Lagre hendelsen og svar med én gang. Gjør arbeidet etterpå.',
  },
};
