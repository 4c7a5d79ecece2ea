import { AwsError, type Platform } from '#local/kernel.ts';
import type { TaskResource } from './definition.ts';
import { StatesError } from './states-error.ts';

/** Whether a role may do an action on a resource, with the reason when it may not. */
export type AccessCheck = (roleArn: string, action: string, resource: string) => { allowed: boolean; reason?: string };

export interface TaskCall {
  platform: Platform;
  resource: TaskResource;
  arguments: unknown;
  roleArn: string;
  machineName: string;
  correlationId: string | undefined;
  executionArn: string;
  /** The same for every run of one attempt, so that a repeated call can be recognised. */
  attemptId: string;
  checkAccess: AccessCheck;
}

/** Runs what a Task state names and gives its result; throws StatesError as Step Functions names the failure. */
export async function runTask(call: TaskCall): Promise<unknown> {
  switch (call.resource.kind) {
    case 'lambda-direct':
      return (await invoke(call, call.resource.functionArn ?? '', call.arguments)) ?? null;
    case 'lambda':
      return invokeIntegration(call);
    case 'start-execution':
      return startExecution(call, 'StepFunctions', true);
    case 'sdk-start-execution':
      return startExecution(call, 'Sfn', false);
    case 'put-events':
      return putEvents(call);
    case 'send-message':
      return sendMessage(call);
  }
}

async function invokeIntegration(call: TaskCall): Promise<unknown> {
  const { FunctionName, Payload, InvocationType = 'RequestResponse' } = argumentsOf(call);
  if (typeof FunctionName !== 'string')
    throw new StatesError('States.Runtime', 'The Arguments of lambda:invoke need a FunctionName.');
  const { account, region } = call.platform;
  const arn = FunctionName.startsWith('arn:')
    ? FunctionName
    : `arn:aws:lambda:${region}:${account}:function:${FunctionName}`;
  if (InvocationType === 'Event') {
    permit(call, 'lambda:InvokeFunction', unqualified(arn));
    await call.platform.functions.invokeAsync(unqualified(arn), Payload ?? {}, correlation(call));
    return { StatusCode: 202, SdkHttpMetadata: { HttpStatusCode: 202 } };
  }
  const payload = await invoke(call, arn, Payload ?? {});
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload ?? null,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    StatusCode: 200,
  };
}

/** The name after `function:` may carry a version or alias, of which there is one here. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function correlation(call: TaskCall): { correlationId?: string } {
  return call.correlationId === undefined ? {} : { correlationId: call.correlationId };
}

async function invoke(call: TaskCall, functionArn: string, payload: unknown): Promise<unknown> {
  const arn = unqualified(functionArn);
  permit(call, 'lambda:InvokeFunction', arn);
  const result = await call.platform.functions.invoke(arn, payload, correlation(call)).catch((problem: unknown) => {
    if (problem instanceof AwsError) throw new StatesError(`Lambda.${exceptionName(problem.code)}`, problem.message);
    if (!call.platform.resource(arn))
      throw new StatesError('Lambda.ResourceNotFoundException', `Function not found: ${arn}`);
    throw new StatesError('Lambda.ServiceException', messageOf(problem));
  });
  if (result.error) {
    const { errorMessage, errorType, trace } = result.error;
    throw new StatesError(
      errorType || 'Error',
      JSON.stringify({ errorMessage, errorType, ...(trace ? { trace } : {}) }),
    );
  }
  return result.payload;
}

/** SDK errors of Step Functions end in "Exception", whether the wire name does or not. */
function exceptionName(code: string): string {
  return code.endsWith('Exception') ? code : `${code}Exception`;
}

function permit(call: TaskCall, action: string, resource: string): void {
  const { allowed, reason } = call.checkAccess(call.roleArn, action, resource);
  if (allowed) return;
  throw new StatesError(
    'States.Permissions',
    `The role ${call.roleArn} of the state machine ${call.machineName} may not ${action} on ${resource}${reason ? ` (${reason})` : ''}; grant it to the machine.`,
  );
}

function argumentsOf(call: TaskCall): Record<string, unknown> {
  const given = call.arguments;
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {};
}

async function startExecution(call: TaskCall, family: string, optimized: boolean): Promise<unknown> {
  const given = argumentsOf(call);
  const input =
    given.Input === undefined
      ? '{}'
      : typeof given.Input === 'string' && !optimized
        ? given.Input
        : JSON.stringify(given.Input);
  const answer = await callService(call, 'states', 'AWSStepFunctions.StartExecution', family, {
    stateMachineArn: given.StateMachineArn,
    // Named by the attempt, so that running the task again after a crash starts nothing twice.
    name: given.Name ?? call.attemptId,
    input,
  });
  return {
    ExecutionArn: answer.executionArn,
    StartDate: optimized ? answer.startDate : new Date(Number(answer.startDate) * 1000).toISOString(),
  };
}

async function putEvents(call: TaskCall): Promise<unknown> {
  const { Entries } = argumentsOf(call);
  const entries = (Array.isArray(Entries) ? Entries : []).map((entry) => ({
    ...entry,
    Detail: typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail ?? {}),
  }));
  const answer = await callService(call, 'events', 'AWSEvents.PutEvents', 'EventBridge', { Entries: entries });
  if (Number(answer.FailedEntryCount) > 0) throw new StatesError('EventBridge.FailedEntry', JSON.stringify(answer));
  return answer;
}

async function sendMessage(call: TaskCall): Promise<unknown> {
  const given = argumentsOf(call);
  const MessageBody =
    typeof given.MessageBody === 'string' ? given.MessageBody : JSON.stringify(given.MessageBody ?? {});
  return callService(call, 'sqs', 'AmazonSQS.SendMessage', 'SQS', { ...given, MessageBody });
}

/** A call of another service under the machine's role, with the checks the proxy would make. */
async function callService(
  call: TaskCall,
  signingName: string,
  target: string,
  family: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const service = call.platform.service(signingName);
  const jsonType = `application/x-amz-json-${signingName === 'events' ? '1.1' : '1.0'}`;
  const awsCall = {
    service: signingName,
    target: target.slice(target.indexOf('.') + 1),
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': jsonType, 'x-amz-target': target },
    body: Buffer.from(JSON.stringify(body)),
    caller: { functionName: call.machineName, roleArn: call.roleArn, ...correlation(call) },
  };
  try {
    for (const { action, resource } of service.authorize(awsCall)) permit(call, action, resource);
    const answer = await service.handle(awsCall);
    return JSON.parse(String(answer.body ?? '{}') || '{}');
  } catch (problem) {
    if (problem instanceof AwsError) throw new StatesError(`${family}.${exceptionName(problem.code)}`, problem.message);
    throw problem;
  }
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
