import { Aws } from 'aws-cdk-lib';
import { CfnRule, type CfnRuleProps } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EndpointFunction, type EndpointFunctionProps, physicalName } from './endpoint-function.ts';
import type { FailureTargets } from './failure-queues.ts';

/** EventBridge gives up after this many seconds; the longest it allows. */
const DELIVERY_SECONDS = 86_400;

export interface RuleFunctionProps extends Omit<EndpointFunctionProps, 'failedEvents'> {
  queues: FailureTargets;
}

/** A function that a rule calls with the events that fit it, with a dead-letter queue on either side. */
export class RuleFunction extends EndpointFunction {
  constructor(
    scope: Construct,
    { queues, ...props }: RuleFunctionProps,
    fitting: Pick<CfnRuleProps, 'eventBusName' | 'eventPattern'>,
  ) {
    super(scope, { ...props, failedEvents: queues.failed });
    const rule = new CfnRule(this, 'Rule', {
      name: physicalName(props.file, props.settings.stage),
      ...fitting,
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
