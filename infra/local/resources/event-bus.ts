import type { AwsService, Platform, ResourceType } from '../kernel.ts';
import { busNameOf, makeEvent, type PutEntry } from './event-bus/put-events.ts';
import { type DeliveryChaos, EventRouter } from './event-bus/router.ts';
import { perPlatform } from './http-api/per-platform.ts';
import { generatedId } from './http-api/physical-id.ts';
import { jsonService } from './json-service.ts';
import { startSchedule } from './schedule/run-schedule.ts';

/** The buses of a platform. */
export const eventRouter: (platform: Platform) => EventRouter = perPlatform((platform) => {
  const router = new EventRouter(platform);
  platform.addService(eventsService(platform, router));
  return router;
});

/** Sets how often deliveries are doubled (0 to 1) and whether they are shuffled; 5 % and shuffled unless set. */
export function setDeliveryChaos(platform: Platform, chaos: Partial<DeliveryChaos>): void {
  eventRouter(platform).setChaos(chaos);
}

function eventsService(platform: Platform, router: EventRouter): AwsService {
  return jsonService({
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    operations: {
      PutEvents: {
        access: (body) => {
          const names = ((body.Entries ?? []) as PutEntry[]).map(({ EventBusName }) => busNameOf(EventBusName));
          const prefix = `arn:aws:events:${platform.region}:${platform.account}:event-bus`;
          return [...new Set(names)].map((name) => ({ action: 'events:PutEvents', resource: `${prefix}/${name}` }));
        },
        run: (body, call) =>
          router.put(body.Entries as PutEntry[] | undefined, 'caller' in call ? (call.caller as never) : undefined),
      },
    },
  });
}

const bus: ResourceType = {
  type: 'AWS::Events::EventBus',
  identify({ stack, logicalId, properties }, { account, region }) {
    const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
    return { ref: name, attributes: { Name: name, Arn: `arn:aws:events:${region}:${account}:event-bus/${name}` } };
  },
  async start(resource, platform) {
    eventRouter(platform).addBus(resource.ref);
    return { reset: () => eventRouter(platform).reset() };
  },
};

const rule: ResourceType = {
  type: 'AWS::Events::Rule',
  identify({ stack, logicalId, properties }, { account, region }) {
    const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
    // The bus name may still be a reference here; every matcher of rule ARNs in the templates is built from this same attribute.
    const busName = typeof properties.EventBusName === 'string' ? busNameOf(properties.EventBusName) : 'default';
    const path = busName === 'default' ? name : `${busName}/${name}`;
    return { ref: path.replace('/', '|'), attributes: { Arn: `arn:aws:events:${region}:${account}:rule/${path}` } };
  },
  async start(resource, platform) {
    const router = eventRouter(platform);
    router.addRule(resource);
    const { ScheduleExpression: expression, State } = resource.properties;
    const arn = resource.attributes.Arn ?? '';
    let stopSchedule: (() => void) | undefined;
    return {
      async ready() {
        await router.resume();
        if (expression === undefined || State === 'DISABLED') return;
        stopSchedule = await startSchedule(platform, { id: arn, expression: String(expression) }, async (dueAtMs) => {
          const event = {
            source: 'aws.events',
            detailType: 'Scheduled Event',
            detail: {},
            atMs: dueAtMs,
            resources: [arn],
          };
          await router.fireRule(arn, makeEvent(platform, event));
        });
      },
      async stop() {
        stopSchedule?.();
        router.stop();
      },
      async reset() {
        await platform.store.delete('schedules', arn);
        await router.reset();
      },
    };
  },
};

/** A resource of the bus that changes nothing on one machine: replay archives and policies for other accounts. */
function inert(type: string): ResourceType {
  return {
    type,
    identify({ stack, logicalId, properties }, { account, region }) {
      const name =
        typeof properties.ArchiveName === 'string' ? properties.ArchiveName : generatedId({ stack, logicalId }, 10);
      return {
        ref: name,
        attributes: { Arn: `arn:aws:events:${region}:${account}:archive/${name}`, ArchiveName: name },
      };
    },
    async start() {
      return undefined;
    },
  };
}

export const resourceTypes: ResourceType[] = [
  bus,
  rule,
  inert('AWS::Events::Archive'),
  inert('AWS::Events::EventBusPolicy'),
];
