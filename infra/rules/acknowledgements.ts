import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Every finding of cdk-nag that stands, by what it is about: the rule and why it does not apply. The only place that says so. */
const ACKNOWLEDGEMENTS = {
  'X-Ray': [
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources: AWS requires "*" (Service Authorization Reference, AWS X-Ray).',
    },
  ],
  'the user pool': [],
  'a bucket of access logs': [],
  'a secret without a rotation function': [],
  'the distribution': [],
  'a distribution without a domain of its own': [],
  'a distribution without a web ACL': [],
  'the site deployment': [],
  'objects of the files bucket': [],
  'connections of the WebSocket API': [],
} as const satisfies Record<string, readonly { id: string; reason: string }[]>;

export type Subject = keyof typeof ACKNOWLEDGEMENTS;

/** Acknowledges, on this construct alone, the findings of one subject. */
export function acknowledge(construct: IConstruct, subject: Subject): void {
  Validations.of(construct).acknowledge(...ACKNOWLEDGEMENTS[subject]);
}
