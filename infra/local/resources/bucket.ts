import type { Platform, ResourceType } from '#local/kernel.ts';
import { bucketService } from './bucket/bucket-service.ts';
import { startExpiry } from './bucket/expire-objects.ts';
import { clearUploads } from './bucket/multipart-uploads.ts';
import { clearBucket } from './bucket/object-store.ts';
import { replaceOrigin } from './http-api/local-origin.ts';

export {
  findObject,
  listObjects,
  type ObjectDescription,
  PLAIN,
  readBytes,
  removeObject,
  type StoredObject,
  writeObject,
} from './bucket/object-store.ts';

const served = new WeakSet<Platform>();

const inert = (type: string): ResourceType => ({
  type,
  identify: ({ stack, logicalId }) => ({ ref: `${stack}-${logicalId}`, attributes: {} }),
  start: async () => undefined,
});

/** The types of the file area. Policies of buckets only tighten what no local caller could do anyway: everything here is signed or refused. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::S3::Bucket',
    identify: ({ stack, logicalId, properties }, { region }) => {
      const name =
        typeof properties.BucketName === 'string' ? properties.BucketName : `${stack}-${logicalId}`.toLowerCase();
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
          DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
          WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
        },
      };
    },
    start: async (resource, platform) => {
      if (!served.has(platform)) {
        served.add(platform);
        platform.addService(bucketService(platform));
      }
      // The content security policy names the bucket's own origin; here signed forms and addresses are the proxy's.
      replaceOrigin(platform, `https://${resource.attributes.RegionalDomainName}`, platform.awsEndpoint);
      const expiry = startExpiry(platform, resource);
      return {
        stop: async () => expiry?.stop(),
        reset: async () => {
          await clearUploads(platform, resource.ref);
          await clearBucket(platform, resource.ref);
        },
      };
    },
  },
  inert('AWS::S3::BucketPolicy'),
  inert('Custom::S3BucketNotifications'),
];
