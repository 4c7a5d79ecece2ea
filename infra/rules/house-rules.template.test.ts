import { describe, expect, it } from 'vitest';
import { type Properties, toStackTemplate } from './assembly.ts';
import { breachesOf, type HouseRule } from './house-rules.ts';

const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'area/do-it.handler',
    Code: { S3Key: 'code.zip' },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: 'Logs' } },
    MemorySize: 512,
    Timeout: 10,
    TracingConfig: { Mode: 'Active' },
    Architectures: ['arm64'],
  },
};

const role = (statement: Properties) => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }] },
});

const withEnvironment = (Variables: Properties) => ({
  ...FUNCTION,
  Properties: { ...FUNCTION.Properties, Environment: { Variables } },
});

const target = (extra: Properties = {}) => ({
  Id: 'Function',
  Arn: { 'Fn::GetAtt': ['Function', 'Arn'] },
  ...extra,
});

const rule = (...Targets: Properties[]) => ({ Type: 'AWS::Events::Rule', Properties: { Targets } });

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Topic${index}`, { Type: 'AWS::SNS::Topic' }]));

describe('a stack that breaks a rule is told so', () => {
  const broken: [HouseRule, Properties, string][] = [
    ['a stack has at most 400 resources', many(401), 'has 401 resources'],
    ['every function has a role of its own', { A: FUNCTION, B: FUNCTION }, 'B and A share a role'],
    ['every function has a log group of its own', { A: FUNCTION, B: FUNCTION }, 'B and A share a log group'],
    ['every log group has a retention', { Logs: { Type: 'AWS::Logs::LogGroup' } }, 'Logs keeps its lines for ever'],
    [
      'every function says memory, time, tracing and log format',
      { A: { ...FUNCTION, Properties: { ...FUNCTION.Properties, TracingConfig: undefined } } },
      'A lacks',
    ],
    ['every handler is in its bundle', { A: FUNCTION }, 'A names the handler area/do-it.handler'],
    ['no statement allows every action', { R: role({ Action: 'dynamodb:*', Resource: 'a' }) }, 'R allows dynamodb:*'],
    ['no statement allows every action', { R: role({ Action: ['s3:Get*'], Resource: 'a' }) }, 'R allows s3:Get*'],
    [
      'only actions without resources are allowed on every resource',
      { R: role({ Action: ['xray:PutTraceSegments', 'kms:Decrypt'], Resource: '*' }) },
      'R allows kms:Decrypt on every resource',
    ],
    [
      'no function has a managed policy',
      { R: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } } },
      'R has a managed policy',
    ],
    ['environments hold no secret', { A: withEnvironment({ STRIPE_SECRET: 'x' }) }, 'A has STRIPE_SECRET'],
    [
      'environments hold no secret',
      { A: withEnvironment({ STRIPE: '{{resolve:secretsmanager:stripe:SecretString}}' }) },
      'A has STRIPE',
    ],
    [
      'environments hold no secret',
      { A: withEnvironment({ STRIPE: { 'Fn::Join': ['', ['sk_', 'live_4eC39Hq']] }, KEY: 'whsec_1' }) },
      'A has KEY',
    ],
    [
      'whatever is called asynchronously has a failure destination',
      { Function: FUNCTION, Rule: rule(target()) },
      'Function is called asynchronously',
    ],
    [
      'every rule, schedule and stream mapping has a dead-letter queue',
      { Rule: rule(target({ DeadLetterConfig: { Arn: 'a' } }), target()) },
      'Rule has a target without',
    ],
    [
      'every rule, schedule and stream mapping has a dead-letter queue',
      { Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: target() } } },
      'Schedule has no dead-letter queue',
    ],
    [
      'every rule, schedule and stream mapping has a dead-letter queue',
      { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: 'stream' } } },
      'Mapping has no failure destination',
    ],
    [
      'every route of the HTTP API asks the authorizer',
      { Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /a', AuthorizationType: 'NONE' } } },
      'GET /a has no authorizer',
    ],
    [
      'an event pattern has at most 2,048 characters',
      { R: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { 'detail-type': ['x'.repeat(2048)] } } } },
      'R has a pattern of 2068',
    ],
    ['every bucket is closed and takes TLS only', { Files: { Type: 'AWS::S3::Bucket' } }, 'Files is open'],
  ];

  it.each(broken)('%s', (name, Resources, breach) => {
    expect(breachesOf(name, [toStackTemplate('Stack', { Resources })]).join('\n')).toContain(`Stack: ${breach}`);
  });

  it('stacks export nothing', () => {
    const template = { Outputs: { Id: { Value: 'a', Export: { Name: 'b' } } } };
    expect(breachesOf('stacks export nothing', [toStackTemplate('Stack', template)])).toEqual([
      'Stack: exports Id: publish the id as an SSM parameter instead',
    ]);
  });
});

describe('a stack that keeps the rules is left in peace', () => {
  it('at exactly 400 resources', () => {
    expect(
      breachesOf('a stack has at most 400 resources', [toStackTemplate('Stack', { Resources: many(400) })]),
    ).toEqual([]);
  });

  it('with actions that know no resources', () => {
    const stack = toStackTemplate('Stack', {
      Resources: { R: role({ Action: 'xray:PutTraceSegments', Resource: '*' }) },
    });
    expect(breachesOf('only actions without resources are allowed on every resource', [stack])).toEqual([]);
  });

  it('with names of secrets in the environment', () => {
    const stack = toStackTemplate('Stack', {
      Resources: { A: withEnvironment({ STRIPE_SECRET_NAME: 'accord/dev/stripe' }) },
    });
    expect(breachesOf('environments hold no secret', [stack])).toEqual([]);
  });
});
