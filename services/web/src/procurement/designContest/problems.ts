import type { Explanation } from '../../problems.ts';

/** The words of the codes of design contests, for people. */
export const designContestExplanations: Readonly<Record<string, Explanation>> = {
  not_a_contest: { text: 'Bare plan- og designkonkurranser har en jury.' },
  contest_not_set_up: { text: 'Oppnevn juryen og fastsett premiene først.' },
  juror_twice: { text: 'Samme person er ført opp to ganger i juryen.', field: 'jury' },
  anonymiser_in_jury: {
    text: 'Den som anonymiserer utkastene, kan ikke sitte i juryen.',
    field: 'anonymiser',
  },
  jury_profession: {
    text: 'Minst en tredjedel av juryen må ha samme eller likeverdig yrkeskvalifikasjon som det kreves av deltakerne.',
    field: 'jury',
  },
  not_in_jury: { text: 'Bare medlemmer av juryen kan gjøre dette.' },
  not_anonymiser: { text: 'Bare den som er oppnevnt til å anonymisere utkastene, kan gjøre dette.' },
  already_declared: { text: 'Erklæringen er allerede gitt.' },
  declaration_missing: { text: 'Hele juryen må ha erklært at den er uavhengig av deltakerne.' },
  juror_not_independent: {
    text: 'Et medlem av juryen har erklært at hen ikke er uavhengig, og må erstattes først.',
  },
  bid_not_found: { text: 'Leverandøren har ikke noe åpnet bidrag her.' },
  entry_twice: { text: 'Utkastet har allerede fått en kode.' },
  entries_missing: { text: 'Alle utkastene må ha en kode før juryen får se dem.' },
  entries_released: { text: 'Juryen har fått utkastene, og de kan ikke endres.' },
  entries_not_released: { text: 'Juryen har ikke fått utkastene ennå.' },
  ranking_incomplete: { text: 'Rangeringen og vurderingene må ha med hvert utkast én gang.' },
  ranking_missing: { text: 'Juryen har ikke skrevet ned noen rangering ennå.' },
  ranking_changed: { text: 'Rangeringen er endret. Les den nye versjonen før du signerer.' },
  ranking_signed: { text: 'Hele juryen har signert rangeringen, og den kan ikke endres.' },
  ranking_not_signed: {
    text: 'Navnene kan ikke vises før hele juryen har signert rangeringen.',
  },
  names_revealed: { text: 'Navnene er allerede kjent.' },
};
