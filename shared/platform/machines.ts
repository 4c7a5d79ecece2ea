import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

let client: SFNClient | undefined;
const machines = () => (client ??= new SFNClient({ maxAttempts: 3 }));

/** Starts an execution named by its business key; one that runs or ran already under that name counts as started. */
export async function startExecution(machineArn: string, name: string, input: Record<string, unknown>): Promise<void> {
  try {
    await machines().send(
      new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return;
    throw error;
  }
}

/** Wakes a waiting execution; false when its token is late, used or unknown, which is a normal thing. */
export async function wakeExecution(taskToken: string): Promise<boolean> {
  try {
    await machines().send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    return true;
  } catch (error) {
    if (error instanceof Error && ['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'].includes(error.name))
      return false;
    throw error;
  }
}
