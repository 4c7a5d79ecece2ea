import type { Platform } from '#local/kernel.ts';
import {
  type CurrentState,
  describeExecution,
  type ExecutionSummary,
  listExecutions,
} from '#local/resources/state-machine.ts';
import { ConsoleError, readLimit } from './http.ts';

/** An execution in the list, with where it stands. */
export type ExecutionRow = ExecutionSummary & { current: CurrentState[] };

/** The newest executions first, narrowed by `status` and `machine` (any part of its name). */
export async function readExecutions(platform: Platform, query: URLSearchParams): Promise<ExecutionRow[]> {
  const status = query.get('status');
  const machine = query.get('machine');
  const wanted = (await listExecutions(platform))
    .filter((execution) => !status || execution.status === status)
    .filter((execution) => !machine || execution.machineName.includes(machine))
    .slice(0, readLimit(query, 100, 1_000));
  return Promise.all(
    wanted.map(async (execution) => ({
      ...execution,
      current:
        execution.status === 'RUNNING' ? ((await describeExecution(platform, execution.arn))?.current ?? []) : [],
    })),
  );
}

/** One execution with its history; throws ConsoleError 404. */
export async function readExecution(platform: Platform, arn: string): Promise<unknown> {
  const execution = await describeExecution(platform, arn);
  if (!execution) throw new ConsoleError(404, `There is no execution ${arn}.`);
  return execution;
}
