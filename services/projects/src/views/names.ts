/** The parts of the package, in its order. */
export const partNames: ReadonlyMap<string, string> = new Map([
  ['strakstiltak', 'Strakstiltak'],
  ['stimuleringstiltak', 'Stimuleringstiltak'],
  ['opptrappingstiltak', 'Opptrappingstiltak'],
]);

/** The package's ten points, by number and in the words of the source. */
export const pointNames: ReadonlyMap<string, string> = new Map([
  ['1', 'Vedlikehold og oppgradering av kommunale bygg'],
  ['2', 'Prioritering av investeringsprosjekter og utbygging'],
  ['3', 'Stimuleringstiltak - få nye prosjekter i gang raskt'],
  ['4', 'Sikre fremdrift og beslutningsevne i plan- og byggeprosessene'],
  ['5', 'Øke innovasjonstakten gjennom digitalisering og klimakloke valg'],
  ['6', 'Tilrettelegge for frivillige foreninger, kultur og idrettslag'],
  ['7', 'Enklere tiltak for bedret likviditet'],
  ['8', 'Etablere støtte, grundere og rekruttering av lærlinger'],
  ['9', 'Sysselsetting og kortsiktige tiltak'],
  ['10', 'Utvikle mulighetene gjennom innovative anskaffelser'],
]);

/** Areas (områder) that the municipality's documents name; another area is shown by its id. */
export const areaNames: ReadonlyMap<string, string> = new Map([
  ['fornebu', 'Fornebu'],
  ['rud', 'Rud'],
  ['rykkinn', 'Rykkinn'],
  ['sandvika', 'Sandvika'],
  ['stor-sandvika', 'Stor-Sandvika'],
  ['voyenenga', 'Vøyenenga'],
]);
