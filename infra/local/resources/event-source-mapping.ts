import { createHash } from 'node:crypto';
import type { Platform, ResolvedResource, ResourceType } from '../kernel.ts';
import { QueuePoller } from './event-source-mapping/queue-poller.ts';
import { StreamPoller } from './event-source-mapping/stream-poller.ts';
import { queues } from './queue.ts';
import { tableStreams } from './table.ts';

const eventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  identify({ stack, logicalId }, { account, region }) {
    const hex = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
    const arn = `arn:aws:lambda:${region}:${account}:event-source-mapping:${id}`;
    return { ref: id, attributes: { Id: id, EventSourceMappingArn: arn } };
  },
  async start(resource, platform) {
    if (resource.properties.Enabled === false) return undefined;
    const source = String(resource.properties.EventSourceArn).split(':')[2];
    let poller: StreamPoller | QueuePoller | undefined;
    return {
      async ready() {
        if (source === 'dynamodb') poller = new StreamPoller(resource, platform, tableStreams(platform));
        else if (source === 'sqs') poller = openQueuePoller(resource, platform);
        else throw new Error(`Event sources of ${source} do not run locally; use a table's stream or a queue.`);
        await poller.start();
      },
      async stop() {
        poller?.stop();
      },
      async reset() {
        if (poller instanceof StreamPoller) await poller.reset();
      },
    };
  },
};

function openQueuePoller(resource: ResolvedResource, platform: Platform): QueuePoller {
  const queue = queues(platform).get(String(resource.properties.EventSourceArn));
  if (!queue)
    throw new Error(
      `The event source mapping ${resource.stack}/${resource.logicalId} names a queue that is not in the templates.`,
    );
  return new QueuePoller(resource, platform, queue);
}

export const resourceTypes: ResourceType[] = [eventSourceMapping];
