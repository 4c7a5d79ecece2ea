import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../rules/acknowledgements.ts';
import type { StageSettings } from '../stacks/settings.ts';
import { busName, queuePhysicalName } from './grant-statements.ts';

/** Names of the queues below. */
export const UNDELIVERED = 'undelivered';
export const FAILED = 'failed';

/** The queue for what a queue's function failed on. */
export const failedQueueOf = (queue: string): string => `${FAILED}-${queue}`;

/** The queues below, as those see them who put messages there. */
export interface FailureTargets {
  /** Dead letters of rules and schedules. */
  undelivered: IQueue;
  /** Failure destination of functions and stream mappings. */
  failed: IQueue;
}

/** The queues below, for background functions of another stack than theirs. */
export function failureQueuesOf(scope: Construct, { stage }: StageSettings): FailureTargets {
  const named = (id: string, name: string) => {
    const resource = queuePhysicalName(stage, name);
    const arn = Stack.of(scope).formatArn({ service: 'sqs', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
    return Queue.fromQueueArn(scope, id, arn);
  };
  return { undelivered: named('Undelivered', UNDELIVERED), failed: named('Failed', FAILED) };
}

/** Where events wait for a person: what never reached its function, and what its function failed on. */
export class FailureQueues extends Construct implements FailureTargets {
  readonly undelivered: Queue;
  readonly failed: Queue;

  constructor(scope: Construct, settings: StageSettings) {
    super(scope, 'FailureQueues');
    this.undelivered = this.#createQueue('Undelivered', queuePhysicalName(settings.stage, UNDELIVERED), settings);
    this.failed = this.#createQueue('Failed', queuePhysicalName(settings.stage, FAILED), settings);
    const rulesNamed = (resourceName: string) =>
      Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName });
    // Rules of our own bus, and those of this app on the account's default bus, which AWS services tell.
    const rules = [rulesNamed(`${busName(settings.stage)}/*`), rulesNamed(`accord-${settings.stage}-*`)];
    this.undelivered.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.undelivered.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    );
  }

  #createQueue(id: string, queueName: string, { keepData }: StageSettings): Queue {
    const queue = new Queue(this, id, {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest SQS keeps a message.
      retentionPeriod: Duration.days(14),
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(queue, 'a queue of dead letters');
    return queue;
  }
}
