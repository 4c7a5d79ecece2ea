import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueId } from '../grants.ts';
import { acknowledge } from '../rules/acknowledgements.ts';
import { EndpointFunction, type EndpointFunctionProps, pascalCase } from './endpoint-function.ts';
import type { FailureQueues } from './failure-queues.ts';
import { queueName } from './grant-statements.ts';

/** Batches of a queue that run at once; a platform's own limits are what counts. */
const MAX_CONCURRENCY = 4;
/** Deliveries before a message waits for a person. */
const MAX_RECEIVES = 4;

export interface QueueConsumerProps extends Omit<EndpointFunctionProps, 'failedEvents' | 'statements'> {
  queues: FailureQueues;
}

/** A queue and the function it feeds: a few batches at once, single messages that failed come back, then end in the failure queue. */
export class QueueConsumer extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, { queues, ...props }: QueueConsumerProps) {
    super(scope, `${pascalCase(props.file.id)}Consumer`);
    const { settings, timeoutSeconds = 10, file } = props;
    this.queue = new Queue(this, 'Queue', {
      queueName: queueName(settings.stage, file.file as QueueId),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's own time, as Lambda asks for.
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      retentionPeriod: Duration.days(1),
      deadLetterQueue: { queue: queues.failed, maxReceiveCount: MAX_RECEIVES },
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const handler = new EndpointFunction(this, {
      ...props,
      statements: [
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
          resources: [this.queue.queueArn],
        }),
      ],
    });
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: this.queue.queueArn,
      functionName: handler.function.functionName,
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAX_CONCURRENCY },
    });
    acknowledge(mapping, 'a mapping of a queue');
  }
}
