import type { ResourceType } from '#local/kernel.ts';
import { deploySite, forgetDeployment } from './site-deployment/deploy-site.ts';

/** CDK's BucketDeployment: the site's files go into the bucket when they changed; there is no cache to invalidate. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'Custom::CDKBucketDeployment',
    identify: ({ stack, logicalId, properties }) => {
      const bucket = String(properties.DestinationBucketName);
      return { ref: `${stack}-${logicalId}`, attributes: { DestinationBucketArn: `arn:aws:s3:::${bucket}` } };
    },
    start: async (resource, platform) => ({
      ready: async () => {
        await deploySite(platform, resource);
      },
      reset: async () => {
        await forgetDeployment(platform, resource);
        await deploySite(platform, resource);
      },
    }),
  },
];
