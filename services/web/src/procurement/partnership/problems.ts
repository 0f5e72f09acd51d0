import { kroner } from '../../format/money.ts';
import type { Explanation } from '../../problems.ts';

type Field = NonNullable<Explanation['field']>;

/** The field of the phase that the terms are refused for, where the service says which. */
const fieldOfPhase =
  (field: 'deadline' | 'partners'): Field =>
  ({ facts }) =>
    typeof facts?.phase === 'number' ? `phase${facts.phase}-${field}` : undefined;

/** A sentence with a sum that the service says. */
const withSum =
  (text: string, fact: string, after: (sum: string) => string): Explanation['text'] =>
  ({ facts }) => {
    const ore = facts?.[fact];
    return typeof ore === 'number' ? `${text} ${after(kroner(ore))}` : text;
  };

/** The first that is missing has a field of its own. */
const fieldOfFirst =
  (prefix: string, fact: string): Field =>
  ({ facts }) => {
    const first = [facts?.[fact]].flat()[0];
    return typeof first === 'string' ? `${prefix}-${first}` : undefined;
  };

/** A sentence with what is left, where the service says it. */
const withLeft =
  (text: string): Explanation['text'] =>
  ({ facts }) =>
    typeof facts?.leftOre === 'number' ? `${text} Det gjenstår ${kroner(facts.leftOre)}.` : text;

/** The words of the codes of innovation partnerships and pre-commercial procurement, for people. */
export const partnershipExplanations: Readonly<Record<string, Explanation>> = {
  not_a_partnership: {
    text: 'Bare innovasjonspartnerskap og førkommersielle anskaffelser har vilkår for utvikling i faser.',
  },
  terms_missing: {
    text: 'Vilkårene for utviklingen er ikke fastsatt. De skal være klare før kunngjøringen.',
  },
  terms_fixed: { text: 'Partnerskapet er i gang, og vilkårene kan ikke endres lenger.' },
  maximum_cost_missing: {
    text: 'Oppgi hva kjøpet av den ferdige løsningen høyst kan koste.',
  },
  purchase_is_separate: {
    text: 'En førkommersiell anskaffelse omfatter ikke kjøp. Løsningen må kjøpes i en egen anskaffelse.',
  },
  rights_not_allowed: {
    text: 'I en førkommersiell anskaffelse beholder leverandøren rettighetene, og kommunen får bruksrett.',
  },
  phases_out_of_order: {
    text: 'Hver fase må ha senere frist enn fasen før.',
  },
  partners_increase: {
    text: 'Det kan ikke være plass til flere partnere i en fase enn i fasen før.',
  },
  several_partners_needed: {
    text: 'En førkommersiell anskaffelse starter med minst to leverandører side om side.',
  },
  budgets_exceed_maximum: {
    text: withSum(
      'Fasebudsjettene for alle partnerne blir til sammen mer enn den høyeste utviklingskostnaden.',
      'budgetsOre',
      (sum) => `De blir ${sum}.`,
    ),
  },
  value_too_low: {
    text: withSum(
      'Anskaffelsens anslåtte verdi må dekke både utviklingen og et mulig kjøp (anskaffelsesforskriften § 5-4).',
      'valueOre',
      (sum) => `Den må være minst ${sum}. Rett den anslåtte verdien, eller vilkårene.`,
    ),
  },
  contract_unsigned: {
    text: 'En av kontraktene er verken signert eller oppgitt. Partnerskapet starter når alle er avklart.',
  },
  already_started: { text: 'Partnerskapet er allerede i gang.' },
  too_few_partners: { text: 'Det er signert kontrakt med færre partnere enn prosedyren krever.' },
  too_many_partners: { text: 'Det er ikke plass til så mange partnere i fasen.' },
  not_running: {
    text: 'Partnerskapet er ikke i gang. Enten er det ikke startet, eller så er det avsluttet.',
  },
  partner_not_found: { text: 'Leverandøren er ikke partner her.' },
  partner_left: { text: 'Partneren har gått ut av partnerskapet.' },
  wrong_phase: { text: 'Partneren kan ikke begynne på denne fasen nå. Fasen før må være avgjort.' },
  phase_not_started: { text: 'Partneren har ikke begynt på denne fasen.' },
  phase_decided: { text: 'Fasen er avgjort for denne partneren og kan ikke endres.' },
  phase_tested: { text: 'Leveransen er testet og kan ikke byttes ut.' },
  phase_not_tested: {
    text: 'Fasen kan avgjøres når leveransen er testet. En partner som ikke har levert, kan gå ut først etter leveringsfristen.',
  },
  phase_open: { text: 'En partner er midt i en fase. Avgjør fasen først.' },
  not_delivered: { text: 'Partneren har ikke levert ennå, så det er ingenting å teste.' },
  deliverable_missing: {
    text: 'Alle leveransene i fasen må være med.',
  },
  deliverable_not_found: { text: 'En av leveransene hører ikke til denne fasen.' },
  goal_missing: {
    text: 'Alle målene som skal testes i fasen, må ha en målt verdi.',
  },
  goal_not_found: { text: 'Et av målene hører ikke til denne fasen.' },
  comparison_incomplete: { text: 'Alle leverandørene i fasen skal sammenlignes samtidig.' },
  rank_not_valid: {
    text: 'Gi hver leverandør sin plass fra 1 og oppover. Ingen kan gå videre foran en som er rangert bedre.',
  },
  budget_exceeded: {
    text: withLeft('Beløpet er høyere enn det som gjenstår av fasebudsjettet.'),
  },
  maximum_development_exceeded: {
    text: withLeft('Beløpet er høyere enn det som gjenstår av den høyeste utviklingskostnaden.'),
  },
  proposal_not_found: {
    text: 'Forslaget finnes ikke lenger. Det kan være bekreftet eller erstattet av et nyere.',
  },
  same_person: { text: 'Dette skal gjøres av en annen person enn den som gjorde det første steget.' },
  not_developed: { text: 'Det som ikke er ferdig utviklet, kan ikke kjøpes.' },
  purchase_exercised: { text: 'Opsjonen er allerede utløst.' },
  option_not_open: { text: 'Opsjonen må åpnes før den kan utløses.' },
  goal_not_met: { text: 'Opsjonen kan ikke åpnes, fordi testene ikke viser at alle målene er nådd.' },
  maximum_cost_exceeded: {
    text: withLeft('Prisen er høyere enn den høyeste kostnaden som ble avtalt for kjøpet.'),
  },
};

/** What only the pages of a partnership say so; elsewhere these codes are about something else. */
const ownWords: Readonly<Record<string, Explanation>> = {
  deadline_past: {
    text: ({ facts }) =>
      `Leveringsfristen i fase ${facts?.phase ?? 1} har allerede gått ut. Velg en senere dag.`,
  },
  exceeds_contract: { text: withLeft('Beløpet er større enn det som gjenstår av kontrakten.') },
};

/** The fields of a partnership's forms that refusals are about. */
const fields: Readonly<Record<string, Field>> = {
  maximum_cost_missing: 'maximumCostOre',
  phases_out_of_order: fieldOfPhase('deadline'),
  deadline_past: fieldOfPhase('deadline'),
  partners_increase: fieldOfPhase('partners'),
  several_partners_needed: fieldOfPhase('partners'),
  budgets_exceed_maximum: 'maximumDevelopmentOre',
  deliverable_missing: fieldOfFirst('description', 'missing'),
  goal_missing: fieldOfFirst('value', 'missing'),
  budget_exceeded: fieldOfFirst('amount', 'supplierId'),
  maximum_cost_exceeded: 'priceOre',
};

/** The same words where the forms of a partnership are: each at the field that it is about. */
export const partnershipWords: Readonly<Record<string, Explanation>> = Object.fromEntries(
  Object.entries({ ...partnershipExplanations, ...ownWords }).map(([code, explanation]) => {
    const field = fields[code];
    return [code, field === undefined ? explanation : { ...explanation, field }];
  }),
);
