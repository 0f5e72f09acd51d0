import { momentInWords } from '../mail/words.ts';
import type { NewsKind } from '../news/kinds.ts';

/** What a firm, and the municipality's people, are warned of. Figures and times only, no address. */
export type Notice =
  /** No attempt to deliver an event of an order succeeded within the schedule; told of once for an order. */
  | { readonly kind: 'undelivered'; readonly firstAttemptAt: string | null; readonly attempts: number }
  /** Nothing has been delivered to an endpoint for a part of the time after which it is disabled. */
  | {
      readonly kind: 'failing';
      readonly percent: number;
      readonly since: string;
      readonly disabledAt: string;
    }
  | { readonly kind: 'disabled'; readonly isGone: boolean; readonly since: string }
  /** Neither an endpoint nor a mailbox takes what the firm is to get. */
  | { readonly kind: 'unreachable'; readonly hasAddress: boolean };

export const newsKindOf: Readonly<Record<Notice['kind'], NewsKind>> = {
  undelivered: 'delivery_exhausted',
  failing: 'endpoint_failing',
  disabled: 'endpoint_disabled',
  unreachable: 'contractor_unreachable',
};

/** The warning as the municipality's people read it. */
export function noticeForStaff(notice: Notice, firm: string): string {
  switch (notice.kind) {
    case 'undelivered':
      return `Systemet til ${firm} tok ikke imot en melding om en bestilling etter ${notice.attempts} forsøk. Meldingen sendes på e-post.`;
    case 'failing':
      return `Systemet til ${firm} har ikke tatt imot noe siden ${momentInWords(notice.since)}. Det slås av ${momentInWords(notice.disabledAt)} hvis det ikke svarer før.`;
    case 'disabled':
      return notice.isGone
        ? `Systemet til ${firm} har meldt seg av og er slått av. Meldinger går på e-post.`
        : `Systemet til ${firm} er slått av fordi det ikke har tatt imot noe siden ${momentInWords(notice.since)}. Meldinger går på e-post.`;
    case 'unreachable':
      return notice.hasAddress
        ? `E-posten til ${firm} ble avvist. Kontroller e-postadressen, og ta kontakt med firmaet.`
        : `${firm} kan ikke nås: firmaet har verken et system som er slått på, eller en e-postadresse. Registrer en adresse, eller ta kontakt med firmaet.`;
  }
}

/** The warning as the firm reads it. */
export function noticeForFirm(notice: Notice): { readonly subject: string; readonly text: string } {
  switch (notice.kind) {
    case 'undelivered':
      return {
        subject: 'Systemet deres tok ikke imot en melding fra Tiltak',
        text: `Vi har prøvd ${notice.attempts} ganger${notice.firstAttemptAt ? ` siden ${momentInWords(notice.firstAttemptAt)}` : ''} å levere en melding om et oppdrag til systemet deres, uten at det tok imot. Meldingen sendes på e-post. Når systemet virker igjen, kan dere hente det dere mangler fra hendelsesstrømmen, eller be om ny levering.`,
      };
    case 'failing':
      return {
        subject: 'Systemet deres svarer ikke på meldinger fra Tiltak',
        text: `Systemet deres har ikke tatt imot noe fra Tiltak siden ${momentInWords(notice.since)}. Tar det ikke imot noe før ${momentInWords(notice.disabledAt)}, slås det av. Meldinger går da på e-post til dere slår det på igjen, og det som er samlet opp, leveres i rekkefølge.`,
      };
    case 'disabled':
      return {
        subject: 'Systemet deres er slått av i Tiltak',
        text: `${notice.isGone ? 'Systemet deres svarte at adressen er nedlagt (410).' : `Systemet deres har ikke tatt imot noe fra Tiltak siden ${momentInWords(notice.since)}.`} Det er derfor slått av. Meldinger går på e-post til dere slår det på igjen, og det som er samlet opp, leveres da i rekkefølge.`,
      };
    case 'unreachable':
      return {
        subject: 'Vi når dere ikke',
        text: 'Verken systemet deres eller e-postadressen tar imot meldinger.',
      };
  }
}
