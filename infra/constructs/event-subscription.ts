import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EVENTS } from '#contract/events.ts';
import { EndpointFunction, type EndpointFunctionProps, physicalName } from './endpoint-function.ts';
import type { FailureQueues } from './failure-queues.ts';
import { busName } from './grant-statements.ts';

/** Source of every event that the stream consumer publishes. */
export const EVENT_SOURCE = 'accord';

/** EventBridge gives up after this many seconds; the longest it allows. */
const DELIVERY_SECONDS = 86_400;

export interface EventSubscriptionProps extends Omit<EndpointFunctionProps, 'failedEvents'> {
  queues: FailureQueues;
}

/** What `on-event-<effect>` subscribes to. */
export const EVERY_EVENT = '*';

/** One reaction: a rule for one event (or for all) and the function that has one effect, with a dead-letter queue on either side. */
export class EventSubscription extends EndpointFunction {
  constructor(scope: Construct, { queues, ...props }: EventSubscriptionProps) {
    super(scope, { ...props, failedEvents: queues.failed });
    const rule = new CfnRule(this, 'Rule', {
      name: physicalName(props.file, props.settings.stage),
      eventBusName: busName(props.settings.stage),
      eventPattern: patternOf(eventTypeOf(props.file.file)),
      targets: [
        {
          id: 'Function',
          arn: this.function.functionArn,
          deadLetterConfig: { arn: queues.undelivered.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: DELIVERY_SECONDS, maximumRetryAttempts: 185 },
        },
      ],
    });
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.function.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }
}

function patternOf(eventType: string): Record<string, string[]> {
  return { source: [EVENT_SOURCE], ...(eventType === EVERY_EVENT ? {} : { 'detail-type': [eventType] }) };
}

/**
 * The event in a reaction's name, the longest that fits: `on-campaign-published-index-campaign` → CampaignPublished; EVERY_EVENT for
 * `on-event-<effect>`. Fails when the name holds no known event or no effect.
 */
export function eventTypeOf(file: string, eventTypes: readonly string[] = Object.keys(EVENTS)): string {
  const fitting = eventTypes
    .filter((type) => file.startsWith(`on-${kebabCase(type)}-`))
    .sort((a, b) => b.length - a.length);
  const [longest] = fitting;
  if (longest) return longest;
  if (/^on-event-[a-z0-9-]+$/.test(file)) return EVERY_EVENT;
  throw new Error(
    `functions/reactions/${file}.ts names no event of shared/contract/events.ts; call it on-<event>-<effect>.ts, or on-event-<effect>.ts for every event.`,
  );
}

function kebabCase(pascal: string): string {
  return pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
