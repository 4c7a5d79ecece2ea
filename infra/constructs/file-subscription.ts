import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EndpointFunction, type EndpointFunctionProps, physicalName } from './endpoint-function.ts';
import type { FailureQueues } from './failure-queues.ts';

/** EventBridge gives up after this many seconds; the longest it allows. */
const DELIVERY_SECONDS = 86_400;

/** Below which folder of the files bucket a new object concerns the functions of functions/files. */
const WATCHED_FOLDER = 'quarantine/';

export interface FileSubscriptionProps extends Omit<EndpointFunctionProps, 'failedEvents'> {
  queues: FailureQueues;
}

/** A function that is told of every new object in quarantine. S3 tells the account's default bus, so the rule is on that one. */
export class FileSubscription extends EndpointFunction {
  constructor(scope: Construct, { queues, ...props }: FileSubscriptionProps) {
    super(scope, { ...props, failedEvents: queues.failed });
    const rule = new CfnRule(this, 'Rule', {
      name: physicalName(props.file, props.settings.stage),
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [props.ids.filesBucket] }, object: { key: [{ prefix: WATCHED_FOLDER }] } },
      },
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
