import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../rules/acknowledgements.ts';
import { type QueueName, settingsOfQueue } from '../stacks/queues.ts';
import { EndpointFunction, type EndpointFunctionProps } from './endpoint-function.ts';
import { failedQueueOf } from './failure-queues.ts';
import { queuePhysicalName } from './grant-statements.ts';

/** A message that failed this often waits for a person. */
const MAX_RECEIVES = 10;

export interface QueueConsumerProps extends Omit<EndpointFunctionProps, 'failedEvents' | 'statements'> {
  queue: QueueName;
}

/** A queue, its dead letters, and the one function it feeds in batches; the function reports the messages it failed on. */
export class QueueConsumer extends Construct {
  readonly queue: Queue;
  /** What the function failed on. */
  readonly failed: Queue;

  constructor(scope: Construct, { queue: name, ...props }: QueueConsumerProps) {
    super(scope, `Queue-${name.replace('.fifo', '')}`);
    const { settings } = props;
    const { batchSize, timeoutSeconds, maxConcurrency } = settingsOfQueue(name);
    const common = {
      ...(name.endsWith('.fifo') && { fifo: true }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest SQS keeps a message.
      retentionPeriod: Duration.days(14),
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const failed = new Queue(this, 'Failed', {
      ...common,
      queueName: queuePhysicalName(settings.stage, failedQueueOf(name)),
    });
    acknowledge(failed, 'a queue of dead letters');
    const queue = new Queue(this, 'Queue', {
      ...common,
      queueName: queuePhysicalName(settings.stage, name),
      // Six times the function's timeout, as Lambda's guide asks for.
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      deadLetterQueue: { queue: failed, maxReceiveCount: MAX_RECEIVES },
    });
    const consumer = new EndpointFunction(scope, {
      ...props,
      timeoutSeconds,
      statements: [
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [queue.queueArn],
        }),
      ],
    });
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: queue.queueArn,
      functionName: consumer.function.functionName,
      batchSize,
      ...(maxConcurrency !== undefined && { scalingConfig: { maximumConcurrency: maxConcurrency } }),
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    acknowledge(mapping, 'the mapping of a queue');
    this.queue = queue;
    this.failed = failed;
  }
}
