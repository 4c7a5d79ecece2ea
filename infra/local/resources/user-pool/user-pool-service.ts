import type { AwsAnswer, AwsService, Platform } from '#local/kernel.ts';
import { jsonService, type UnsignedCall } from '../json-service.ts';
import { adminOperations } from './admin-operations.ts';
import { serveOauth } from './oauth-endpoints.ts';
import { signInOperations } from './sign-in-operations.ts';
import { signUpOperations } from './sign-up-operations.ts';
import { jwksOf, signingKeyOf } from './signing-key.ts';
import { totpOperations } from './totp-operations.ts';

const JWKS_PATH = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/jwks\.json$/;

/** The service of all user pools of the template. */
export function userPoolService(platform: Platform): AwsService {
  return jsonService({
    signingName: 'cognito-idp',
    targetPrefix: 'AWSCognitoIdentityProviderService',
    operations: {
      ...signUpOperations(platform),
      ...signInOperations(platform),
      ...adminOperations(platform),
      ...totpOperations(platform),
    },
    handleOther: async (call) => jwksAnswer(platform, call) ?? serveOauth(platform, call),
  });
}

/** The public keys of a pool as JSON web key set; undefined when there is no such pool. */
export function readJwks(platform: Platform, poolId: string): { keys: Record<string, unknown>[] } | undefined {
  const known = platform.resources('AWS::Cognito::UserPool').some(({ ref }) => ref === poolId);
  return known ? jwksOf(signingKeyOf(platform.dataDir, poolId)) : undefined;
}

function jwksAnswer(platform: Platform, call: UnsignedCall): AwsAnswer | undefined {
  const poolId = call.method === 'GET' ? JWKS_PATH.exec(call.path)?.[1] : undefined;
  const jwks = poolId === undefined ? undefined : readJwks(platform, poolId);
  return (
    jwks && {
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' },
      body: JSON.stringify(jwks),
    }
  );
}
