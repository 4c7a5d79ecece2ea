import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EndpointFunction, type EndpointFunctionProps } from './endpoint-function.ts';
import type { FailureTargets } from './failure-queues.ts';

/** Only event items, and only when they are written: updates and TTL deletions are nobody's news. */
const NEW_EVENT = { eventName: ['INSERT'], dynamodb: { NewImage: { _et: { S: ['event'] } } } };

/** Consumers that are given only some of the new events, by what else the item has to be. */
const NARROWER: Readonly<Record<string, object>> = {
  // Events that the audit log of a workspace lists.
  'streams.link-audit': { gsi1pk: { S: [{ prefix: 'WSP#' }] } },
};

function patternFor(id: string): string {
  const { eventName, dynamodb } = NEW_EVENT;
  return JSON.stringify({ eventName, dynamodb: { NewImage: { ...dynamodb.NewImage, ...NARROWER[id] } } });
}

export interface StreamConsumerProps extends Omit<EndpointFunctionProps, 'failedEvents' | 'statements'> {
  queues: FailureTargets;
}

/** A function that is given new event items of the table in order, batch by batch, and reports the items it failed on. */
export class StreamConsumer extends EndpointFunction {
  constructor(scope: Construct, { queues, ...props }: StreamConsumerProps) {
    const eventSourceArn = props.ids.tableStreamArn;
    super(scope, {
      ...props,
      statements: [
        new PolicyStatement({
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: [eventSourceArn],
        }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queues.failed.queueArn] }),
      ],
    });
    new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn,
      functionName: this.function.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 100,
      filterCriteria: { filters: [{ pattern: patternFor(props.file.id) }] },
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      // About half an hour with Lambda's backoff; then the sweeper finds the events in the index of undelivered ones.
      maximumRetryAttempts: 20,
      destinationConfig: { onFailure: { destination: queues.failed.queueArn } },
    });
  }
}
