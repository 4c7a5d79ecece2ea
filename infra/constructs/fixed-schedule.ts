import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { EndpointFunction, type EndpointFunctionProps, physicalName } from './endpoint-function.ts';
import type { FailureTargets } from './failure-queues.ts';

export interface FixedScheduleProps extends Omit<EndpointFunctionProps, 'failedEvents'> {
  queues: FailureTargets;
  /** `rate(…)` or `cron(…)` in UTC, as EventBridge Scheduler reads it. */
  expression: string;
}

/** A function that runs at fixed times. */
export class FixedSchedule extends EndpointFunction {
  constructor(scope: Construct, { queues, expression, ...props }: FixedScheduleProps) {
    super(scope, { ...props, failedEvents: queues.failed });
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      inlinePolicies: {
        Exact: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queues.undelivered.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      name: physicalName(props.file, props.settings.stage),
      scheduleExpression: expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.function.functionArn,
        roleArn: role.roleArn,
        input: '{}',
        deadLetterConfig: { arn: queues.undelivered.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
  }
}
