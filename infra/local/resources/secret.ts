import { createHash } from 'node:crypto';
import type { Platform, ResourceType } from '#local/kernel.ts';
import { clearSecret, secretService, seedSecret } from './secret/secret-service.ts';

export { setSecretValue } from './secret/secret-service.ts';

const served = new WeakSet<Platform>();

const inert = (type: string): ResourceType => ({
  type,
  identify: ({ stack, logicalId }) => ({ ref: `${stack}-${logicalId}`, attributes: {} }),
  start: async () => undefined,
});

/** The types of the secret area. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::SecretsManager::Secret',
    identify: ({ stack, logicalId, properties }, { account, region }) => {
      const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
      const suffix = createHash('sha256').update(`secret\n${name}`).digest('hex').slice(0, 6);
      const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
      return { ref: arn, attributes: { Id: arn } };
    },
    start: async (resource, platform) => {
      if (!served.has(platform)) {
        served.add(platform);
        platform.addService(secretService(platform));
      }
      await seedSecret(platform, resource);
      return {
        reset: async () => {
          await clearSecret(platform, resource);
          await seedSecret(platform, resource);
        },
      };
    },
  },
  inert('AWS::SecretsManager::ResourcePolicy'),
  inert('AWS::SecretsManager::RotationSchedule'),
];
