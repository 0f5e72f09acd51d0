import { moment } from '../format/time.ts';
import type { Explanation } from '../problems.ts';

const names = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((one) => (one as { holder?: string | null }).holder ?? 'en del uten navn').join(', ')
    : '';

/** The words of sealed bids' codes, for people. */
export const bidExplanations: Readonly<Record<string, Explanation>> = {
  bid_late: {
    text: ({ facts }) =>
      typeof facts?.deadline === 'string'
        ? `Fristen gikk ut ${moment(facts.deadline)}. Tilbudet kom inn etter fristen og kan ikke tas imot.`
        : 'Fristen er ute. Tilbudet kan ikke tas imot.',
  },
  bids_not_asked: { text: 'Det bes ikke om tilbud i saken nå.' },
  bid_not_found: { text: 'Dere har ikke levert tilbud i denne saken.' },
  sealing_missing: { text: 'Det er ikke satt noen nøkkel for tilbudene i denne saken ennå.' },
  sealing_fixed: { text: 'Nøklene kan ikke byttes når det er bedt om tilbud.' },
  envelope_not_sealed: { text: 'Filen er ikke en forseglet konvolutt. Forsegle tilbudet først.' },
  envelope_missing: { text: 'En av konvoluttene mangler.' },
  envelope_not_asked: { text: 'Konkurransen ber ikke om denne konvolutten.' },
  envelope_not_found: { text: 'En av konvoluttene er ikke lastet opp. Last den opp på nytt.' },
  too_many_envelopes: {
    text: 'Det ligger allerede mange opplastede konvolutter som ikke hører til noe tilbud. Lever et tilbud først.',
  },
  requirement_not_found: { text: 'Et av kravene som bekreftes, finnes ikke i konkurransen.' },
  key_malformed: {
    text: 'Nøkkelen er ikke hel. Kopier hele teksten som begynner med «age1», på nytt.',
    field: 'recipient',
  },
  threshold_wrong: {
    text: 'Minst to nøkkeldeler må kreves, og det må deles ut minst én mer, slik at én kan gå tapt.',
    field: 'threshold',
  },
  holder_twice: { text: 'Hver person kan ha bare én nøkkeldel.' },
  holder_unknown: { text: 'En av nøkkelholderne har ikke registrert egen nøkkel.' },
  auditor_missing: { text: 'Én nøkkeldel skal ligge hos revisor.' },
  opening_too_early: { text: 'Tilbudene kan ikke åpnes før fristen er ute og konkurransen er lukket.' },
  opening_finished: { text: 'Disse konvoluttene er allerede åpnet.' },
  quality_not_settled: { text: 'Priskonvoluttene åpnes først når kvaliteten er ferdig vurdert.' },
  approvals_missing: { text: 'To personer må godkjenne åpningen først.' },
  shares_refused: {
    text: ({ facts }) => `Noen nøkkeldeler kan ikke brukes: ${names(facts?.shares) || 'se over dem'}.`,
    field: 'shares',
  },
  shares_missing: { text: 'Det mangler nøkkeldeler for å kunne åpne.', field: 'shares' },
  recipient_mismatch: {
    text: 'Nøkkeldelene gir en annen nøkkel enn den som ble kunngjort. Tilbudene kan ikke åpnes med dem.',
    field: 'shares',
  },
};
