import { type Amount, type Fact, sources } from './sources.ts';

/** A part (del) of the package. */
export type Part = Fact & Amount & { readonly periodText: string | null };
/** A measure that the package names; the source files none of them under a point. */
export type PackageMeasure = Fact & { readonly part: string; readonly amountOre: number | null };
/** One of the ten points that the package's measures are filed under. */
export type Point = Fact & { readonly number: number };

/** The package. */
export const thePackage: Fact = { id: 'baerumspakken', name: 'Bærumspakken', source: sources.package };

/** The three parts. No amount is decided for the third. */
export const parts: readonly Part[] = [
  {
    id: 'strakstiltak',
    name: 'Strakstiltak',
    amountOre: 23_000_000_00,
    amountQualifier: 'exact',
    periodText: 'våren 2020',
    source: sources.package,
  },
  {
    id: 'stimuleringstiltak',
    name: 'Stimuleringstiltak',
    amountOre: 50_000_000_00,
    amountQualifier: 'upTo',
    periodText: 'gjennom 2020',
    source: sources.package,
  },
  {
    id: 'opptrappingstiltak',
    name: 'Opptrappingstiltak',
    amountOre: null,
    amountQualifier: null,
    periodText: null,
    source: sources.package,
  },
];

/** The measures by part. The source gives none of them an amount of its own. */
export const packageMeasures: readonly PackageMeasure[] = [
  {
    id: 'egen-pakke-kulturliv',
    name: 'Egen pakke for kulturliv',
    part: 'strakstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'egen-pakke-frivillighet',
    name: 'Egen pakke for frivillighet',
    part: 'strakstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'egen-pakke-idrett',
    name: 'Egen pakke for idrett',
    part: 'strakstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'bedriftsveiledning-grunderstotte-lokaler',
    name: 'Bedriftsveiledning, gründerstøtte, tilgang til lokaler',
    part: 'strakstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'arbeid-til-permitterte',
    name: 'Tilbud om arbeid til permitterte',
    part: 'strakstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'plan-og-byggsaksavklaringer',
    name: 'Plan- og byggsaksavklaringer',
    part: 'stimuleringstiltak',
    amountOre: null,
    source: sources.package,
  },
  {
    id: 'mindre-vedlikeholdstiltak',
    name: 'Mindre vedlikeholdstiltak',
    part: 'stimuleringstiltak',
    amountOre: null,
    source: sources.package,
  },
];

/** The ten points, in the words of the source. */
export const points: readonly Point[] = [
  {
    id: 'punkt-01-vedlikehold-kommunale-bygg',
    number: 1,
    name: 'Vedlikehold og oppgradering av kommunale bygg',
    source: sources.package,
  },
  {
    id: 'punkt-02-investeringsprosjekter-utbygging',
    number: 2,
    name: 'Prioritering av investeringsprosjekter og utbygging',
    source: sources.package,
  },
  {
    id: 'punkt-03-nye-prosjekter-raskt',
    number: 3,
    name: 'Stimuleringstiltak - få nye prosjekter i gang raskt',
    source: sources.package,
  },
  {
    id: 'punkt-04-plan-og-byggeprosesser',
    number: 4,
    name: 'Sikre fremdrift og beslutningsevne i plan- og byggeprosessene',
    source: sources.package,
  },
  {
    id: 'punkt-05-innovasjon-digitalisering-klima',
    number: 5,
    name: 'Øke innovasjonstakten gjennom digitalisering og klimakloke valg',
    source: sources.package,
  },
  {
    id: 'punkt-06-frivillige-kultur-idrettslag',
    number: 6,
    name: 'Tilrettelegge for frivillige foreninger, kultur og idrettslag',
    source: sources.package,
  },
  {
    id: 'punkt-07-bedret-likviditet',
    number: 7,
    name: 'Enklere tiltak for bedret likviditet',
    source: sources.package,
  },
  {
    id: 'punkt-08-stotte-grundere-larlinger',
    number: 8,
    name: 'Etablere støtte, grundere og rekruttering av lærlinger',
    source: sources.package,
  },
  {
    id: 'punkt-09-sysselsetting-kortsiktige-tiltak',
    number: 9,
    name: 'Sysselsetting og kortsiktige tiltak',
    source: sources.package,
  },
  {
    id: 'punkt-10-innovative-anskaffelser',
    number: 10,
    name: 'Utvikle mulighetene gjennom innovative anskaffelser',
    source: sources.package,
  },
];
