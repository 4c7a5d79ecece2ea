import { type PolicyBook, readPolicies } from '../../iam.ts';
import { AwsError, type Caller, type Platform } from '../../kernel.ts';
import { makeOutgoingCall } from '../../outgoing-calls.ts';
import { mayInvoke } from '../http-api/lambda-permission.ts';
import { perPlatform } from '../http-api/per-platform.ts';
import type { MessageAttribute } from '../queue/local-queue.ts';
import { serviceMaySend } from '../queue/policy.ts';
import { queues } from '../queue.ts';

/** What a rule or schedule calls. */
export interface Target {
  arn: string;
  /** The role the target is called with; needed for state machines. */
  roleArn?: string | undefined;
  messageGroupId?: string | undefined;
}

/** On whose behalf a target is called. */
export interface Invoker {
  principal: 'events.amazonaws.com' | 'scheduler.amazonaws.com';
  /** ARN of the rule or schedule. */
  sourceArn: string;
}

/** Why a target was not reached: `permanent` ones are not tried again. */
export class TargetFailure extends Error {
  readonly code: string;
  readonly permanent: boolean;
  constructor(code: string, message: string, permanent: boolean) {
    super(message);
    this.name = 'TargetFailure';
    this.code = code;
    this.permanent = permanent;
  }
}

/** What the roles of the templates may do; rules and schedules call by their role without passing the AWS proxy. */
const policies = perPlatform(
  (platform): PolicyBook =>
    readPolicies(
      ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => platform.resources(type)),
    ),
);

function assertRoleMay(platform: Platform, roleArn: string, action: string, resource: string): void {
  if (policies(platform).check(roleArn, { action, resource }) === 'allowed') return;
  throw new TargetFailure('NO_PERMISSIONS', `The role ${roleArn} may not ${action} on ${resource}.`, true);
}

/** Hands an input to a Lambda function, queue or state machine; throws TargetFailure when the target does not take it. */
export async function callTarget(
  platform: Platform,
  target: Target,
  invoker: Invoker,
  input: string,
  correlationId?: string,
): Promise<void> {
  const service = target.arn.split(':')[2];
  try {
    if (service === 'lambda') return await callFunction(platform, target, invoker, input, correlationId);
    if (service === 'sqs') return await callQueue(platform, target, invoker, input);
    if (service === 'states') return await callStateMachine(platform, target, input, correlationId);
  } catch (error) {
    if (error instanceof TargetFailure) throw error;
    if (error instanceof AwsError)
      throw new TargetFailure(error.code, error.message, error.status < 500 && !/Throttl/.test(error.code));
    throw new TargetFailure('INTERNAL_ERROR', String(error), false);
  }
  throw new TargetFailure(
    'UNSUPPORTED_TARGET',
    `Targets of ${service} do not run locally; use a Lambda function, a queue or a state machine.`,
    true,
  );
}

async function callFunction(
  platform: Platform,
  { arn, roleArn }: Target,
  { principal, sourceArn }: Invoker,
  input: string,
  correlationId?: string,
): Promise<void> {
  // A scheduler calls with its role, a rule by the function's resource policy.
  if (roleArn) assertRoleMay(platform, roleArn, 'lambda:InvokeFunction', arn);
  else if (!mayInvoke(platform, arn, principal, sourceArn)) {
    throw new TargetFailure('NO_PERMISSIONS', `No AWS::Lambda::Permission lets ${sourceArn} invoke ${arn}.`, true);
  }
  try {
    await platform.functions.invokeAsync(arn, JSON.parse(input), correlationId === undefined ? {} : { correlationId });
  } catch (error) {
    throw new TargetFailure('RESOURCE_NOT_FOUND', String(error), true);
  }
}

async function callQueue(
  platform: Platform,
  target: Target,
  { principal, sourceArn }: Invoker,
  input: string,
): Promise<void> {
  const queue = queues(platform).get(target.arn);
  if (!queue) throw new TargetFailure('RESOURCE_NOT_FOUND', `The queue ${target.arn} is not in the templates.`, true);
  if (target.roleArn) assertRoleMay(platform, target.roleArn, 'sqs:SendMessage', target.arn);
  else if (!serviceMaySend(platform, queue, principal, sourceArn)) {
    throw new TargetFailure('NO_PERMISSIONS', `No queue policy lets ${sourceArn} send to ${target.arn}.`, true);
  }
  const message = { body: input, ...(target.messageGroupId !== undefined && { groupId: target.messageGroupId }) };
  const call = { kind: 'target', from: principal, what: `sqs:SendMessage ${queue.name}` } as const;
  await makeOutgoingCall(platform, call, () => queue.send(message));
}

async function callStateMachine(
  platform: Platform,
  { arn, roleArn }: Target,
  input: string,
  correlationId?: string,
): Promise<void> {
  if (!roleArn)
    throw new TargetFailure('NO_PERMISSIONS', `The target ${arn} needs a role that may start executions.`, true);
  assertRoleMay(platform, roleArn, 'states:StartExecution', arn);
  const caller: Caller = {
    functionName: 'platform',
    roleArn,
    ...(correlationId !== undefined && { correlationId }),
  };
  await platform.service('states').handle({
    service: 'states',
    target: 'StartExecution',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartExecution' },
    body: Buffer.from(JSON.stringify({ stateMachineArn: arn, input })),
    caller,
  });
}

/**
 * Puts what could not be delivered into a dead-letter queue, with the reason as message attributes; false when the queue is not there or
 * its policy does not let the rule send (a schedule sends with its role).
 */
export async function sendToDeadLetterQueue(
  platform: Platform,
  deadLetterArn: string,
  { principal, sourceArn }: Invoker,
  body: string,
  attributes: Record<string, string>,
): Promise<boolean> {
  const queue = queues(platform).get(deadLetterArn);
  if (!queue) return false;
  if (principal === 'events.amazonaws.com' && !serviceMaySend(platform, queue, principal, sourceArn)) return false;
  const messageAttributes: Record<string, MessageAttribute> = {};
  for (const [name, value] of Object.entries(attributes))
    messageAttributes[name] = { DataType: 'String', StringValue: value };
  await queue.send({ body, messageAttributes });
  return true;
}
