/** What a person or a machine may do; carried in the access token's `roles` claim. */
export const roles = [
  'property.officer',
  'property.approver',
  'procurement.officer',
  'procurement.opener',
  'project.owner',
  'portfolio.controller',
  'contractor',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** Everyone who works for the municipality; contractors see only their own objects. */
export const staff = roles.filter((role) => role !== 'contractor');
