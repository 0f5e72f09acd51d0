import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { awardLetter } from './awardLetter.ts';
import { competitionLetter } from './competitionLetter.ts';
import type { Letter } from './letter.ts';
import type { MailReason } from './mail.ts';
import { dayInWords, kroner, momentInWords, oneLine } from './words.ts';

type Schemas = typeof maintenanceEvents;
type Known = keyof Schemas;
type DataOf<Type extends Known> = z.output<Schemas[Type]>;
type Said = Omit<Letter, 'why'>;

const titleMax = 80;
const listedMax = 20;

const reasons: Readonly<Record<Exclude<MailReason, 'notice'>, string>> = {
  no_endpoint:
    'Dere får dette på e-post fordi dere ikke har et system som er koblet til Tiltak og slått på nå.',
  not_subscribed: 'Dere får dette på e-post fordi systemet deres er satt opp til ikke å få det fra Tiltak.',
  endpoint_exhausted: 'Dere får dette på e-post fordi systemet deres ikke tok imot meldingen.',
};

/**
 * A contractor's event as a letter. `order` is what the order is called, where that is known. A type that has no words
 * of its own here gets a letter that leads to the console, so that nothing is left out.
 */
export function eventLetter(
  event: { readonly type: string; readonly data: unknown },
  about: {
    readonly order: string | undefined;
    readonly consoleUrl: string;
    readonly reason: Exclude<MailReason, 'notice'>;
  },
): Letter {
  const ofProcurement = competitionLetter(event) ?? awardLetter(event, about.consoleUrl);
  if (ofProcurement) return ofProcurement;
  const title = about.order === undefined ? 'oppdraget' : `«${oneLine(about.order, titleMax)}»`;
  const say = words[event.type as Known] as
    | ((data: unknown, title: string, consoleUrl: string) => Said)
    | undefined;
  const parsed = maintenanceEvents[event.type as Known]?.safeParse(event.data);
  const said =
    say && parsed?.success ? say(parsed.data, title, about.consoleUrl) : unknown(title, about.consoleUrl);
  return { ...said, why: reasons[about.reason] };
}

const assignments = (consoleUrl: string, label = 'Se oppdragene deres') => ({
  link: { label, url: `${consoleUrl}/oppdrag` },
});

const unknown = (title: string, consoleUrl: string): Said => ({
  subject: `Nytt om ${title}`,
  paragraphs: [`Det er noe nytt om ${title}.`],
  ...assignments(consoleUrl),
});

const words: { readonly [Type in Known]?: (data: DataOf<Type>, title: string, consoleUrl: string) => Said } =
  {
    'no.tiltak.maintenance.calloff.offered.v1': offered,
    'no.tiltak.maintenance.calloff.withdrawn.v1': ({ reason }, title) => ({
      subject: `Forespørselen om ${title} er trukket tilbake`,
      paragraphs: [
        `Kommunen har trukket tilbake forespørselen om ${title}. Den kan ikke lenger besvares.`,
        ...given(reason),
      ],
    }),
    'no.tiltak.maintenance.calloff.expired.v1': ({ respondBy }, title) => ({
      subject: `Svarfristen for ${title} har gått ut`,
      paragraphs: [
        `Svarfristen for ${title} gikk ut ${momentInWords(respondBy)}. Forespørselen kan ikke lenger besvares, og den kan være gått videre til neste entreprenør.`,
      ],
    }),
    'no.tiltak.maintenance.order.placed.v1': ({ amountOre, dueOn, proposedStart }, title, consoleUrl) => ({
      subject: `Oppdraget er deres: ${title}`,
      paragraphs: [`Kommunen har bestilt ${title} hos dere.`],
      facts: [
        ...terms(amountOre, dueOn),
        ...(proposedStart === null ? [] : [['Oppstart', dayInWords(proposedStart)] as const]),
      ],
      ...assignments(consoleUrl, 'Meld fra når arbeidet starter og er ferdig'),
    }),
    'no.tiltak.maintenance.change.notified.v1': ({ description, dueOn, why }, title, consoleUrl) => ({
      subject: `Kommunen ber om en endring: ${title}`,
      paragraphs: [`Kommunen ber om en endring av ${title}:`, description, ...given(why)],
      facts: dueOn === null ? [] : [['Ny frist', dayInWords(dueOn)]],
      ...assignments(consoleUrl, 'Gi pris på endringen'),
    }),
    'no.tiltak.maintenance.change.rejected.v1': ({ because, reason }, title, consoleUrl) => ({
      subject: `Endringen blir ikke noe av: ${title}`,
      paragraphs: [
        because === 'no_funds'
          ? `Kommunen har ikke penger til endringen av ${title}.`
          : `Kommunen har sagt nei til endringen av ${title}.`,
        ...given(reason),
        'Oppdraget er som før.',
      ],
      ...assignments(consoleUrl),
    }),
    'no.tiltak.maintenance.order.changed.v1': ({ amountOre, description, dueOn }, title, consoleUrl) => ({
      subject: `Oppdraget er endret: ${title}`,
      paragraphs: [
        ...(description === null ? [] : [description]),
        `Bestillingen av ${title} er endret. Dette gjelder nå:`,
      ],
      facts: terms(amountOre, dueOn),
      ...assignments(consoleUrl),
    }),
    'no.tiltak.maintenance.order.cancelled.v1': ({ reason }, title) => ({
      subject: `Oppdraget er avbestilt: ${title}`,
      paragraphs: [`Kommunen har avbestilt ${title}.`, ...given(reason)],
    }),
    'no.tiltak.maintenance.work.accepted.v1': ({ defects = [] }, title, consoleUrl) => ({
      subject: `Arbeidet er godkjent: ${title}`,
      paragraphs: [
        `Kommunen har godkjent arbeidet med ${title}. Dere kan sende faktura.`,
        ...(defects.length > 0 ? ['Disse manglene må likevel utbedres:'] : []),
        ...defects
          .slice(0, listedMax)
          .map(({ description, dueOn }) => `– ${description} (innen ${dayInWords(dueOn)})`),
      ],
      ...assignments(consoleUrl),
    }),
    'no.tiltak.maintenance.claim.raised.v1': ({ description, dueOn, raisedOn }, title, consoleUrl) => ({
      subject: `Reklamasjon på ${title}`,
      paragraphs: [`Kommunen har reklamert på ${title} ${dayInWords(raisedOn)}:`, description],
      facts: [['Skal være utbedret', dayInWords(dueOn)]],
      ...assignments(consoleUrl),
    }),
    'no.tiltak.maintenance.work.rejected.v1': ({ reason }, title, consoleUrl) => ({
      subject: `Arbeidet må rettes: ${title}`,
      paragraphs: [`Kommunen har ikke godkjent arbeidet med ${title}. Det må rettes.`, ...given(reason)],
      ...assignments(consoleUrl),
    }),
    'no.tiltak.maintenance.order.settled.v1': ({ paidOre, retainedOre }, title) => ({
      subject: `Oppgjøret er gjort: ${title}`,
      paragraphs: [
        `Oppgjøret for ${title} er gjort. I alt er det betalt ${kroner(paidOre)} uten merverdiavgift.`,
        ...(retainedOre === undefined
          ? []
          : [`${kroner(retainedOre)} holdes tilbake til manglene er utbedret.`]),
      ],
    }),
  };

/** An offer at the agreement's prices is answered yes or no; in a mini-competition the firm names its price. */
function offered(data: DataOf<'no.tiltak.maintenance.calloff.offered.v1'>): Said {
  const places = data.places
    .slice(0, listedMax)
    .map(({ address, matrikkel, name }) =>
      [name, address, matrikkel && `matrikkel ${matrikkel}`].filter(Boolean).join(', '),
    );
  const isCompetition = data.priceBasis === 'miniCompetition';
  const priceBasis = isCompetition ? 'minikonkurranse, laveste pris får oppdraget' : 'etter rammeavtalen';
  const answers = isCompetition
    ? 'og svaret kan endres til prisene åpnes: når alle har svart, senest ved svarfristen.'
    : 'kan brukes til ett svar og slutter å virke når svarfristen går ut.';
  return {
    subject: `${data.urgent ? 'Haster: forespørsel' : 'Forespørsel'} om oppdrag: ${oneLine(data.description, titleMax)}`,
    paragraphs: [
      isCompetition
        ? 'Kommunen ber alle leverandørene i rammeavtalen om pris på dette oppdraget. Laveste pris får det:'
        : 'Kommunen spør om dere kan ta dette oppdraget:',
      data.description,
    ],
    facts: [
      ['Sted', places.join('\n')],
      ['Pris', `${priceBasis}, høyst ${kroner(data.amountOre)} uten merverdiavgift`],
      ['Skal være ferdig', dayInWords(data.dueOn)],
      ...(data.plannedPersonHours === null
        ? []
        : [['Planlagte timer', String(data.plannedPersonHours).replace('.', ',')] as const]),
      ['Svarfrist', momentInWords(data.respondBy)],
    ],
    link: {
      label: 'Se forespørselen og svar',
      url: data.links.page,
      note: `Dere binder dere ikke ved å åpne lenken; svaret gis på siden. Lenken gjelder bare denne forespørselen, ${answers} Den som har lenken, kan svare for firmaet: ikke send den videre til andre.`,
    },
  };
}

const terms = (amountOre: number, dueOn: string) =>
  [
    ['Pris', `høyst ${kroner(amountOre)} uten merverdiavgift`],
    ['Skal være ferdig', dayInWords(dueOn)],
  ] as const;

const given = (reason: string | null): readonly string[] =>
  reason === null || reason === '' ? [] : [`Begrunnelse: ${reason}`];
