import type { TokenAuthority } from './access-tokens.ts';
import type { UserPool } from './users.ts';

/** The user pool as a client of its OAuth endpoints: the app client of social log-in, whose tokens open nothing here. */
export interface Federation extends UserPool, TokenAuthority {
  /** https://… of the pool's own domain. */
  domainUrl: string;
  redirectUri: string;
}

/** The address that sends a browser straight on to a provider, by the pool's name of it. */
export function authorizeUrl(
  { domainUrl, clientId, redirectUri }: Pick<Federation, 'domainUrl' | 'clientId' | 'redirectUri'>,
  asked: { identityProvider: string; state: string; nonce: string; challenge: string },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    identity_provider: asked.identityProvider,
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: asked.challenge,
    code_challenge_method: 'S256',
  });
  return `${domainUrl}/oauth2/authorize?${query}`;
}
