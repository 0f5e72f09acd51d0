/**
 * Where Tiltak is, and who you are to it. Plain data: make it once, and give it to every function.
 *
 * @example
 * const tiltak: Tiltak = {
 *   maintenanceUrl: 'https://bestilling.tiltak.example.no',
 *   notificationsUrl: 'https://varsling.tiltak.example.no',
 *   token: clientCredentials({ issuer, clientId, clientSecret }),
 * };
 */
export type Tiltak = {
  /** The service of orders and call-offs, without a slash at the end. */
  readonly maintenanceUrl: string;
  /** The service of endpoints and the feed, without a slash at the end. */
  readonly notificationsUrl: string;
  /** Gives an access token; asked with `fresh` for one that is not the last one, because that was refused. */
  readonly token: (options?: { readonly fresh?: boolean }) => Promise<string>;
};
