import Provider, { type Configuration, errors } from 'oidc-provider';
import { clientIdentities, demoPeople, type Identity } from './demoPeople.ts';
import { type IssuerState, WEB_CLIENT_ID } from './issuerState.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';

/** The resource that tokens are for when the client names none; its tokens carry `aud: "tiltak"`. */
const RESOURCE = 'urn:tiltak:api';
const AUDIENCE = 'tiltak';
const CODE_LIFETIME_SECONDS = 60;
const SIGN_IN_LIFETIME_SECONDS = 15 * 60;
const SESSION_LIFETIME_SECONDS = 12 * 60 * 60;

/** How the issuer is run. */
export interface ProviderOptions {
  readonly issuer: string;
  readonly state: IssuerState;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly tokenLifetimeSeconds: number;
}

function claimsOf({ name, roles, organisation_number }: Identity): Record<string, unknown> {
  return { name, roles, ...(organisation_number !== undefined && { organisation_number }) };
}

/**
 * An OpenID provider for development and tests: client credentials for the demo clients, authorization code with
 * PKCE for the web console. Codes and sessions live in memory, keys and secrets in `state`.
 */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, state, tokenLifetimeSeconds } = options;
  const people = new Map(demoPeople.map((person) => [person.id, person]));

  const configuration: Configuration = {
    clients: [
      ...Object.keys(clientIdentities).map((clientId) => ({
        client_id: clientId,
        client_secret: state.clientSecrets[clientId]!,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      })),
      {
        client_id: WEB_CLIENT_ID,
        client_name: 'Tiltak',
        client_secret: state.clientSecrets[WEB_CLIENT_ID]!,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...options.postLogoutRedirectUris],
      },
    ],
    jwks: state.jwks as NonNullable<Configuration['jwks']>,
    cookies: { keys: [...state.cookieKeys] },
    claims: { openid: ['sub', 'roles', 'organisation_number'], profile: ['name'] },
    // The console reads who signed in from the ID token: there is no user info endpoint to ask.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: tokenLifetimeSeconds,
      ClientCredentials: tokenLifetimeSeconds,
      AuthorizationCode: CODE_LIFETIME_SECONDS,
      IdToken: tokenLifetimeSeconds,
      Interaction: SIGN_IN_LIFETIME_SECONDS,
      RefreshToken: SESSION_LIFETIME_SECONDS,
      Session: SESSION_LIFETIME_SECONDS,
      Grant: SESSION_LIFETIME_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo(_context, resource) {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return {
            audience: AUDIENCE,
            scope: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: tokenLifetimeSeconds,
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = signOutPage(form, context.oidc.entities.IdTokenHint !== undefined);
        },
        postLogoutSuccessSource(context) {
          context.body = signedOutPage();
        },
      },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount(_context, id) {
      const person = people.get(id);
      return person && { accountId: id, claims: () => ({ sub: id, ...claimsOf(person) }) };
    },
    extraTokenClaims(_context, token) {
      const identity =
        token.kind === 'ClientCredentials'
          ? clientIdentities[token.clientId ?? '']
          : people.get(token.accountId);
      return identity && claimsOf(identity);
    },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    // Whoever signs in here has agreed: the consent step of a real provider has nothing to ask a demo person.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grantId = session.grantIdFor(client.clientId);
      const existing = grantId ? await provider.Grant.find(grantId) : undefined;
      if (existing) return existing;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      grant.addResourceScope(RESOURCE, AUDIENCE);
      await grant.save();
      return grant;
    },
    renderError(context, problem) {
      context.type = 'html';
      context.body = errorPage(problem.error, problem.error_description);
    },
  };
  return new Provider(issuer, configuration);
}
