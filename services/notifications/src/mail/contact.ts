/**
 * How a firm is reached by people: a copy of what procurement tells. The address may be a person's, so that it stands
 * in this document alone, where it is replaced or deleted, and in no journal row of this service.
 */
export type Contact = { readonly name: string; readonly email: string | null };

/** Contacts by organisation number. */
export const contactsCollection = { name: 'contacts' } as const;
