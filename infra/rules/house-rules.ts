import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Properties, StackTemplate, TemplateResource } from './assembly.ts';

/** What a stack breaks of one rule: a sentence for each. */
type Rule = (stack: StackTemplate) => string[];

/** CloudFormation refuses 500 resources; a stack is split long before. */
const MAX_RESOURCES = 400;

/** EventBridge refuses a longer one (“Amazon EventBridge quotas”, event pattern size, which can be raised). */
const MAX_PATTERN_CHARACTERS = 2048;

/** Actions that AWS knows no resources for. */
const NEEDS_EVERY_RESOURCE =
  /^(comprehend:Detect(DominantLanguage|ToxicContent)|rekognition:(DetectModerationLabels|(Start|Get)ContentModeration)|xray:(PutTraceSegments|PutTelemetryRecords|GetSampling(Rules|Targets))|logs:(\w+LogDelivery|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups))$/;

/** Environment variables that by their names would hold a secret rather than the name of one. */
const SECRET_VARIABLE = /(SECRET|PASSWORD|TOKEN|PRIVATE_KEY|API_KEY)$/;

/** What keys, tokens and signing secrets of AWS and of the providers look like, and private keys. */
const SECRET_VALUE = /\b([sr]k_(live|test)_|whsec_|A[KS]IA[A-Z0-9]{16}|ey[A-Z][\w-]{10,}\.)|-----BEGIN/;

export const HOUSE_RULES = {
  'a stack has at most 400 resources': ({ resources }) =>
    resources.length > MAX_RESOURCES ? [`has ${resources.length} resources, ${MAX_RESOURCES} at most: split it`] : [],

  'stacks export nothing': ({ outputs }) =>
    Object.entries(outputs)
      .filter(([, { Export }]) => Export)
      .map(([id]) => `exports ${id}: publish the id as an SSM parameter instead`),

  'every function has a role of its own': (stack) => shared(ownFunctions(stack), ({ Role }) => Role, 'a role'),

  'every function has a log group of its own': (stack) =>
    shared(ownFunctions(stack), ({ LoggingConfig }) => LoggingConfig?.LogGroup, 'a log group'),

  'every log group has a retention': (stack) =>
    of(stack, 'AWS::Logs::LogGroup')
      .filter(({ properties }) => !properties.RetentionInDays)
      .map(({ logicalId }) => `${logicalId} keeps its lines for ever`),

  'every function says memory, time, tracing and log format': (stack) =>
    ownFunctions(stack).flatMap(({ logicalId, properties }) => {
      const { MemorySize, Timeout, TracingConfig, LoggingConfig, Architectures } = properties;
      const isComplete =
        MemorySize && Timeout && TracingConfig?.Mode === 'Active' && LoggingConfig?.LogFormat === 'JSON';
      return isComplete && Architectures?.[0] === 'arm64'
        ? []
        : [`${logicalId} lacks memory, timeout, tracing, JSON logs or arm64`];
    }),

  'every handler is in its bundle': (stack) =>
    ownFunctions(stack).flatMap(({ logicalId, properties }) => {
      const [file, name] = String(properties.Handler).split('.');
      const folder = stack.assetPath(String(properties.Code?.S3Key));
      const isThere = folder && name === 'handler' && existsSync(join(folder, `${file}.mjs`));
      return isThere ? [] : [`${logicalId} names the handler ${properties.Handler}, which its bundle does not hold`];
    }),

  'no statement allows every action': (stack) =>
    statements(stack).flatMap(({ owner, statement }) =>
      list(statement.Action)
        .filter((action) => String(action).includes('*'))
        .map((action) => `${owner} allows ${action}`),
    ),

  'only actions without resources are allowed on every resource': (stack) =>
    statements(stack).flatMap(({ owner, statement }) =>
      list(statement.Resource).includes('*')
        ? list(statement.Action)
            .filter((action) => !NEEDS_EVERY_RESOURCE.test(String(action)))
            .map((action) => `${owner} allows ${action} on every resource`)
        : [],
    ),

  'no function has a managed policy': (stack) =>
    of(stack, 'AWS::IAM::Role')
      .filter(({ logicalId, properties }) => properties.ManagedPolicyArns?.length && !isProvider(logicalId))
      .map(({ logicalId }) => `${logicalId} has a managed policy`),

  'environments hold no secret': (stack) =>
    ownFunctions(stack).flatMap(({ logicalId, properties }) =>
      Object.entries((properties.Environment?.Variables ?? {}) as Properties)
        .filter(([name, value]) => SECRET_VARIABLE.test(name) || holdsSecret(JSON.stringify(value)))
        .map(([name]) => `${logicalId} has ${name}, which is or may be a secret: pass its name`),
    ),

  'whatever is called asynchronously has a failure destination': (stack) => {
    const covered = of(stack, 'AWS::Lambda::EventInvokeConfig')
      .filter(({ properties }) => properties.DestinationConfig?.OnFailure?.Destination)
      .map(({ properties }) => JSON.stringify(properties.FunctionName));
    return asynchronous(stack)
      .filter((id) => !covered.includes(JSON.stringify({ Ref: id })))
      .map((id) => `${id} is called asynchronously and has no failure destination`);
  },

  'every rule, schedule and stream mapping has a dead-letter queue': (stack) => [
    ...of(stack, 'AWS::Events::Rule')
      .filter(({ properties }) => !properties.Targets?.every((target: Properties) => target.DeadLetterConfig?.Arn))
      .map(({ logicalId }) => `${logicalId} has a target without a dead-letter queue`),
    ...of(stack, 'AWS::Scheduler::Schedule')
      .filter(({ properties }) => !properties.Target?.DeadLetterConfig?.Arn)
      .map(({ logicalId }) => `${logicalId} has no dead-letter queue`),
    ...of(stack, 'AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => !properties.DestinationConfig?.OnFailure && !isQueueMapping(properties))
      .map(({ logicalId }) => `${logicalId} has no failure destination`),
  ],

  'an event pattern has at most 2,048 characters': (stack) =>
    of(stack, 'AWS::Events::Rule')
      .map(({ logicalId, properties }) => ({ logicalId, size: JSON.stringify(properties.EventPattern ?? '').length }))
      .filter(({ size }) => size > MAX_PATTERN_CHARACTERS)
      .map(({ logicalId, size }) => `${logicalId} has a pattern of ${size}: split its events among two reactions`),

  'every route of the HTTP API asks the authorizer': (stack) =>
    of(stack, 'AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => !['$disconnect', '$default'].includes(properties.RouteKey))
      .filter(({ properties }) => properties.AuthorizationType !== 'CUSTOM' || !properties.AuthorizerId)
      .map(({ properties }) => `${properties.RouteKey} has no authorizer`),

  'every bucket is closed and takes TLS only': (stack) => {
    const policies = of(stack, 'AWS::S3::BucketPolicy').filter(({ properties }) =>
      JSON.stringify(properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
    );
    const withPolicy = policies.map(({ properties }) => JSON.stringify(properties.Bucket));
    return of(stack, 'AWS::S3::Bucket')
      .filter(({ logicalId, properties }) => {
        const block = Object.values((properties.PublicAccessBlockConfiguration ?? {}) as Properties);
        return block.length < 4 || block.includes(false) || !withPolicy.includes(JSON.stringify({ Ref: logicalId }));
      })
      .map(({ logicalId }) => `${logicalId} is open to the public or to plain HTTP`);
  },
} as const satisfies Record<string, Rule>;

export type HouseRule = keyof typeof HOUSE_RULES;

/** Everything the stacks break of a rule, each sentence with its stack. */
export function breachesOf(rule: HouseRule, stacks: readonly StackTemplate[]): string[] {
  return stacks.flatMap((stack) => HOUSE_RULES[rule](stack).map((breach) => `${stack.stack}: ${breach}`));
}

function of({ resources }: StackTemplate, type: string): TemplateResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The functions of the product; those that CDK brings for its own custom resources follow CDK's rules. */
export function ownFunctions(stack: StackTemplate): TemplateResource[] {
  return of(stack, 'AWS::Lambda::Function').filter(({ logicalId }) => !isProvider(logicalId));
}

function isProvider(logicalId: string): boolean {
  return logicalId.startsWith('CustomCDKBucketDeployment');
}

function shared(functions: TemplateResource[], part: (properties: Properties) => unknown, what: string): string[] {
  const seen = new Map<string, string>();
  return functions.flatMap(({ logicalId, properties }) => {
    const value = part(properties);
    if (value === undefined) return [`${logicalId} has not got ${what} of its own`];
    const key = JSON.stringify(value);
    const other = seen.get(key);
    seen.set(key, logicalId);
    return other ? [`${logicalId} and ${other} share ${what}`] : [];
  });
}

function statements(stack: StackTemplate): { owner: string; statement: Properties }[] {
  return stack.resources
    .filter(({ logicalId }) => !isProvider(logicalId))
    .flatMap(({ logicalId, type, properties }) => {
      if (type === 'AWS::IAM::Policy') return [{ owner: logicalId, document: properties.PolicyDocument }];
      if (type !== 'AWS::IAM::Role') return [];
      return ((properties.Policies ?? []) as Properties[]).map(({ PolicyDocument }) => ({
        owner: logicalId,
        document: PolicyDocument,
      }));
    })
    .flatMap(({ owner, document }) =>
      (list(document?.Statement) as Properties[])
        .filter(({ Effect }) => Effect === 'Allow')
        .map((statement) => ({ owner, statement })),
    );
}

/** Logical ids of functions that rules and schedules call. */
function asynchronous(stack: StackTemplate): string[] {
  const targets = [
    ...of(stack, 'AWS::Events::Rule').flatMap(({ properties }) => (properties.Targets ?? []) as Properties[]),
    ...of(stack, 'AWS::Scheduler::Schedule').map(({ properties }) => (properties.Target ?? {}) as Properties),
  ];
  const functions = ownFunctions(stack).map(({ logicalId }) => logicalId);
  return targets.map(({ Arn }) => String(Arn?.['Fn::GetAtt']?.[0])).filter((id) => functions.includes(id));
}

function holdsSecret(value: string): boolean {
  return value.includes('{{resolve:') || SECRET_VALUE.test(value);
}

function isQueueMapping({ EventSourceArn }: Properties): boolean {
  return /sqs|queue/i.test(JSON.stringify(EventSourceArn));
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
