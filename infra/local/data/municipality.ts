import { type Fact, sources } from './sources.ts';

/** An area (område) of the municipality. */
export type Area = Fact & { readonly why: string; readonly includes: readonly string[] };
/** A volunteer centre (frivilligsentral). */
export type VolunteerCentre = Fact & {
  readonly area: string;
  readonly status: 'existing' | 'planned';
  readonly partner: string | null;
  readonly venue: string | null;
};
/** A partner, and what it does or did. */
export type Partner = Fact & { readonly role: string };
/** A decision (vedtak) or proposal that the sources speak of. Null: they don't say. */
export type Decision = Omit<Fact, 'name'> & {
  readonly subject: string;
  readonly body: string | null;
  readonly dateText: string | null;
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
  readonly note: string | null;
  readonly outcome: string;
};
/** A number that the sources give. */
export type KeyFigure = Fact & {
  readonly value: number;
  readonly unit: string;
  readonly isApproximate: boolean;
  readonly year: number | null;
};

/** The areas that the sources name for a reason. */
export const areas: readonly Area[] = [
  { id: 'fornebu', name: 'Fornebu', why: 'nærmiljøutvikling', includes: [], source: sources.volunteering },
  { id: 'rykkinn', name: 'Rykkinn', why: 'nærmiljøutvikling', includes: [], source: sources.volunteering },
  { id: 'sandvika', name: 'Sandvika', why: 'byutvikling', includes: [], source: sources.report },
  {
    id: 'stor-sandvika',
    name: 'Stor-Sandvika',
    why: 'byutvikling',
    includes: ['Kjørbo', 'Hamang', 'Bjørnegård', 'Franzefoss', 'Lakseberget', 'Kadettangen'],
    source: sources.report,
  },
  { id: 'voyenenga', name: 'Vøyenenga', why: 'boligbygging', includes: [], source: sources.report },
];

/** The volunteer centres. `area` is the id of one of {@link areas}. */
export const volunteerCentres: readonly VolunteerCentre[] = [
  {
    id: 'frivilligsentral-sandvika',
    name: 'Frivillighetssentralen i Sandvika',
    area: 'sandvika',
    status: 'existing',
    partner: null,
    venue: null,
    source: sources.volunteering,
  },
  {
    id: 'frivilligsentral-fornebu',
    name: 'Frivillighetssentral på Fornebu',
    area: 'fornebu',
    status: 'planned',
    partner: 'fornebu-vel',
    venue: null,
    source: sources.volunteering,
  },
  {
    id: 'frivilligsentral-rykkinn',
    name: 'Frivillighetssentral på Rykkinn',
    area: 'rykkinn',
    status: 'planned',
    partner: null,
    venue: 'Rykkinn fritidshus',
    source: sources.volunteering,
  },
];

/** The partners. */
export const partners: readonly Partner[] = [
  { id: 'nho-viken', name: 'NHO Viken', role: 'deltok i utvidet styremøte', source: sources.package },
  {
    id: 'baerum-naeringsrad',
    name: 'Bærum Næringsråd',
    role: 'deltok i utvidet styremøte',
    source: sources.package,
  },
  {
    id: 'asker-og-baerum-handels-og-servicebedrifter',
    name: 'Asker og Bærum handels og servicebedrifter',
    role: 'deltok i utvidet styremøte',
    source: sources.package,
  },
  { id: 'energy-valley', name: 'Energy Valley', role: 'deltok i utvidet styremøte', source: sources.package },
  {
    id: 'smartcity-baerum',
    name: 'SmartCity Bærum',
    role: 'vert for utvidet styremøte',
    source: sources.package,
  },
  {
    id: 'ks-storbynettverket',
    name: 'KS/Storbynettverket',
    role: 'nasjonale fellesløsninger',
    source: sources.programme,
  },
  {
    id: 'oslo-cancer-cluster',
    name: 'Oslo Cancer Cluster',
    role: 'nevnt som modell',
    source: sources.business,
  },
  {
    id: 'ferd-sosiale-entreprenorer',
    name: 'Ferd Sosiale Entreprenører',
    role: 'samarbeidsavtale',
    source: sources.report,
  },
  { id: 'klimapanelet', name: 'Klimapanelet', role: 'råd til klimastrategien', source: sources.report },
  {
    id: 'fornebu-vel',
    name: 'Fornebu Vel',
    role: 'samarbeid om frivillighetssentral',
    source: sources.volunteering,
  },
  {
    id: 'baerum-frivilligsentral',
    name: 'Bærum Frivilligsentral',
    role: 'møteplass',
    source: sources.volunteering,
  },
];

/** The decisions and proposals, as complete as the sources are. */
export const decisions: readonly Decision[] = [
  {
    id: 'vedtak-formannskapet-15-april',
    subject: 'Tiltakspakken (Bærumspakken)',
    body: 'Formannskapet',
    dateText: '15. april',
    day: 15,
    month: 4,
    year: null,
    note: 'Året står ikke i setningen; samme side sier våren 2020.',
    outcome: 'vedtatt',
    source: sources.package,
  },
  {
    id: 'forslag-hp-2018-2021',
    subject: 'Handlingsprogram 2018-2021',
    body: 'Rådmannen',
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'foreslått',
    source: sources.programme,
  },
  {
    id: 'forslag-hp-2017-2020-frivillighet',
    subject: 'Frivillighet, sosialt entreprenørskap og innbyggerdeltagelse',
    body: null,
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'foreslått',
    source: sources.volunteering,
  },
  {
    id: 'sak-frivillighet-varslet',
    subject: 'Politisk sak om frivillighet og sosialt entreprenørskap',
    body: null,
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'varslet',
    source: sources.volunteering,
  },
  {
    id: 'klimastrategi-2030-lagt-frem',
    subject: 'Klimastrategi 2030 med handlingsplan',
    body: null,
    dateText: '2017',
    day: null,
    month: null,
    year: 2017,
    note: null,
    outcome: 'lagt frem',
    source: sources.report,
  },
  {
    id: 'ett-baerum-vedtatt',
    subject: 'Ett Bærum – digitalt førstevalg',
    body: null,
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'vedtatt',
    source: sources.report,
  },
  {
    id: 'reguleringsplan-e18-vedtatt',
    subject: 'Reguleringsplan for E18',
    body: null,
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'vedtatt',
    source: sources.report,
  },
  {
    id: 'ny-organisasjon-1-september-2017',
    subject: 'Ny organisasjon for stab- og støttefunksjoner',
    body: null,
    dateText: '1. september 2017',
    day: 1,
    month: 9,
    year: 2017,
    note: null,
    outcome: 'satt i verk',
    source: sources.report,
  },
  {
    id: 'sak-sandvika',
    subject: 'Perspektivene for Sandvika',
    body: null,
    dateText: null,
    day: null,
    month: null,
    year: null,
    note: null,
    outcome: 'belyst',
    source: sources.report,
  },
];

/** The business policy (næringspolitikk). */
export const businessPolicy: readonly (Fact & { readonly number: number | null })[] = [
  {
    id: 'oppgave-1-lokomotivbedrifter',
    number: 1,
    name: 'Bruke lokomotivbedriftene',
    source: sources.business,
  },
  { id: 'oppgave-2-smb', number: 2, name: 'Styrke rammebetingelsene for SMB', source: sources.business },
  { id: 'naeringssjef', number: null, name: 'Næringssjef', source: sources.business },
];

/** The key figures. */
export const keyFigures: readonly KeyFigure[] = [
  {
    id: 'boliger-bygget-2017',
    name: 'Nye boliger 2017',
    value: 971,
    unit: 'boliger',
    isApproximate: false,
    year: 2017,
    source: sources.report,
  },
  {
    id: 'andel-knutepunkt-2017',
    name: 'Andel innenfor knutepunkt',
    value: 39,
    unit: 'prosent',
    isApproximate: false,
    year: 2017,
    source: sources.report,
  },
  {
    id: 'bemanningsreduksjon-arsverk',
    name: 'Bemanningsreduksjon',
    value: 40,
    unit: 'årsverk',
    isApproximate: true,
    year: null,
    source: sources.report,
  },
  {
    id: 'forslag-klimatiltak',
    name: 'Forslag til klimatiltak',
    value: 1200,
    unit: 'forslag',
    isApproximate: false,
    year: null,
    source: sources.report,
  },
  {
    id: 'elever-baerumsskolen-2018',
    name: 'Elever i bærumsskolen',
    value: 16000,
    unit: 'elever',
    isApproximate: false,
    year: 2018,
    source: sources.programme,
  },
  {
    id: 'baerumskonferansen-2017',
    name: 'Deltakere Bærumskonferansen 2017',
    value: 700,
    unit: 'personer',
    isApproximate: false,
    year: 2017,
    source: sources.report,
  },
];
