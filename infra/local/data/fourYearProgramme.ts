import { type Amount, type Fact, type Period, sources } from './sources.ts';

/** A programme or plan (handlingsprogram, kommuneplan) with the years it covers. */
export type Programme = Fact & { readonly yearFrom: number; readonly yearTo: number };
/** A sum that the four-year programme gives as a whole. Null years: the text says otherwise, see `periodText`. */
export type BudgetTotal = Fact &
  Amount &
  Period & { readonly periodText: string | null; readonly note: string | null; readonly standing: string };
/** A category of investments with its share of the programme. */
export type InvestmentCategory = Fact & Amount & Period;
/** A named project. `completion`: what the source says of when it is done. */
export type Project = Fact & {
  readonly kind: string;
  /** The category's id; null where the source names none. */
  readonly category: string | null;
  /** Its id; Rud is not among the areas that are described. */
  readonly area: string | null;
  readonly amountOre: number | null;
  /** The category whose amount covers this project together with others. */
  readonly sharesAmountOf: string | null;
  /** How many it stands for; null: it is one. */
  readonly count: number | null;
  /** The source leaves open which of these it will be. */
  readonly alternatives: readonly string[];
  readonly completion: { readonly from: number | null; readonly to: number; readonly text: string } | null;
};
/** A place where the sources speak of maintenance. `sameAs`, `partOf`: the id of what it repeats or belongs to. */
export type MaintenanceMention = Fact &
  Period & {
    readonly amountOre: number | null;
    readonly sameAs: string | null;
    readonly partOf: string | null;
  };

/** The programmes and plans that the sources name. */
export const programmes: readonly Programme[] = [
  {
    id: 'handlingsprogram-2017-2020',
    name: 'Handlingsprogram 2017-2020',
    yearFrom: 2017,
    yearTo: 2020,
    source: sources.volunteering,
  },
  {
    id: 'handlingsprogram-2018-2021',
    name: 'Handlingsprogram 2018-2021',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
  {
    id: 'kommuneplan-2015-2030',
    name: 'Kommuneplanen 2015–2030',
    yearFrom: 2015,
    yearTo: 2030,
    source: sources.report,
  },
];

/** Totals of the programme as it was proposed. The five categories sum to 5.295 billion kroner of the first. */
export const budgetTotals: readonly BudgetTotal[] = [
  {
    id: 'investeringer-hp-2018-2021',
    name: 'Samlede investeringer',
    amountOre: 9_200_000_000_00,
    amountQualifier: 'exact',
    yearFrom: null,
    yearTo: null,
    periodText: '2018 -2020',
    note: 'Setningen sier 2018 -2020; sidens overskrift og investeringslisten sier 2018-2021.',
    standing: 'foreslått av rådmannen',
    source: sources.programme,
  },
  {
    id: 'driftsramme-2018',
    name: 'Samlet driftsramme',
    amountOre: 9_400_000_000_00,
    amountQualifier: 'approximate',
    yearFrom: 2018,
    yearTo: 2018,
    periodText: null,
    note: null,
    standing: 'foreslått av rådmannen',
    source: sources.programme,
  },
];

/** The categories that investments are proposed for. */
export const investmentCategories: readonly InvestmentCategory[] = [
  {
    id: 'skolebygg',
    name: 'Skolebygg',
    amountOre: 2_000_000_000_00,
    amountQualifier: 'approximate',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
  {
    id: 'sykehjem',
    name: 'Sykehjem',
    amountOre: 1_700_000_000_00,
    amountQualifier: 'exact',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
  {
    id: 'idrettsanlegg',
    name: 'Idrettsanlegg',
    amountOre: 480_000_000_00,
    amountQualifier: 'exact',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
  {
    id: 'digitalisering',
    name: 'Digitalisering',
    amountOre: 700_000_000_00,
    amountQualifier: 'approximate',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
  {
    id: 'formuesbevaring-vedlikehold',
    name: 'Formuesbevaring og vedlikehold av eiendomsmassen',
    amountOre: 415_000_000_00,
    amountQualifier: 'exact',
    yearFrom: 2018,
    yearTo: 2021,
    source: sources.programme,
  },
];

/** The named projects. The source gives none of them an amount of its own. */
export const projects: readonly Project[] = [
  {
    id: 'emma-hjort-barneskole',
    name: 'Emma hjort barneskole',
    kind: 'school',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2018, to: 2021, text: 'planlagt ferdigstilt i perioden' },
    source: sources.programme,
  },
  {
    id: 'storoya-skole',
    name: 'Storøya skole',
    kind: 'school',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2018, to: 2021, text: 'planlagt ferdigstilt i perioden' },
    source: sources.programme,
  },
  {
    id: 'ny-levre-barneskole',
    name: 'Ny Levre barneskole',
    kind: 'school',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2018, to: 2021, text: 'planlagt ferdigstilt i perioden' },
    source: sources.programme,
  },
  {
    id: 'bekkestua-ungdomsskole',
    name: 'Bekkestua ungdomsskole',
    kind: 'school',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2018, to: 2021, text: 'planlagt ferdigstilt i perioden' },
    source: sources.programme,
  },
  {
    id: 'eikeli-eller-eiksmarka-barneskole',
    name: 'Eikeli eller Eiksmarka barneskole',
    kind: 'school',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: ['Eikeli barneskole', 'Eiksmarka barneskole'],
    completion: { from: 2018, to: 2021, text: 'planlagt ferdigstilt i perioden' },
    source: sources.programme,
  },
  {
    id: 'ytterligere-syv-skolebygg',
    name: 'Ytterligere syv skolebygg',
    kind: 'schoolGroup',
    category: 'skolebygg',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: 7,
    alternatives: [],
    completion: { from: null, to: 2024, text: 'frem mot 2024' },
    source: sources.programme,
  },
  {
    id: 'bofellesskap-demens',
    name: 'Bofellesskap for personer med demens',
    kind: 'careHome',
    category: 'sykehjem',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2020, to: 2020, text: 'ferdig i 2020' },
    source: sources.programme,
  },
  {
    id: 'lindelia-sykehjem',
    name: 'Lindelia sykehjem',
    kind: 'nursingHome',
    category: 'sykehjem',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2020, to: 2020, text: 'ferdig i 2020' },
    source: sources.programme,
  },
  {
    id: 'nadderud-stadion',
    name: 'Ny Nadderud stadion',
    kind: 'stadium',
    category: 'idrettsanlegg',
    area: null,
    amountOre: null,
    sharesAmountOf: 'idrettsanlegg',
    count: null,
    alternatives: [],
    completion: { from: 2021, to: 2022, text: '2021/2022' },
    source: sources.programme,
  },
  {
    id: 'svommehall-rud',
    name: 'Svømmehall på Rud',
    kind: 'swimmingHall',
    category: 'idrettsanlegg',
    area: 'rud',
    amountOre: null,
    sharesAmountOf: 'idrettsanlegg',
    count: null,
    alternatives: [],
    completion: { from: 2021, to: 2022, text: '2021/2022' },
    source: sources.programme,
  },
  {
    id: 'velferdsteknologi-digitalt-forstevalg',
    name: 'Velferdsteknologi og grunnlagsinvesteringer for digitalt førstevalg',
    kind: 'ict',
    category: 'digitalisering',
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: null,
    source: sources.programme,
  },
  {
    id: 'digital-skolehverdag',
    name: 'Digital skolehverdag',
    kind: 'ict',
    category: null,
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: { from: 2018, to: 2018, text: 'innen utgangen av 2018' },
    source: sources.programme,
  },
  {
    id: 'sykkeltiltak',
    name: 'Sykkelhotell, bysykkelordning og bidrag til nye sykkelveier',
    kind: 'cycling',
    category: null,
    area: null,
    amountOre: null,
    sharesAmountOf: null,
    count: null,
    alternatives: [],
    completion: null,
    source: sources.programme,
  },
];

/** The climate fund (klimafond). */
export const climateFunds: readonly BudgetTotal[] = [
  {
    id: 'klimafond-2018-2021',
    name: 'Klimafondet',
    amountOre: 32_000_000_00,
    amountQualifier: 'exact',
    yearFrom: 2018,
    yearTo: 2021,
    periodText: null,
    note: null,
    standing: 'foreslått av rådmannen',
    source: sources.programme,
  },
];

/** Where the sources speak of maintenance. */
export const maintenanceMentions: readonly MaintenanceMention[] = [
  {
    id: 'vedlikehold-eiendomsmassen-2018-2021',
    name: 'Formuesbevaring og vedlikehold av eiendomsmassen',
    amountOre: 415_000_000_00,
    yearFrom: 2018,
    yearTo: 2021,
    sameAs: 'formuesbevaring-vedlikehold',
    partOf: null,
    source: sources.programme,
  },
  {
    id: 'vedlikehold-i-stimuleringstiltak',
    name: 'Mindre vedlikeholdstiltak i stimuleringstiltakene',
    amountOre: null,
    yearFrom: null,
    yearTo: null,
    sameAs: null,
    partOf: 'stimuleringstiltak',
    source: sources.package,
  },
  {
    id: 'vedlikehold-punkt-1',
    name: 'Punkt 1 i hovedstrukturen',
    amountOre: null,
    yearFrom: null,
    yearTo: null,
    sameAs: null,
    partOf: 'punkt-01-vedlikehold-kommunale-bygg',
    source: sources.package,
  },
];

/** What the programme gives weight to (satsingsområder). */
export const focusAreas: readonly Fact[] = [
  { id: 'klimaklok-kommune', name: 'Klimaklok kommune', source: sources.programme },
  {
    id: 'forhindre-utenforskap',
    name: 'Forhindre utenforskap og redusere konsekvensene av barnefattigdom',
    source: sources.programme,
  },
  { id: 'digitalt-forstevalg', name: 'Digitalt førstevalg', source: sources.programme },
  { id: 'digital-skolehverdag-satsing', name: 'Digital skolehverdag', source: sources.programme },
  { id: 'byutvikling', name: 'Byutvikling', source: sources.programme },
];

/** Infrastructure that others build. */
export const externalInfrastructure: readonly (Fact & { readonly note: string | null })[] = [
  {
    id: 'e16-lysaker-asker',
    name: 'E16 Lysaker–Asker',
    note: 'Gjengitt slik dokumentet skriver det',
    source: sources.report,
  },
  { id: 'fornebubanen', name: 'Fornebubanen', note: null, source: sources.report },
  { id: 'e18-baerum', name: 'E18 i Bærum', note: null, source: sources.report },
];
