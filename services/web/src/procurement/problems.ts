import { day } from '../format/time.ts';
import type { Explanation } from '../problems.ts';
import { awardExplanations } from './awardProblems.ts';
import { bidExplanations } from './bidProblems.ts';
import { designContestExplanations } from './designContest/problems.ts';
import { dynamicPurchasingExplanations } from './dynamicPurchasing/problems.ts';
import { evaluationExplanations } from './evaluationProblems.ts';
import { partnershipExplanations } from './partnership/problems.ts';

/** The words of procurement's codes, for people. */
export const procurementExplanations: Readonly<Record<string, Explanation>> = {
  ...bidExplanations,
  ...awardExplanations,
  ...evaluationExplanations,
  ...partnershipExplanations,
  ...designContestExplanations,
  ...dynamicPurchasingExplanations,
  wrong_step: {
    text: 'Prosedyren åpner ikke for dette der saken står nå. Siden viser hvilket steg den står på.',
  },
  complaint_open: { text: 'Det ligger en ubehandlet klage i saken. Den må avgjøres først.' },
  negotiation_missing: {
    text: 'I innovasjonspartnerskap skal det forhandles. Gjennomfør forhandlinger og be om nye tilbud først.',
  },
  rehearsals_off: { text: 'Denne installasjonen er ikke satt opp for øvelser.' },
  system_missing: { text: 'Velg hvilken dynamisk innkjøpsordning kjøpet gjøres i.', field: 'systemId' },
  starts_before_publication: {
    text: 'Oppstart kan ikke være før kunngjøringen.',
    field: 'startOn',
  },
  part_twice: { text: 'To deler har samme betegnelse. Gi dem hver sin.' },
  lot_not_found: { text: 'Et kriterium viser til en delkontrakt som ikke finnes.' },
  weights_not_100: {
    text: ({ facts }) =>
      `Vektene i hver delkontrakt må bli 100 prosent til sammen${
        typeof facts?.sum === 'number' ? `; her blir de ${facts.sum} prosent` : ''
      }.`,
  },
  criteria_not_allowed: { text: 'Prosedyren tillater ikke denne kombinasjonen av tildelingskriterier.' },
  result_not_allowed: { text: 'Denne prosedyren kan ikke ende i en slik avtale.' },
  climate_rule: {
    text: 'Klima- og miljøhensyn er ikke ivaretatt slik anskaffelsesforskriften § 7-9 krever.',
  },
  rule_key_unknown: { text: 'Det finnes ingen regel med denne nøkkelen.', field: 'key' },
  rule_value_wrong: {
    text: 'Verdien passer ikke til regelen. Se hvordan de andre radene er skrevet.',
    field: 'value',
  },
  rule_period_reversed: { text: 'Regelen kan ikke slutte å gjelde før den begynner.', field: 'validTo' },
  too_many_rules: { text: 'Regelen har så mange registrerte rader som den kan ha.', field: 'key' },
  specification_missing: { text: 'Beskriv først hva tilbyderne skal konkurrere på.' },
  keys_missing: {
    text: 'Del ut nøklene for tilbudene først, på sakens side «Nøkler». Uten dem kan ingen levere tilbud.',
  },
  deadline_missing: { text: 'Sett en frist.' },
  deadline_not_used: { text: 'Denne fristen brukes ikke i prosedyren på dette steget.' },
  deadline_past: {
    text: ({ facts }) =>
      typeof facts?.phase === 'number'
        ? `Leveringsfristen i fase ${facts.phase} har allerede gått ut. Velg en senere dag.`
        : 'Fristen har allerede gått ut. Velg et senere tidspunkt.',
  },
  deadline_too_short: {
    text: ({ facts }) =>
      typeof facts?.earliest === 'string'
        ? `Fristen er for kort. Den kan tidligst settes til ${day(facts.earliest)}.`
        : 'Fristen er kortere enn minstefristen.',
  },
  deadline_not_later: { text: 'Den nye fristen må være senere enn den som gjelder nå.', field: 'deadline' },
  deadline_not_earlier: {
    text: 'En kortere frist må være tidligere enn den som gjelder nå.',
    field: 'deadline',
  },
  extension_missing: {
    text: ({ facts }) =>
      typeof facts?.earliest === 'string'
        ? `En vesentlig endring krever at fristen forlenges. Den kan tidligst settes til ${day(facts.earliest)}.`
        : 'En vesentlig endring krever at fristen forlenges.',
    field: 'deadline',
  },
  questions_after_deadline: {
    text: 'Siste dag for spørsmål kan ikke være etter fristen.',
    field: 'questionsUntil',
  },
  shorter_deadline_missing: { text: 'Ingen har foreslått en kortere frist.' },
  same_person: { text: 'Dette må godkjennes av en annen person enn den som foreslo det.' },
  model_fixed: {
    text: 'Tildelingskriterier, vekter og prismodell ligger fast når tilbud er åpnet eller forhandlingene er i gang.',
  },
  requirements_fixed: {
    text: 'Kvalifikasjonskravene ligger fast når fristen for å be om å delta er ute.',
  },
  nothing_changed: { text: 'Ingenting er endret. Endre beskrivelsen eller velg dokumenter.' },
  change_is_substantial: {
    text: 'En endring av krav, kriterier, prismodell eller delkontrakter er alltid vesentlig. Merk den slik, og forleng fristen.',
    field: 'isSubstantial',
  },
  complainant_missing: { text: 'Oppgi hvilken virksomhet klagen kommer fra.', field: 'filedBy' },
  complainant_not_used: { text: 'Klagen registreres på din egen virksomhet.' },
  complaint_not_found: { text: 'Klagen finnes ikke i denne saken.' },
  complaint_decided: { text: 'Klagen er allerede avgjort.' },
  too_many_complaints: {
    text: 'Virksomheten har allerede så mange ubehandlede klager i saken som det er plass til.',
  },
  dialogue_open: { text: 'Markedsdialogen er allerede åpnet.' },
  dialogue_not_open: { text: 'Det pågår ingen markedsdialog i saken.' },
  dialogue_note_missing: {
    text: 'Et dialogmøte mangler referat. Skriv det før kunngjøringen, også om møtet ble avlyst, så ingen får et fortrinn.',
  },
  meeting_past: { text: 'Møtet må kunngjøres før det holdes. Velg et senere tidspunkt.', field: 'startsAt' },
  meeting_not_found: { text: 'Møtet finnes ikke i denne dialogen.', field: 'meetingId' },
  too_many_meetings: { text: 'Dialogen har så mange møter eller referater som det er plass til.' },
  questions_closed: { text: 'Fristen for å stille spørsmål er ute.' },
  question_answered: { text: 'Spørsmålet er allerede besvart, og svaret er sendt til alle.' },
  document_type_not_allowed: {
    text: 'Dokumentet må være PDF, Word, Excel, PowerPoint, OpenDocument, PNG eller JPEG, uten makroer.',
    field: 'file',
  },
  document_not_draft: { text: 'Den nyeste versjonen av dokumentet er allerede publisert.' },
  too_many_documents: { text: 'Saken har så mange dokumenter eller versjoner som det er plass til.' },
  request_late: { text: 'Forespørselen kom etter fristen og kan ikke tas imot.' },
  requests_not_asked: { text: 'Det bes ikke om forespørsler om å delta på dette steget.' },
  requests_sealed: { text: 'Forespørslene kan leses når fristen for å be om å delta er ute.' },
  requirement_not_found: { text: 'Et av svarene gjelder et krav som ikke finnes, eller står to ganger.' },
  declaration_missing: { text: 'Svar på alle kvalifikasjonskravene.' },
  assessment_missing: { text: 'Vurder alle kvalifikasjonskravene.' },
  requirement_not_fulfilled: { text: 'Et krav er ikke oppfylt. Da skal leverandøren avvises.' },
  ground_not_allowed: {
    text: 'Avvisningsgrunnen gjelder tilbud, og her er det ikke gitt noe ennå.',
    field: 'ground',
  },
  selection_made: { text: 'Utvelgelsen er gjort og endres ikke.' },
  requests_undecided: { text: 'Ta stilling til alle forespørslene først.' },
  not_qualified: { text: 'En av leverandørene er ikke kvalifisert.' },
  selection_reason_missing: {
    text: 'Oppgi utvelgelseskriteriene, og begrunn hvorfor hver av de andre kvalifiserte ikke går videre.',
  },
  negotiation_open: { text: 'Avslutt forhandlings- eller dialogrunden som pågår, først.' },
  negotiation_not_open: { text: 'Det pågår ingen forhandlings- eller dialogrunde.' },
  not_in_negotiation: { text: 'En av leverandørene deltar ikke i forhandlingene.' },
  meeting_in_future: { text: 'Møtet har ikke vært ennå. Registrer det etterpå.', field: 'heldAt' },
  meeting_missing: { text: 'Alle skal behandles likt. Hold møte med alle deltakerne før runden avsluttes.' },
  consent_missing: {
    text: 'Ingenting om en deltakers løsning kan gis videre uten samtykke fra deltakeren.',
    field: 'disclosed',
  },
  too_many_rounds: { text: 'Saken har så mange runder eller møter som det er plass til.' },
  invitation_missing: { text: 'Velg hvilke leverandører som skal inviteres.', field: 'inviterte' },
  invitation_not_used: { text: 'I denne prosedyren kan alle gi tilbud; ingen inviteres særskilt.' },
  supplier_not_found: { text: 'Leverandøren er ikke registrert. Registrer den først.' },
  organisation_number_missing: {
    text: 'Innloggingen er ikke knyttet til noe firma. Logg inn på vegne av firmaet deres.',
  },
  organisation_number_invalid: {
    text: 'Organisasjonsnummeret i innloggingen er ikke gyldig. Ta kontakt med kommunen.',
  },
  supplier_twice: { text: 'Samme leverandør står oppført flere ganger.' },
  rank_twice: { text: 'To leverandører har samme rang. Gi hver sin.' },
  too_few_invited: { text: 'For få leverandører er invitert i forhold til det prosedyren krever.' },
};
