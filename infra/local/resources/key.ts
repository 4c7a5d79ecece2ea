import { createHash } from 'node:crypto';
import type { Platform, ResourceType } from '#local/kernel.ts';
import { keyService } from './key/key-service.ts';

const served = new WeakSet<Platform>();

/** The types of the key area; the bytes of a key follow from the key of this installation and never leave the process. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::KMS::Key',
    identify: ({ stack, logicalId }, { account, region }) => {
      const hex = createHash('sha256').update(`kms\n${stack}\n${logicalId}`).digest('hex');
      const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
      return { ref: id, attributes: { KeyId: id, Arn: `arn:aws:kms:${region}:${account}:key/${id}` } };
    },
    start: async (_resource, platform) => {
      if (served.has(platform)) return undefined;
      served.add(platform);
      platform.addService(keyService(platform));
      return undefined;
    },
  },
  {
    type: 'AWS::KMS::Alias',
    identify: ({ stack, logicalId, properties }) => ({
      ref: typeof properties.AliasName === 'string' ? properties.AliasName : `alias/${stack}-${logicalId}`,
      attributes: {},
    }),
    start: async () => undefined,
  },
];
