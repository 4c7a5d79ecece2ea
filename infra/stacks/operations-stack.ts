import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { Alarms, planAlarms } from '../constructs/alarms.ts';
import { readIds } from '../constructs/app-ids.ts';
import { OperationsDashboard } from '../constructs/operations-dashboard.ts';
import { type WatchedMetrics, watchedMetrics } from '../constructs/watched-metrics.ts';
import { acknowledge } from '../rules/acknowledgements.ts';
import type { FunctionFile } from './function-files.ts';
import { type StageSettings, stackName } from './settings.ts';

export interface OperationsStackProps {
  settings: StageSettings;
  files: readonly FunctionFile[];
  /** Folders below workflows/. */
  machines: readonly string[];
}

/** At which parts of the month's budget somebody is told, percent; the last one already when the month is going to end there. */
const TOLD_AT_PERCENT = { actual: 80, forecast: 100 };

/** What people who run a stage look at and are woken by: alarms, one dashboard, the month's budget. It names what it watches; nothing depends on it. */
export class OperationsStack extends Stack {
  readonly #settings: StageSettings;

  constructor(scope: Construct, { settings, files, machines }: OperationsStackProps) {
    super(scope, stackName(settings, 'Operations'), {
      ...(settings.env && { env: settings.env }),
      description: 'Accord: alarms, dashboard and budget.',
    });
    this.#settings = settings;
    const machineArn = (resourceName: string) =>
      this.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    const ids = readIds(this, settings.stage);
    const metrics = watchedMetrics({ settings, ids, files, machines, machineArn });
    const alarms = settings.hasAlarms ? this.#createAlarms(metrics) : [];
    new OperationsDashboard(this, metrics, alarms, settings);
    this.#createBudget();
  }

  #createAlarms(metrics: WatchedMetrics) {
    const topic = new Topic(this, 'AlarmTopic', { enforceSSL: true });
    // A policy of its own takes the place of the one by which the whole account may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const { operationsEmail } = this.#settings;
    if (operationsEmail) {
      const subscription = new CfnSubscription(this, 'AlarmMail', {
        topicArn: topic.topicArn,
        protocol: 'email',
        endpoint: operationsEmail,
      });
      acknowledge(subscription, 'a subscription by e-mail');
    }
    return new Alarms(this, planAlarms(metrics), topic.topicArn, this.#settings).alarms;
  }

  /** Of the whole account: each stage has an account of its own. */
  #createBudget(): void {
    const { stage, monthlyBudgetUsd, operationsEmail } = this.#settings;
    const tell = (notificationType: string, threshold: number, address: string) => ({
      notification: { notificationType, threshold, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
      subscribers: [{ subscriptionType: 'EMAIL', address }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `accord-${stage}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
      },
      ...(operationsEmail && {
        notificationsWithSubscribers: [
          tell('ACTUAL', TOLD_AT_PERCENT.actual, operationsEmail),
          tell('FORECASTED', TOLD_AT_PERCENT.forecast, operationsEmail),
        ],
      }),
    });
  }
}
