import type { Platform, ResolvedResource, ResourceType } from '#local/kernel.ts';
import { clientIdOf, poolIdOf, poolSettingsOf } from './user-pool/pool-settings.ts';
import { COLLECTIONS, collectionOf } from './user-pool/pool-users.ts';
import { signingKeyOf } from './user-pool/signing-key.ts';
import { userPoolService } from './user-pool/user-pool-service.ts';

export { readJwks } from './user-pool/user-pool-service.ts';

const served = new WeakSet<Platform>();

/** The kinds of providers that the local pool can speak to. */
function refuseUnservedProvider({ logicalId, properties }: ResolvedResource): undefined {
  if (properties.ProviderType === 'Google' || properties.ProviderType === 'OIDC') return undefined;
  throw new Error(
    `${logicalId}: the local user pool knows identity providers of the types Google and OIDC, not ${properties.ProviderType}.`,
  );
}

/** Makes the signing key at the first start, so that no sign-in waits for it, and registers the service once. */
const startPool: ResourceType['start'] = async (resource, platform) => {
  poolSettingsOf(resource);
  signingKeyOf(platform.dataDir, resource.ref);
  if (!served.has(platform)) {
    served.add(platform);
    platform.addService(userPoolService(platform));
  }
  return {
    reset: async () => {
      for (const kind of COLLECTIONS) await platform.store.clear(collectionOf(resource.ref, kind));
    },
  };
};

/** The types of the identity area. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::Cognito::UserPool',
    identify: ({ stack, logicalId, properties }, { account, region }) => {
      const name = typeof properties.UserPoolName === 'string' ? properties.UserPoolName : `${stack}-${logicalId}`;
      const id = poolIdOf(region, name);
      const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
      const arn = `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`;
      return {
        ref: id,
        attributes: { Arn: arn, UserPoolId: id, ProviderName: provider, ProviderURL: `https://${provider}` },
      };
    },
    start: startPool,
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    identify: ({ stack, logicalId, properties }) => {
      const name = typeof properties.ClientName === 'string' ? properties.ClientName : `${stack}-${logicalId}`;
      const id = clientIdOf(`${stack}\n${logicalId}`);
      return { ref: id, attributes: { ClientId: id, Name: name } };
    },
    start: async () => undefined,
  },
  {
    type: 'AWS::Cognito::UserPoolDomain',
    identify: ({ stack, logicalId, properties }) => ({
      ref: typeof properties.Domain === 'string' ? properties.Domain : `${stack}-${logicalId}`.toLowerCase(),
      attributes: { CloudFrontDistribution: 'local.cloudfront.net' },
    }),
    start: async () => undefined,
  },
  {
    type: 'AWS::Cognito::UserPoolIdentityProvider',
    identify: ({ stack, logicalId, properties }) => ({
      ref: typeof properties.ProviderName === 'string' ? properties.ProviderName : `${stack}-${logicalId}`,
      attributes: {},
    }),
    start: async (resource) => refuseUnservedProvider(resource),
  },
  {
    type: 'AWS::Cognito::UserPoolGroup',
    identify: ({ stack, logicalId, properties }) => ({
      ref: typeof properties.GroupName === 'string' ? properties.GroupName : `${stack}-${logicalId}`,
      attributes: {},
    }),
    start: async () => undefined,
  },
];
