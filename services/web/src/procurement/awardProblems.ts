import { kroner } from '../format/money.ts';
import { moment } from '../format/time.ts';
import type { Explanation } from '../problems.ts';

const amount = (value: unknown): string | undefined =>
  typeof value === 'number' ? kroner(value) : undefined;

/** The rule that a refusal names, in parentheses. */
const ruleNamed = (rules: unknown): string => {
  const [rule] = Array.isArray(rules) ? (rules as readonly { title?: unknown; source?: unknown }[]) : [];
  return rule ? ` (${rule.title}; ${rule.source})` : '';
};

/** The words of the award's and the contracts' codes, for people. */
export const awardExplanations: Readonly<Record<string, Explanation>> = {
  evaluation_open: { text: 'Evalueringen er ikke avsluttet. Tildelingen bygger på den.' },
  award_missing: { text: 'Det finnes ingen tildeling å behandle her. Se hva som står på siden nå.' },
  award_outdated: {
    text: 'Evalueringen er endret etter at tildelingen ble foreslått. Tildelingen må foreslås på nytt.',
  },
  award_approved: {
    text: 'Tildelingen er allerede godkjent. Den kan bare rettes ved å omgjøre den før kontrakten er inngått.',
  },
  award_elsewhere: { text: 'En slik anskaffelse avsluttes på en annen måte enn med tildeling av kontrakt.' },
  lot_not_awarded: { text: 'Oppgi hvem som tildeles hver delkontrakt.' },
  not_by_ranking: {
    text: 'Tildelingen må følge rangeringen i evalueringen. Et annet valg krever en ny evaluering.',
  },
  ceiling_not_used: { text: 'Bare rammeavtaler har en høyeste samlede verdi for hver delkontrakt.' },
  ceiling_exceeded: {
    text: 'Delkontraktenes høyeste verdier er til sammen mer enn det som er kunngjort for rammeavtalen.',
  },
  too_many_winners: { text: 'Det er valgt flere leverandører enn konkurransen åpner for.' },
  value_missing: { text: 'Oppgi hva anskaffelsen koster.', field: 'valueOre' },
  value_not_used: { text: 'Prisen følger av tilbudet og kan ikke oppgis her.', field: 'valueOre' },
  contract_running: {
    text: 'En kontrakt løper eller venter på underskrift. Avslutt kontraktene før saken avsluttes.',
  },
  standstill_running: {
    text: ({ facts }) =>
      typeof facts?.signingFrom === 'string'
        ? `Karensperioden varer til ${moment(facts.signingFrom)}. Kontrakten kan ikke inngås før den er ute.`
        : 'Karensperioden er ikke ute. Kontrakten kan ikke inngås ennå.',
  },
  funds_missing: {
    text: ({ facts }) => {
      const left = amount(facts?.availableOre);
      return left === undefined
        ? 'Rammen har ikke satt av penger til kontrakten. Den kan ikke underskrives før det er gjort.'
        : `Rammen har ikke nok penger til kontrakten; ${left} gjenstår.`;
    },
  },
  funds_not_refused: {
    text: 'Det er ikke avslått noen forespørsel om penger, så det er ingenting å be om på nytt.',
  },
  already_signed: { text: 'Kontrakten er allerede underskrevet.' },
  not_signed: { text: 'Kontrakten er ikke underskrevet av begge parter ennå.' },
  contract_ended: { text: 'Kontrakten er avsluttet og kan ikke endres.' },
  nothing_changed: { text: 'Oppgi hva som endres: prisen eller sluttdatoen.' },
  change_limit: {
    text: ({ facts }) => {
      const limit = amount(facts?.limitOre);
      return limit === undefined
        ? 'Endringen er større enn hjemmelen åpner for.'
        : `Endringen er større enn hjemmelen åpner for. Det kan legges til inntil ${limit}.`;
    },
    field: 'addedOre',
  },
  below_invoiced: { text: 'Prisen kan ikke bli lavere enn det som er fakturert.', field: 'addedOre' },
  change_pending: {
    text: 'En endring venter på svar om penger. Kontrakten kan avsluttes når svaret er kommet.',
  },
  too_many_parts: { text: 'Kontrakten har så mange slike registreringer som den kan ha.' },
  subcontractor_not_found: { text: 'Underleverandøren over denne er ikke registrert.', field: 'belowId' },
  too_many_tiers: {
    text: ({ facts }) =>
      typeof facts?.subcontractTiersMax === 'number'
        ? `Kontrakten tillater høyst ${facts.subcontractTiersMax} ledd under hovedleverandøren${ruleNamed(facts.rules)}.`
        : 'Kontrakten tillater ikke så mange ledd underleverandører.',
    field: 'belowId',
  },
  more_apprentices_than_hours: {
    text: 'Lærlingenes timer er en del av timene og kan ikke være flere enn dem.',
    field: 'apprenticeHours',
  },
  no_own_invoices: { text: 'En rammeavtale faktureres gjennom bestillingene sine.' },
  invoice_twice: { text: 'En faktura med dette nummeret er allerede registrert.', field: 'invoiceNumber' },
  apprentices_unreported: {
    text: 'Kontrakten krever lærlinger. Registrer timene i alt og lærlingenes timer (0 om det ikke var noen) før den avsluttes.',
  },
  paid_by_instalments: {
    text: ({ facts }) => {
      const left = amount(facts?.leftOre);
      return `Utviklingen betales med delbetalinger i partnerskapet. Her registreres bare fakturaer på det endringer har lagt til${left === undefined ? '' : `; av det gjenstår ${left}`}.`;
    },
    field: 'amount',
  },
  exceeds_contract: {
    text: ({ facts }) => {
      const left = amount(facts?.leftOre);
      return left === undefined
        ? 'Fakturaen er større enn det som gjenstår av kontrakten.'
        : `Fakturaen er større enn det som gjenstår av kontrakten: ${left}.`;
    },
    field: 'amountOre',
  },
};
