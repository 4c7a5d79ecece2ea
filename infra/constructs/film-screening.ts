import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stacks/settings.ts';
import { filmRoleName, filmTopicName } from './grant-statements.ts';

/** What Amazon Rekognition is through with goes by a topic, the only thing it tells, into the queue of the function that reads it. */
export class FilmScreening extends Construct {
  constructor(scope: Construct, { stage }: StageSettings, { queue, failed }: { queue: Queue; failed: Queue }) {
    super(scope, 'FilmScreening');
    const { account } = Stack.of(this);
    const topic = new Topic(this, 'Topic', { topicName: filmTopicName(stage), enforceSSL: true });
    new Role(this, 'Role', {
      roleName: filmRoleName(stage),
      description: 'Rekognition tells that it has looked at a film.',
      assumedBy: new ServicePrincipal('rekognition.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      inlinePolicies: {
        Tell: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] })],
        }),
      },
    });
    for (const one of [queue, failed])
      one.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [one.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
        }),
      );
    new CfnSubscription(this, 'Subscription', {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      rawMessageDelivery: true,
      redrivePolicy: { deadLetterTargetArn: failed.queueArn },
    });
  }
}
