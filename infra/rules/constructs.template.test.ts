import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICED_EVENTS } from '#contract/notices.ts';
import { readIds } from '../constructs/app-ids.ts';
import { EndpointFunction, physicalName } from '../constructs/endpoint-function.ts';
import { EventSubscription, eventTypesOf } from '../constructs/event-subscription.ts';
import { FailureQueues } from '../constructs/failure-queues.ts';
import { FixedSchedule } from '../constructs/fixed-schedule.ts';
import { LiveRoutes } from '../constructs/live-routes.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { Grant } from '../grants.ts';
import type { FunctionFile, FunctionKind } from '../stacks/function-files.ts';
import type { StageSettings } from '../stacks/settings.ts';
import { type Properties, readAssembly, type StackTemplate } from './assembly.ts';
import { breachesOf, HOUSE_RULES, type HouseRule } from './house-rules.ts';

const settings: StageSettings = {
  stage: 'test',
  env: { account: '000000000000', region: 'us-east-1' },
  keepData: false,
  logRetention: RetentionDays.ONE_WEEK,
  mailDomain: 'accord.example',
  mailDomainVerified: false,
  makesCertificate: false,
  makesWebAcl: false,
  sharesProviderSecret: false,
  auditLock: { mode: 'governance', days: 1 },
  hasAlarms: true,
  monthlyBudgetUsd: 10,
  uploadOrigins: [],
  malwareScan: 'embedded',
  screening: 'embedded',
  webhookTargets: 'public',
  feeTiers: '[]',
  throttle: { ratePerSecond: 1, burst: 1 },
  socialClientIds: { instagram: 'test', youtube: 'test', tiktok: 'test' },
  platformCountry: 'DE',
  logInClientIds: {},
  stripePublishableKey: 'pk_test',
};

let folder: string;
let stack: StackTemplate;

const fileOf = (kind: FunctionKind, folderName: string, file: string): FunctionFile => ({
  id: `${folderName}.${file}`,
  kind,
  folder: folderName,
  file,
  path: '',
  stack: 'events',
  package: 'events',
});

const FILES = {
  stream: fileOf('streams', 'streams', 'publish-events'),
  reaction: fileOf('reactions', 'reactions', 'on-campaign-created-tell-owner'),
  everyEvent: fileOf('reactions', 'reactions', 'on-event-notify'),
  schedule: fileOf('schedules', 'schedules', 'sweep-events'),
  step: fileOf('step', 'escrow-release', 'read-contract'),
  everything: fileOf('endpoint', 'campaigns', 'do-everything'),
  live: ['authorize-connection', 'open-connection', 'close-connection', 'receive-message'].map((file) =>
    fileOf('realtime', 'realtime', file),
  ),
};

const EVERYTHING: Grant = {
  table: ['get', 'query', 'put', 'update', 'delete', 'check'],
  indexes: ['gsi1', 'gsi4'],
  pool: ['AdminGetUser'],
  key: ['Decrypt'],
  secrets: ['stripe-secret-key'],
  mail: true,
  bus: true,
  machines: { start: ['escrow-release'], signal: ['escrow-release'] },
  files: ['get', 'put', 'delete', 'parts', 'abort'],
  sockets: ['tell'],
};

const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Read',
  States: {
    Read: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${ReadContract}' },
      End: true,
    },
  },
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-constructs-'));
  const bundle = join(folder, 'bundle');
  for (const { folder: area, file } of [
    FILES.stream,
    FILES.reaction,
    FILES.everyEvent,
    FILES.schedule,
    FILES.step,
    FILES.everything,
    ...FILES.live,
  ]) {
    mkdirSync(join(bundle, area), { recursive: true });
    writeFileSync(join(bundle, area, `${file}.mjs`), 'export const handler = async () => undefined;\n');
  }
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const scope = new Stack(app, 'Test', { env: { account: '000000000000', region: 'us-east-1' } });
  const ids = readIds(scope, 'test');
  const props = (file: FunctionFile, grant: Grant = {}) => ({ file, code, ids, settings, grant });
  const code = Code.fromAsset(bundle);
  const queues = new FailureQueues(scope, settings);
  new StreamConsumer(scope, { ...props(FILES.stream, { table: ['update'], bus: true }), queues });
  new EventSubscription(scope, { ...props(FILES.reaction), queues });
  new EventSubscription(scope, { ...props(FILES.everyEvent), queues });
  new FixedSchedule(scope, { ...props(FILES.schedule), queues, expression: 'rate(5 minutes)' });
  const step = new EndpointFunction(scope, props(FILES.step));
  new Workflow(scope, {
    machine: 'escrow-release',
    definition: DEFINITION,
    steps: { 'read-contract': step.function },
    settings,
  });
  new EndpointFunction(scope, props(FILES.everything, EVERYTHING));
  const live = FILES.live.map((file) => [file.file, new EndpointFunction(scope, props(file)).function] as const);
  new LiveRoutes(scope, new Map(live), ids, settings);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
  stack = readAssembly(join(folder, 'cdk.out'))[0] as StackTemplate;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = (type: string, idPart = ''): Properties => {
  const found = stack.resources.filter((resource) => resource.type === type && resource.logicalId.includes(idPart));
  expect(found.map(({ logicalId }) => logicalId)).toHaveLength(1);
  return found[0]?.properties ?? {};
};

const arnOf = (value: unknown): unknown => (value as Properties)['Fn::GetAtt']?.[0];

describe('the constructs together', () => {
  it.each(Object.keys(HOUSE_RULES) as HouseRule[])('keep the rule that %s', (rule) => {
    expect(breachesOf(rule, [stack])).toEqual([]);
  });

  it('would not pass cdk-nag with an open bucket among them', () => {
    const outdir = join(folder, 'canary');
    const app = new App({ outdir, analyticsReporting: false });
    new Bucket(new Stack(app, 'Canary'), 'Open');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow(/AwsSolutions-S1|[Vv]alidation/);
  });
});

describe('event subscription', () => {
  it('listens on the bus for the event in its name, with a dead-letter queue on either side', () => {
    const rule = one('AWS::Events::Rule', 'OnCampaignCreated');
    expect(rule).toMatchObject({
      EventBusName: 'accord-test',
      EventPattern: { source: ['accord'], 'detail-type': ['CampaignCreated'] },
    });
    expect(arnOf(rule.Targets[0].DeadLetterConfig.Arn)).toMatch(/Undelivered/);
    const failures = one('AWS::Lambda::EventInvokeConfig', 'OnCampaignCreated');
    expect(arnOf(failures.DestinationConfig.OnFailure.Destination)).toMatch(/Failed/);
  });

  it.each([
    ['on-campaign-published-index-it', ['CampaignPublished', 'Campaign'], ['CampaignPublished']],
    ['on-offer-accepted-make-contract', ['OfferAccepted', 'OfferAcceptedTwice'], ['OfferAccepted']],
    ['on-offer-accepted-twice-make-contract', ['OfferAccepted', 'OfferAcceptedTwice'], ['OfferAcceptedTwice']],
    ['on-event-tell-screens', ['OfferAccepted'], ['OfferAccepted', 'OfferRejected']],
  ])('reads %s', (file, events, expected) => {
    expect(eventTypesOf(file, events, { 'tell-screens': ['OfferAccepted', 'OfferRejected'] })).toEqual(expected);
  });

  it('listens for the events that have its effect, and for no others', () => {
    const { EventPattern } = one('AWS::Events::Rule', 'OnEventNotify');
    expect(EventPattern).toEqual({ source: ['accord'], 'detail-type': NOTICED_EVENTS });
    expect(NOTICED_EVENTS).toContain('OfferSent');
    expect(NOTICED_EVENTS).not.toContain('SessionStarted');
  });

  it.each([
    'on-campaign-published',
    'campaign-published-index-it',
    'on-nothing-known-do-it',
    'on-event',
    'on-event-unheard-of',
  ])('refuses the name %s', (file) => {
    expect(() => eventTypesOf(file, ['CampaignPublished'], {})).toThrow(
      `functions/reactions/${file}.ts names no event`,
    );
  });
});

describe('stream consumer', () => {
  it('takes new event items only, and reports the ones it failed on', () => {
    const mapping = one('AWS::Lambda::EventSourceMapping');
    expect(JSON.parse(mapping.FilterCriteria.Filters[0].Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { _et: { S: ['event'] } } },
    });
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(arnOf(mapping.DestinationConfig.OnFailure.Destination)).toMatch(/Failed/);
  });
});

describe('fixed schedule', () => {
  it('runs in UTC at its expression and may call its function alone', () => {
    expect(one('AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
    });
    const [call] = one('AWS::IAM::Role', 'SchedulerRole').Policies[0].PolicyDocument.Statement;
    expect(call).toMatchObject({ Action: 'lambda:InvokeFunction' });
    expect(arnOf(call.Resource)).toMatch(/SweepEventsFunction/);
  });
});

describe('workflow', () => {
  it('keeps the definition as text, fills its holes and may call its steps alone', () => {
    const machine = one('AWS::StepFunctions::StateMachine');
    expect(JSON.parse(machine.DefinitionString)).toEqual(DEFINITION);
    expect(Object.keys(machine.DefinitionSubstitutions)).toEqual(['ReadContract']);
    expect(machine).toMatchObject({
      StateMachineName: 'accord-test-escrow-release',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    const [call] = one('AWS::IAM::Role', 'MachineRole').Policies[0].PolicyDocument.Statement;
    expect(arnOf(call.Resource)).toMatch(/ReadContractFunction/);
  });

  it.each([
    ['a hole without a step', '${ReadContract} ${PayOut}', 'names steps without a file in steps/: PayOut'],
    ['a step without a hole', '', 'does not use the steps ReadContract'],
  ])('refuses %s', (_, text, message) => {
    const scope = new Stack(new App(), 'Broken');
    const step = createStep(scope);
    const props = {
      machine: 'escrow-release',
      definition: { Comment: text },
      steps: { 'read-contract': step },
      settings,
    };
    expect(() => new Workflow(scope, props)).toThrow(message);
  });
});

describe('live routes', () => {
  it('ask for a ticket at $connect alone', () => {
    const routes = stack.resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Route');
    const authorization = Object.fromEntries(
      routes.map(({ properties }) => [properties.RouteKey, properties.AuthorizationType]),
    );
    expect(authorization).toEqual({ $connect: 'CUSTOM', $disconnect: 'NONE', $default: 'NONE' });
    expect(one('AWS::ApiGatewayV2::Authorizer').IdentitySource).toEqual([
      'route.request.header.Sec-WebSocket-Protocol',
    ]);
    expect(one('AWS::ApiGatewayV2::Stage')).toMatchObject({ StageName: 'ws', AutoDeploy: true });
  });

  it('refuse an incomplete folder', () => {
    const scope = new Stack(new App(), 'Broken');
    expect(() => new LiveRoutes(scope, new Map(), readIds(scope, 'test'), settings)).toThrow(
      'functions/realtime must hold exactly authorize-connection, close-connection, open-connection, receive-message; it holds nothing.',
    );
  });
});

describe('grants', () => {
  it('become exact actions on exact resources', () => {
    const statements = one('AWS::IAM::Role', 'DoEverything').Policies[0].PolicyDocument.Statement as Properties[];
    const actions = statements.flatMap(({ Action }) => Action).sort();
    expect(actions).toEqual([
      'cognito-idp:AdminGetUser',
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'execute-api:ManageConnections',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetObject',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'states:SendTaskFailure',
      'states:SendTaskSuccess',
      'states:StartExecution',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
    const start = statements.find(({ Action }) => Action === 'states:StartExecution');
    expect(JSON.stringify(start?.Resource)).toContain(
      ':states:us-east-1:000000000000:stateMachine:accord-test-escrow-release"',
    );
  });

  it('bring the names of what they open into the environment', () => {
    expect(Object.keys(one('AWS::Lambda::Function', 'DoEverything').Environment.Variables).sort()).toEqual([
      'AREA',
      'BUS_NAME',
      'FILES_BUCKET',
      'KEY_ID',
      'MACHINE_ARN_PREFIX',
      'MAIL_FROM',
      'PLATFORM_COUNTRY',
      'SOCKETS_URL',
      'STAGE',
      'STRIPE_API_URL',
      'STRIPE_SECRET_NAME',
      'TABLE_NAME',
      'USER_POOL_CLIENT_ID',
      'USER_POOL_ID',
      'USER_POOL_JWKS_URL',
    ]);
  });

  it.each([
    [41, 'accord-test-influencers-', 64],
    [40, 'accord-test-influencers-', 64],
    [39, 'accord-test-influencers-', 63],
  ])('go to a function whose name Lambda takes (%i letters)', (length, start, expected) => {
    const name = physicalName({ folder: 'influencers', file: 'a'.repeat(length) }, 'test');
    expect(name).toHaveLength(expected);
    expect(name.startsWith(start)).toBe(true);
  });

  it('go to two functions where only the end of a long name differs', () => {
    const names = ['-one', '-two'].map((end) =>
      physicalName({ folder: 'reactions', file: 'a'.repeat(60) + end }, 'test'),
    );
    expect(new Set(names).size).toBe(2);
  });
});

function createStep(scope: Stack) {
  const code = Code.fromAsset(join(folder, 'bundle'));
  return new EndpointFunction(scope, { file: FILES.step, code, ids: readIds(scope, 'test'), settings, grant: {} })
    .function;
}
