const roleWords: Readonly<Record<string, string>> = {
  'property.officer': 'Eiendomsforvalter',
  'property.approver': 'Godkjenner, eiendom',
  'procurement.officer': 'Anskaffelsesrådgiver',
  'procurement.opener': 'Tilbudsåpner',
  'project.owner': 'Prosjekteier',
  'portfolio.controller': 'Porteføljekontroller',
  contractor: 'Entreprenør',
  auditor: 'Revisor',
  admin: 'Systemansvarlig',
};

/** A person's roles in words. */
export function rolesText(roles: readonly string[]): string {
  return roles.map((role) => roleWords[role] ?? role).join(', ');
}
