import type { Problem } from '@tiltak/contracts';
import { kroner } from './format/money.ts';
import { quantity } from './format/quantity.ts';
import { day } from './format/time.ts';
import { procurementExplanations } from './procurement/problems.ts';
import { orderStatusText } from './words/order.ts';

export type Explanation = {
  readonly text: string | ((problem: Problem) => string);
  /** The form's field that the text belongs to, where it is about one; which one the problem may have to say. */
  readonly field?: string | ((problem: Problem) => string | undefined);
};

/**
 * The services' codes in words for people. A code that isn't here is shown with the service's own, English words, so
 * that nothing is hidden.
 */
const explanations: Readonly<Record<string, Explanation>> = {
  ...procurementExplanations,
  forbidden: { text: 'Du har ikke tilgang til å gjøre dette.' },
  stale_version: {
    text: 'Dette ble endret av en annen mens du hadde siden åpen. Se over det som står her nå, og prøv igjen.',
  },
  wrong_state: {
    text: 'Dette kan ikke gjøres nå, fordi statusen har endret seg. Siden viser den nye statusen.',
  },
  idempotency_key_reused: {
    text: 'Skjemaet er allerede sendt én gang med annet innhold. Se om det ble registrert før du prøver på nytt.',
  },
  rate_limited: { text: 'Det kom for mange forespørsler på kort tid. Vent et øyeblikk og prøv igjen.' },
  invalid_request: { text: 'Noe i skjemaet ble ikke godtatt.' },

  file_not_readable: {
    text: 'Filen kan ikke leses som en tabell. Lagre den som Excel-arbeidsbok (.xlsx) uten passord, eller som CSV, og prøv igjen.',
    field: 'file',
  },
  columns_missing: {
    text: ({ facts }) =>
      `Første rad må ha overskriftene som forklares på siden. Disse mangler: ${[facts?.columns].flat().join(', ')}.`,
    field: 'file',
  },
  too_many_rows: { text: 'Filen har for mange rader. Del den opp.', field: 'file' },
  rows_not_valid: { text: 'Ingenting ble importert, fordi filen har rader med feil.', field: 'file' },
  changed_meanwhile: {
    text: 'Noen endret registeret mens filen ble importert. Noen av radene er importert. Importer den samme filen en gang til.',
  },
  room_not_found: { text: 'Rommet finnes ikke i denne bygningen. Velg et annet.', field: 'roomId' },
  property_not_found: { text: 'Eiendommen finnes ikke. Velg en annen.', field: 'propertyId' },
  reference_taken: {
    text: 'Referansen er allerede brukt for en annen av samme slag.',
    field: 'reference',
  },
  building_number_taken: {
    text: 'Bygningsnummeret tilhører en annen bygning i registeret.',
    field: 'buildingNumber',
  },
  room_number_taken: { text: 'Bygningen har allerede et rom med dette nummeret.', field: 'number' },
  matrikkel_period_reversed: {
    text: 'En matrikkelenhet kan ikke slutte å gjelde før den begynner.',
    field: 'matrikkelIds',
  },
  matrikkel_periods_overlap: {
    text: 'Samme matrikkelenhet står to ganger for de samme dagene.',
    field: 'matrikkelIds',
  },
  municipality_number_not_valid: {
    text: 'Kommunenummeret gjaldt ikke i hele perioden som er oppgitt.',
    field: 'matrikkelIds',
  },
  building_not_found: { text: 'Bygningen finnes ikke lenger. Velg en annen.', field: 'buildingId' },
  duplicate_of_itself: { text: 'Et arbeid kan ikke slås sammen med seg selv.' },
  original_not_found: { text: 'Arbeidet som dette skulle slås sammen med, finnes ikke.' },
  other_building: { text: 'Arbeidene gjelder forskjellige bygninger og kan ikke slås sammen.' },
  too_many_duplicates: {
    text: 'Så mange arbeid er allerede slått sammen med det arbeidet at det ikke går med flere.',
  },
  file_not_found: {
    text: 'Bestillingens arbeider har ikke denne filen. Oppgi en fil de har, eller en henvisning.',
  },
  file_type_not_allowed: {
    text: 'Filen er ikke et bilde (JPEG eller PNG) eller en PDF, uansett hva den heter.',
    field: 'file',
  },
  heic_not_supported: {
    text: 'Bilder i formatet HEIC kan ikke tas imot. Send bildet som JPEG: På iPhone velger du Innstillinger > Kamera > Formater > Mest kompatibel, og tar bildet på nytt.',
    field: 'file',
  },
  file_damaged: { text: 'Filen er skadet eller kom ikke helt fram. Send den på nytt.', field: 'file' },
  photo_too_large: { text: 'Bildet har for mange bildepunkter. Send et mindre bilde.', field: 'file' },
  // How large it may be is another for each thing, and stands in the hint of its field.
  body_too_large: { text: 'Filen er for stor. Se hvor stor den kan være, og send en mindre.', field: 'file' },
  too_many_files: {
    text: 'Det er allerede så mange filer som det kan være. Ta bort én først.',
    field: 'file',
  },
  link_revoked: { text: 'Meldelenken gjelder ikke lenger.' },
  too_many_links: { text: 'Bygget har så mange meldelenker som det kan ha. Trekk tilbake én først.' },
  too_many_reports: {
    text: 'Det er kommet svært mange meldinger om bygget den siste timen. Prøv igjen senere.',
  },
  report_closed: { text: 'Bilder må sendes sammen med meldingen, eller like etter.', field: 'file' },
  year_in_the_past: { text: 'Året er allerede passert.', field: 'year' },
  rule_not_valid: {
    text: 'Gjentakelsen må skrives som en regel, for eksempel FREQ=YEARLY;BYMONTH=10.',
    field: 'rrule',
  },
  rule_too_frequent: { text: 'En plan kan gjentas høyst én gang om dagen.', field: 'rrule' },
  calendar_of_one_thing: { text: 'Velg enten én bygning eller én entreprenør.' },
  rule_without_days: { text: 'Gjentakelsen gir ingen dager fra og med i dag.', field: 'rrule' },

  job_not_found: { text: 'Arbeidet finnes ikke.' },
  job_twice: { text: 'Det samme arbeidet står to ganger i bestillingen.' },
  job_not_orderable: {
    text: 'Arbeidet kan ikke bestilles: Det er ikke godkjent, eller det er allerede bestilt.',
  },
  due_in_the_past: { text: 'Fristen er allerede passert. Velg en dag fram i tid.', field: 'dueOn' },
  measure_not_found: { text: 'Tiltaket finnes ikke. Velg et annet.', field: 'measureId' },
  framework_agreement_not_found: {
    text: 'Rammeavtalen finnes ikke. Velg en annen.',
    field: 'frameworkAgreementId',
  },
  safety_not_confirmed: {
    text: 'Dette er bygge- eller anleggsarbeid. Bekreft SHA-planen og HMS-kortene før arbeidet starter.',
  },
  work_paused: { text: 'Arbeidet er stanset. Meld at det er tatt opp igjen, før det meldes ferdig.' },
  already_paused: { text: 'Arbeidet er allerede meldt stanset.' },
  not_paused: { text: 'Arbeidet er ikke stanset.' },
  ends_before_start: { text: 'Arbeidet kan ikke slutte før det begynner.', field: 'endsOn' },
  schedule_in_the_past: { text: 'Dagen er allerede passert.', field: 'endsOn' },
  checklist_open: { text: 'Sjekklisten er ikke ferdig utfylt. Svar på alle punktene først.' },
  template_not_found: { text: 'Sjekklisten finnes ikke. Velg en annen.', field: 'templateId' },
  hours_missing: { text: 'Skriv hvor mange timer arbeidet tok.', field: 'personHours' },
  hours_disagree: {
    text: 'Summen stemmer ikke med timene som er ført på person. La feltene stå tomme, eller rett timene.',
    field: 'personHours',
  },
  hours_reported: { text: 'Timene er allerede meldt inn med arbeidet og kan ikke endres.' },
  day_in_the_future: { text: 'Dagen har ikke vært ennå.', field: 'day' },
  more_than_a_day: { text: 'Det er ført mer enn 24 timer på én person samme dag.', field: 'hours' },
  defects_open: {
    text: 'Det er mangler som ikke er godkjent som utbedret. Godkjenn dem, eller hold tilbake et beløp.',
  },
  no_open_defects: { text: 'Det er ingen åpne mangler å holde tilbake penger for.', field: 'retained' },
  exceeds_unpaid: {
    text: ({ facts }) =>
      typeof facts?.unpaidOre === 'number'
        ? `Det kan holdes tilbake høyst ${kroner(facts.unpaidOre)}, som ikke er betalt.`
        : 'Beløpet er større enn det som ikke er betalt.',
    field: 'retained',
  },
  invoice_deviating: { text: 'En faktura avviker fra avtalen. Godkjenn eller avvis den før oppgjøret.' },
  documentation_missing: { text: 'Dokumentasjonen (FDV) er ikke komplett, og bestillingen krever den.' },
  nothing_retained: { text: 'Det er ikke holdt tilbake noe beløp.' },
  money_retained: { text: 'Det er holdt tilbake et beløp. Betal det eller avgjør at det ikke betales.' },
  claims_open: { text: 'Det er reklamasjoner som ikke er avsluttet.' },
  claim_too_late: {
    text: ({ facts }) =>
      typeof facts?.claimsUntil === 'string'
        ? `Reklamasjonsfristen gikk ut ${day(facts.claimsUntil)}, fem år etter at arbeidet ble godkjent.`
        : 'Reklamasjonsfristen er ute.',
  },
  already_invoiced: { text: 'Bestillingen er fakturert og kan ikke avbestilles.' },
  exceeds_order: {
    text: ({ facts }) =>
      typeof facts?.leftOre === 'number'
        ? `Fakturaen er større enn det som er igjen av bestillingen, ${kroner(facts.leftOre)}.`
        : 'Fakturaen er større enn det som er igjen av bestillingen.',
    field: 'amount',
  },
  invoice_number_used: {
    text: 'Fakturanummeret er allerede registrert på bestillingen.',
    field: 'invoiceNumber',
  },
  nothing_invoiced: { text: 'Det er ikke registrert noen faktura. Registrer fakturaen før oppgjøret.' },

  answer_time_out_of_bounds: {
    text: ({ facts }) =>
      typeof facts?.leastSeconds === 'number' && typeof facts.mostSeconds === 'number'
        ? `Svarfristen kan være fra ${quantity(facts.leastSeconds / 3600)} til ${quantity(facts.mostSeconds / 3600)} timer.`
        : 'Svarfristen er kortere eller lengre enn det som er tillatt.',
    field: 'respondWithinSeconds',
  },
  same_person: {
    text: 'Dette krever to personer. En annen enn den som gjorde det første, må gjøre dette.',
  },
  url_not_allowed: {
    text: ({ facts }) =>
      `Adressen kan ikke brukes. Den må være offentlig, begynne med https:// og ha port 443 eller 8443.${
        typeof facts?.reason === 'string' ? ` (Systemet svarte: ${facts.reason}.)` : ''
      }`,
    field: 'url',
  },
  unknown_event_type: { text: 'En av hendelsestypene finnes ikke.' },
  too_many_endpoints: {
    text: 'Dere har så mange mottak som det er mulig å ha. Slå av og bruk et av dem på nytt.',
  },
  endpoint_disabled: { text: 'Mottaket er slått av. Slå det på først.' },
  self_test_running: { text: 'En selvtest pågår allerede. Vent til den er ferdig.' },
  self_test_too_often: {
    text: 'Det er kjørt ti selvtester den siste timen. Vent litt før dere prøver igjen.',
  },

  already_answered: { text: 'Forespørselen er allerede besvart.' },
  expired: { text: 'Svarfristen har gått ut.' },
  withdrawn: { text: 'Forespørselen er trukket tilbake av kommunen.' },
  price_missing: { text: 'Skriv prisen deres.', field: 'price' },
  price_not_asked: { text: 'Prisen følger rammeavtalen og skal ikke oppgis her.' },
  price_too_high: {
    text: ({ facts }) =>
      typeof facts?.mostOre === 'number'
        ? `Prisen kan være høyst ${kroner(facts.mostOre)}.`
        : 'Prisen er høyere enn bestillingens høyeste beløp.',
    field: 'price',
  },
  changes_not_possible: {
    text: 'I en minikonkurranse kan dere ikke ta forbehold. Gi en pris på det som er etterspurt, eller takk nei.',
  },
  in_competition: {
    text: 'Én leverandør kan ikke tas ut av en minikonkurranse. Vent til den er avgjort, eller avbestill.',
  },
  too_many_changes: { text: 'Bestillingen har for mange åpne endringer. Avgjør dem først.' },
  price_is_contractors: { text: 'Det er entreprenøren som priser endringen.', field: 'added' },
  change_too_low: { text: 'Prisen kan ikke settes lavere enn det som er fakturert.', field: 'added' },
  approver_needed: {
    text: 'Med denne endringen blir bestillingen så stor at den må godkjennes av en annen person med fullmakt.',
  },
  agreement_ceiling_reached: {
    text: ({ facts }) =>
      typeof facts?.leftOre === 'number'
        ? `Det er bare ${kroner(facts.leftOre)} igjen av rammeavtalens øvre grense.`
        : 'Beløpet er større enn det som er igjen av rammeavtalens øvre grense.',
  },
  reason_missing: { text: 'Skriv en begrunnelse.', field: 'reason' },
  apprentice_hours_exceed_person_hours: {
    text: 'Timene for lærlinger kan ikke være flere enn timene i alt.',
    field: 'apprenticeHours',
  },
};

/** A problem as texts for a form, in Norwegian; `words` go before the common ones. */
export function explain(
  problem: Problem,
  words: Readonly<Record<string, Explanation>> = {},
): {
  readonly fields: Readonly<Record<string, string>>;
  readonly general: readonly string[];
} {
  const known = words[problem.code] ?? explanations[problem.code];
  const text = known ? textOf(known, problem) : `Systemet svarte: ${problem.detail}`;
  const field = typeof known?.field === 'function' ? known.field(problem) : known?.field;
  if (field !== undefined) return { fields: { [field]: text }, general: [] };
  const fields = Object.fromEntries(
    problem.errors.map(({ path, message }) => [fieldOf(path), `Ble ikke godtatt: ${message}`]),
  );
  return { fields, general: [text] };
}

/** Forms name their fields like the body's, except that people enter kroner where the body holds øre. */
function fieldOf(path: string): string {
  return path.replace(/^(?:body|params|query)\./, '').replace(/Ore$/, '');
}

function textOf({ text }: Explanation, problem: Problem): string {
  if (typeof text !== 'string') return text(problem);
  const status = problem.facts?.status;
  return problem.code === 'wrong_state' && typeof status === 'string'
    ? `${text} (${orderStatusText(status)})`
    : text;
}
