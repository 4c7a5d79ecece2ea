/**
 * What AWS asks in us-east-1 for what a stage has while nobody uses it and for what a campaign uses, US dollars, before tax. `source` is AWS's own page; what was looked up
 * were published quotations of it, so look there before you rely on a figure. `freePerMonth` is what AWS gives every account each month for good (not the offers for new accounts); it counts, because each
 * stage has an account of its own.
 */
export interface Price {
  usd: number;
  /** What the price is for. */
  per: string;
  source: string;
  /** The day on which the page had this price. */
  asOf: string;
  freePerMonth?: number;
}

export const PRICES = {
  key: {
    usd: 1,
    per: 'customer managed key and month; its first two yearly rotations add a dollar each',
    source: 'https://aws.amazon.com/kms/pricing/',
    asOf: '2026-11-20',
  },
  secret: {
    usd: 0.4,
    per: 'secret and month',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    asOf: '2026-11-20',
  },
  webAcl: { usd: 5, per: 'web ACL and month', source: 'https://aws.amazon.com/waf/pricing/', asOf: '2026-11-20' },
  webAclRule: {
    usd: 1,
    per: 'rule or group of rules of a web ACL and month',
    source: 'https://aws.amazon.com/waf/pricing/',
    asOf: '2026-11-20',
  },
  alarmMetric: {
    usd: 0.1,
    per: 'metric of a standard alarm and month',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 10,
  },
  dashboard: {
    usd: 3,
    per: 'dashboard and month',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 3,
  },
  customMetric: {
    usd: 0.3,
    per: 'metric of our own and month in which it is written every hour',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 10,
  },
  queueRequest: {
    usd: 0.4 / 1e6,
    per: 'request to a standard queue',
    source: 'https://aws.amazon.com/sqs/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 1e6,
  },
  fifoRequest: {
    usd: 0.5 / 1e6,
    per: 'request to a FIFO queue; the free million is taken off those to standard queues alone',
    source: 'https://aws.amazon.com/sqs/pricing/',
    asOf: '2026-11-20',
  },
  invocation: {
    usd: 0.2 / 1e6,
    per: 'invocation of a function',
    source: 'https://aws.amazon.com/lambda/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 1e6,
  },
  computeSecond: {
    usd: 0.0000133334,
    per: 'GB-second of a function on arm64',
    source: 'https://aws.amazon.com/lambda/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 400_000,
  },
  scheduledRun: {
    usd: 1 / 1e6,
    per: 'invocation by EventBridge Scheduler',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 14e6,
  },
  trace: {
    usd: 5 / 1e6,
    per: 'trace that X-Ray records',
    source: 'https://aws.amazon.com/xray/pricing/',
    asOf: '2026-11-20',
    freePerMonth: 100_000,
  },
  writeUnit: {
    usd: 0.625 / 1e6,
    per: 'write request unit of the table on demand',
    source: 'https://aws.amazon.com/dynamodb/pricing/',
    asOf: '2026-11-20',
  },
  readUnit: {
    usd: 0.125 / 1e6,
    per: 'read request unit of the table on demand',
    source: 'https://aws.amazon.com/dynamodb/pricing/',
    asOf: '2026-11-20',
  },
  apiRequest: {
    usd: 1 / 1e6,
    per: 'request to an HTTP API, up to 512 KB',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
    asOf: '2026-11-20',
  },
  edgeRequest: {
    usd: 1 / 1e6,
    per: 'HTTPS request to CloudFront in North America or Europe',
    source: 'https://aws.amazon.com/cloudfront/pricing/',
    asOf: '2026-11-20',
  },
  edgeFunction: {
    usd: 0.1 / 1e6,
    per: 'invocation of a CloudFront function',
    source: 'https://aws.amazon.com/cloudfront/pricing/',
    asOf: '2026-11-20',
  },
  firewallRequest: {
    usd: 0.6 / 1e6,
    per: 'request that a web ACL looks at',
    source: 'https://aws.amazon.com/waf/pricing/',
    asOf: '2026-11-20',
  },
  transition: {
    usd: 25 / 1e6,
    per: 'state transition of a standard workflow',
    source: 'https://aws.amazon.com/step-functions/pricing/',
    asOf: '2026-11-20',
  },
  busEvent: {
    usd: 1 / 1e6,
    per: 'custom event on an event bus, up to 64 KB',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    asOf: '2026-11-20',
  },
  keyRequest: {
    usd: 0.03 / 1e4,
    per: 'request to a key',
    source: 'https://aws.amazon.com/kms/pricing/',
    asOf: '2026-11-20',
  },
  secretRequest: {
    usd: 0.05 / 1e4,
    per: 'request for a secret',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    asOf: '2026-11-20',
  },
  mail: {
    usd: 0.1 / 1e3,
    per: 'mail to one recipient',
    source: 'https://aws.amazon.com/ses/pricing/',
    asOf: '2026-11-20',
  },
  filePut: {
    usd: 0.005 / 1e3,
    per: 'PUT, POST or LIST request to a bucket',
    source: 'https://aws.amazon.com/s3/pricing/',
    asOf: '2026-11-20',
  },
  fileGet: {
    usd: 0.0004 / 1e3,
    per: 'GET or other request to a bucket',
    source: 'https://aws.amazon.com/s3/pricing/',
    asOf: '2026-11-20',
  },
  logByte: {
    usd: 0.5 / 2 ** 30,
    per: 'byte of logs taken in',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-11-20',
  },
  hostedZone: {
    usd: 0.5,
    per: 'hosted zone and month',
    source: 'https://aws.amazon.com/route53/pricing/',
    asOf: '2026-11-20',
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

/** Types that cost nothing while nobody uses them, each with the reason. */
export const FREE_WHEN_IDLE: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'billed per request and message',
  'AWS::ApiGatewayV2::Authorizer': 'a setting of the API',
  'AWS::ApiGatewayV2::Integration': 'a setting of the API',
  'AWS::ApiGatewayV2::Route': 'a setting of the API',
  'AWS::ApiGatewayV2::Stage': 'a setting of the API; detailed metrics are off',
  'AWS::Budgets::Budget': 'budgets without actions are free',
  'AWS::CDK::Metadata': 'bookkeeping of CDK',
  'AWS::CertificateManager::Certificate': 'public certificates are free',
  'AWS::CloudFront::Distribution': 'billed per request and byte; standard access logs cost their storage only',
  'AWS::CloudFront::Function': 'billed per invocation',
  'AWS::CloudFront::OriginAccessControl': 'a setting of the distribution',
  'AWS::CloudFront::ResponseHeadersPolicy': 'a setting of the distribution',
  'AWS::Cognito::UserPool': 'billed per active user',
  'AWS::Cognito::UserPoolClient': 'a setting of the pool',
  'AWS::Cognito::UserPoolDomain': 'a setting of the pool, while it is a name below amazoncognito.com',
  'AWS::Cognito::UserPoolIdentityProvider': 'a setting of the pool; its users are billed as active ones',
  'AWS::DynamoDB::Table':
    'on demand: billed per request, and per stored byte for table, indexes and point-in-time recovery',
  'AWS::Events::EventBus': 'billed per event',
  'AWS::Events::Rule': 'rules that match events are free; what they match is billed per event',
  'AWS::GuardDuty::MalwareProtectionPlan': 'billed per object and gigabyte that is scanned',
  'AWS::IAM::Policy': 'free',
  'AWS::IAM::Role': 'free',
  'AWS::KMS::Alias': 'free',
  'AWS::Lambda::EventInvokeConfig': 'a setting of the function',
  'AWS::Lambda::Function': 'billed per invocation; the scheduled ones are counted with their schedule',
  'AWS::Lambda::LayerVersion': 'free; its few megabytes count into the free code storage',
  'AWS::Lambda::Permission': 'free',
  'AWS::Logs::LogGroup': 'billed per byte written and stored; an hourly check writes some kilobytes',
  'AWS::Logs::ResourcePolicy': 'free',
  'AWS::SMSVOICE::ConfigurationSet': 'a setting of the SMS service; what is sent is billed by the message',
  'AWS::SMSVOICE::ProtectConfiguration': 'a setting of the SMS service',
  'AWS::Route53::RecordSet': 'aliases to CloudFront are free, the zone is not',
  'AWS::S3::Bucket': 'billed per stored byte and request; the site has a few megabytes',
  'AWS::S3::BucketPolicy': 'free',
  'AWS::SES::EmailIdentity': 'billed per mail',
  'AWS::SNS::Subscription': 'billed per notification, the first thousand mails of a month are free',
  'AWS::SNS::Topic': 'billed per notification',
  'AWS::SNS::TopicPolicy': 'free',
  'AWS::SQS::Queue': 'billed per request; what polls it is counted with its mapping',
  'AWS::SQS::QueuePolicy': 'free',
  'AWS::SSM::Parameter': 'standard parameters are free',
  'AWS::StepFunctions::StateMachine': 'billed per transition; an execution that waits for its token makes none',
  'AWS::WAFv2::LoggingConfiguration': 'the lines it writes are billed with their log group',
  'Custom::CDKBucketDeployment': 'runs during a deployment',
};
