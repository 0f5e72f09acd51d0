/**
 * What the demo needs besides the facts: made up, and named so that nobody takes it for real. The firms are those of
 * the local issuer's contractor clients, whose organisation numbers begin with 3 as Norway's synthetic test firms' do.
 */
export const demoAgreement = {
  title: 'Demo: rammeavtale for mindre vedlikehold',
  ceilingOre: 20_000_000_00,
  /** The longest that a framework agreement may usually last (anskaffelsesforskriften § 26-1). */
  years: 4,
  /** Demo clients of the local issuer, in the order of their ranks. */
  contractors: ['contractor-1', 'contractor-2', 'contractor-3'],
} as const;

/** Where a demo contractor gets its e-mail: a name that nobody can own (RFC 2606), caught by the local mail server. */
export const contactEmailOf = (contractor: string): string => `ordre@${contractor}.example`;
