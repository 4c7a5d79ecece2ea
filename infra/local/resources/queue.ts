import type { Platform, ResourceType } from '../kernel.ts';
import { replaceOrigin } from './http-api/local-origin.ts';
import { perPlatform } from './http-api/per-platform.ts';
import { generatedId } from './http-api/physical-id.ts';
import { LocalQueue } from './queue/local-queue.ts';
import { sqsService } from './queue/sqs-service.ts';

/** The queues of a platform by ARN. */
export const queues: (platform: Platform) => Map<string, LocalQueue> = perPlatform((platform) => {
  const known = new Map<string, LocalQueue>();
  platform.addService(sqsService(platform, known));
  return known;
});

const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  identify({ stack, logicalId, properties }, { account, region }) {
    const suffix = properties.FifoQueue === true ? '.fifo' : '';
    const name = typeof properties.QueueName === 'string' ? properties.QueueName : `${stack}-${logicalId}${suffix}`;
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    return {
      ref: url,
      attributes: { Arn: `arn:aws:sqs:${region}:${account}:${name}`, QueueName: name, QueueUrl: url },
    };
  },
  async start(resource, platform) {
    const known = queues(platform);
    const local = new LocalQueue(resource, platform, (arn) => known.get(arn));
    known.set(local.arn, local);
    replaceOrigin(platform, new URL(local.url).origin, platform.awsEndpoint);
    await local.load();
    return {
      async stop() {
        local.stop();
      },
      async reset() {
        await local.reset();
      },
    };
  },
};

/** Only describes: those who send on behalf of a service read it. */
const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  identify(resource) {
    const id = generatedId(resource, 10);
    return { ref: id, attributes: { Id: id } };
  },
  async start() {
    return undefined;
  },
};

export const resourceTypes: ResourceType[] = [queue, queuePolicy];
