import { createHash } from 'node:crypto';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  CfnEventInvokeConfig,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Grant, getGrantOrThrow } from '../grants.ts';
import { acknowledge, acknowledgeBelow } from '../rules/acknowledgements.ts';
import type { FunctionFile } from '../stacks/function-files.ts';
import type { StageSettings } from '../stacks/settings.ts';
import type { AppIds } from './app-ids.ts';
import {
  environmentFor,
  everyAuditHead,
  everyConnection,
  everyObject,
  foldersOf,
  statementsFor,
} from './grant-statements.ts';

/** Longest name Lambda takes. */
const MAX_NAME_LENGTH = 64;

export interface EndpointFunctionProps {
  file: FunctionFile;
  /** The bundle of the stack; one Code object per stack. */
  code: Code;
  ids: AppIds;
  settings: StageSettings;
  /** What infra/grants.ts says when not given. */
  grant?: Grant;
  /** Seconds. */
  timeoutSeconds?: number;
  memoryMb?: number;
  /** What the function may do besides its grant, e.g. read a stream. */
  statements?: PolicyStatement[];
  environment?: Record<string, string>;
  /** Where Lambda puts events of asynchronous calls that failed three times. */
  failedEvents?: IQueue;
}

/** One Lambda function with a role and a log group of its own and exactly the rights that infra/grants.ts gives it. */
export class EndpointFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, props: EndpointFunctionProps) {
    super(scope, pascalCase(props.file.id));
    const { file, settings, ids, code } = props;
    const grant = props.grant ?? getGrantOrThrow(file.id);
    const functionName = physicalName(file, settings.stage);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: settings.logRetention,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = this.#createRole(logGroup, [
      ...statementsFor(this, grant, ids, settings),
      ...(props.statements ?? []),
      ...(props.failedEvents
        ? [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.failedEvents.queueArn] })]
        : []),
    ]);
    for (const folder of foldersOf(grant.files ?? []))
      acknowledgeBelow(role, 'objects of the files bucket', everyObject(this, ids, folder));
    if (grant.auditHeads) acknowledgeBelow(role, 'heads of the audit log', everyAuditHead(this, ids));
    for (const action of grant.sockets ?? [])
      acknowledgeBelow(role, 'connections of the WebSocket API', everyConnection(this, ids, action));
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      code,
      handler: `${file.folder}/${file.file}.handler`,
      // CDK would add its own statements to the role; what it may do is all said above.
      role: role.withoutPolicyUpdates(),
      logGroup,
      environment: { ...environmentFor(this, grant, ids, settings), AREA: file.stack, ...props.environment },
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb ?? 512,
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    acknowledge(
      this.function,
      props.failedEvents ? 'a function with a failure destination' : 'a function called by a service that waits',
    );
    if (props.failedEvents) {
      new CfnEventInvokeConfig(this, 'Failures', {
        functionName: this.function.functionName,
        qualifier: '$LATEST',
        maximumRetryAttempts: 2,
        destinationConfig: { onFailure: { destination: props.failedEvents.queueArn } },
      });
    }
  }

  #createRole(logGroup: LogGroup, statements: PolicyStatement[]): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // Inline, so that the role exists with all its rights before the function does, as one resource.
      inlinePolicies: {
        Exact: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
            ...statements,
          ],
        }),
      },
    });
    acknowledge(role, 'the role of a function');
    return role;
  }
}

/** `accord-<stage>-<folder>-<file>`; a longer name than Lambda takes ends in a hash of the whole instead. */
export function physicalName(file: Pick<FunctionFile, 'folder' | 'file'>, stage: string): string {
  const name = `accord-${stage}-${file.folder}-${file.file}`;
  if (name.length <= MAX_NAME_LENGTH) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, MAX_NAME_LENGTH - hash.length - 1)}-${hash}`;
}

/** `auth.log-in` → `AuthLogIn` */
export function pascalCase(id: string): string {
  return id
    .split(/[.-]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
