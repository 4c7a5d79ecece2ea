import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

interface Acknowledgement {
  /** The rule, with the finding in brackets where a rule has several. */
  id: string;
  reason: string;
}

const XRAY =
  'X-Ray knows no resources, nor do the actions by which Comprehend and Rekognition screen: AWS requires "*" for them (Service Authorization Reference).';
const SITE_DEPLOYMENT =
  "This function is CDK's own and runs during a deployment only, never for a user. It reads the deployment's asset bucket and writes the site bucket, which holds nothing but public files.";

/** Every finding of cdk-nag that stands, by what it is about: the rule and why it does not apply. The only place that says so. */
const ACKNOWLEDGEMENTS = {
  'a function called by a service that waits': [
    {
      id: 'Serverless-LambdaDLQ',
      reason:
        'Its caller waits for the answer and deals with a failure itself; a dead-letter queue only takes events of asynchronous calls.',
    },
  ],
  'a function with a failure destination': [
    {
      id: 'Serverless-LambdaDLQ',
      reason:
        'It has an on-failure destination, which carries the error along with the event; Lambda recommends it over a dead-letter queue.',
    },
  ],
  'the role of a function': [
    { id: 'AwsSolutions-IAM5[Resource::*]', reason: XRAY },
    {
      id: 'Serverless-LambdaStarPermissions',
      reason: `${XRAY} No other statement has it, which the house rules check.`,
    },
  ],
  'the log delivery of a state machine': [
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: `Step Functions requires "*" for setting up log delivery (developer guide, "Logging using CloudWatch Logs"). ${XRAY}`,
    },
  ],
  'a route of an authorized connection': [
    {
      id: 'AwsSolutions-APIG4',
      reason:
        'API Gateway authorizes a WebSocket once, at $connect; later routes of the connection cannot have an authorizer.',
    },
  ],
  'the user pool': [
    {
      id: 'AwsSolutions-COG1',
      reason: 'Passwords need ten characters and no composition: ASVS 6.2.5 forbids composition rules.',
    },
    {
      id: 'AwsSolutions-COG2',
      reason:
        'A second factor is offered to everyone and asked for where money moves; it is not forced on influencers who only apply.',
    },
    {
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan adds adaptive sign-in at a price per user; attempts are counted and limited per account and address by the API itself.',
    },
  ],
  'a bucket of access logs': [
    { id: 'AwsSolutions-S1', reason: 'It receives the access logs; logging it into itself would never end.' },
  ],
  'a secret without a rotation function': [
    {
      id: 'AwsSolutions-SMG4',
      reason:
        "Stripe's secrets are made and rotated at Stripe; the others change with a deployment, because CloudFront takes its copy there and cursors expire by themselves.",
    },
  ],
  'a queue of dead letters': [
    { id: 'AwsSolutions-SQS3', reason: 'It is itself where failed messages end.' },
    { id: 'Serverless-SQSRedrivePolicy', reason: 'It is itself where failed messages end.' },
  ],
  'the mapping of a queue': [
    {
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Only mappings of streams have a destination; what fails of a queue goes to its dead-letter queue.',
    },
  ],
  'a subscription by e-mail': [
    {
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'A mail that cannot be delivered helps nobody in a queue: the alarm itself stays red until its cause is gone.',
    },
  ],
  'the distribution': [
    {
      id: 'AwsSolutions-CFR1',
      reason: 'The product is open to every country; which ones may be paid is decided by the payment rules.',
    },
  ],
  'a distribution without a domain of its own': [
    {
      id: 'AwsSolutions-CFR4',
      reason:
        "Only for stages without a domain: CloudFront's own certificate fixes the TLS policy. With a domain the policy is TLSv1.2_2021.",
    },
  ],
  'a distribution without a web ACL': [
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'Only for stages without the edge stack, whose idle cost a trial does not justify; the API limits every caller by itself.',
    },
  ],
  'the site deployment': [
    ...[
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'AwsSolutions-IAM5[Action::s3:GetBucket*]',
      'AwsSolutions-IAM5[Action::s3:GetObject*]',
      'AwsSolutions-IAM5[Action::s3:List*]',
      'AwsSolutions-IAM5[Action::s3:Abort*]',
      'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
      'AwsSolutions-IAM5[Resource::<SiteBucket397A1860.Arn>/*]',
      'AwsSolutions-IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-000000000000-us-east-1/*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      'AwsSolutions-L1',
      'Serverless-LambdaLatestVersion',
      'Serverless-LambdaTracing',
      'Serverless-LambdaDLQ',
    ].map((id) => ({ id, reason: SITE_DEPLOYMENT })),
  ],
} as const satisfies Record<string, readonly Acknowledgement[]>;

export type Subject = keyof typeof ACKNOWLEDGEMENTS;

/** Acknowledges, on this construct alone, the findings of one subject. */
export function acknowledge(construct: IConstruct, subject: Subject): void {
  Validations.of(construct).acknowledge(...ACKNOWLEDGEMENTS[subject]);
}

/** Why a role may name every resource below one: the rule is the same for each, the resource is not. */
const PREFIXES = {
  'objects of the files bucket':
    'Keys of objects are made when they are uploaded; the statement names the one bucket and single actions on its objects.',
  'heads of the audit log':
    'There is one object for each workspace and day; the statement names the one bucket, which holds nothing else, and one action.',
  'what GuardDuty scans':
    'It manages a rule of its own, whose name ends with an id it makes, and scans and tags whatever arrives in quarantine (GuardDuty user guide, "Create or update IAM role policy").',
  'connections of the WebSocket API':
    'Ids of connections exist only while someone is connected; the statement names the one API, stage and method.',
} as const;

/** Acknowledges that a role reaches everything below `resource`, an ARN that ends in a wildcard. */
export function acknowledgeBelow(construct: IConstruct, subject: keyof typeof PREFIXES, resource: string): void {
  const arn = flatten(Stack.of(construct).resolve(resource));
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason: PREFIXES[subject] });
}

/** An ARN with intrinsic functions as cdk-nag writes it in the id of a finding. */
function flatten(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return `<${Ref}>`;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (!Array.isArray(join))
    throw new Error(`cdk-nag's spelling of ${JSON.stringify(value)} is not known; add it here.`);
  const [separator, parts] = join as [string, unknown[]];
  return parts.map(flatten).join(separator);
}
