/** What a token says about who holds it, beyond `sub` and `client_id`. */
export interface Identity {
  readonly name: string;
  readonly roles: readonly string[];
  /** Contractors only: nine digits. The demo ones begin with 3, as Norway's own synthetic test firms do. */
  readonly organisation_number?: string;
}

/** A demo firm. */
interface Firm {
  readonly name: string;
  readonly organisationNumber: string;
}

const firms: Readonly<Record<'contractor-1' | 'contractor-2' | 'contractor-3', Firm>> = {
  'contractor-1': { name: 'Eksempel Bygg AS', organisationNumber: '310000019' },
  'contractor-2': { name: 'Prøve Rør og Varme AS', organisationNumber: '310000027' },
  'contractor-3': { name: 'Test Maler og Tak AS', organisationNumber: '310000035' },
};

/**
 * One demo client per role, named like the role, for machines: client id -> what its token says. Of those who need a
 * second person for a decision there are two.
 */
export const clientIdentities: Readonly<Record<string, Identity>> = {
  'property.officer': { name: 'Demoklient eiendom', roles: ['property.officer'] },
  'property.approver': { name: 'Demoklient godkjenner', roles: ['property.approver'] },
  'procurement.officer': { name: 'Demoklient anskaffelser', roles: ['procurement.officer'] },
  'procurement.officer-2': { name: 'Demoklient anskaffelser 2', roles: ['procurement.officer'] },
  'procurement.opener': { name: 'Demoklient tilbudsåpner', roles: ['procurement.opener'] },
  'procurement.opener-2': { name: 'Demoklient tilbudsåpner 2', roles: ['procurement.opener'] },
  'project.owner': { name: 'Demoklient prosjekteier', roles: ['project.owner'] },
  'portfolio.controller': { name: 'Demoklient porteføljekontroller', roles: ['portfolio.controller'] },
  auditor: { name: 'Demoklient revisor', roles: ['auditor'] },
  admin: { name: 'Demoklient administrator', roles: ['admin'] },
  ...Object.fromEntries(
    Object.entries(firms).map(([clientId, { name, organisationNumber }]) => [
      clientId,
      { name, roles: ['contractor'], organisation_number: organisationNumber },
    ]),
  ),
};

/** Someone to sign in as in the browser. */
export interface DemoPerson extends Identity {
  /** The `sub` of their tokens. */
  readonly id: string;
  /** What they do, in Norwegian, for the sign-in page. */
  readonly title: string;
}

function worksFor(clientId: keyof typeof firms, id: string, name: string): DemoPerson {
  const firm = firms[clientId];
  return {
    id,
    name,
    roles: ['contractor'],
    organisation_number: firm.organisationNumber,
    title: `Entreprenør, ${firm.name}`,
  };
}

/** The demo people, at least one per role and one per demo contractor. The names are made up. */
export const demoPeople: readonly DemoPerson[] = [
  { id: 'eli-eksempel', name: 'Eli Eksempel', roles: ['property.officer'], title: 'Eiendomsforvalter' },
  { id: 'georg-godtatt', name: 'Georg Godtatt', roles: ['property.approver'], title: 'Godkjenner, eiendom' },
  { id: 'anne-anbud', name: 'Anne Anbud', roles: ['procurement.officer'], title: 'Anskaffelsesrådgiver' },
  { id: 'ola-oppdrag', name: 'Ola Oppdrag', roles: ['procurement.officer'], title: 'Anskaffelsesleder' },
  { id: 'aasmund-aapner', name: 'Åsmund Åpner', roles: ['procurement.opener'], title: 'Tilbudsåpner' },
  { id: 'inger-innsyn', name: 'Inger Innsyn', roles: ['procurement.opener'], title: 'Tilbudsåpner' },
  { id: 'petra-prosjekt', name: 'Petra Prosjekt', roles: ['project.owner'], title: 'Prosjekteier' },
  { id: 'kaare-krone', name: 'Kåre Krone', roles: ['portfolio.controller'], title: 'Porteføljekontroller' },
  { id: 'rita-revisor', name: 'Rita Revisor', roles: ['auditor'], title: 'Revisor' },
  { id: 'adam-admin', name: 'Adam Admin', roles: ['admin'], title: 'Systemansvarlig' },
  worksFor('contractor-1', 'berit-bygg', 'Berit Bygg'),
  worksFor('contractor-2', 'roar-roer', 'Roar Rør'),
  worksFor('contractor-3', 'mia-maler', 'Mia Maler'),
];
