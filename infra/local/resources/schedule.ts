import { randomUUID } from 'node:crypto';
import type { Platform, ResolvedResource, ResourceType } from '../kernel.ts';
import { callTarget, sendToDeadLetterQueue, TargetFailure } from './event-bus/targets.ts';
import { startSchedule } from './schedule/run-schedule.ts';

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15 * 60_000;

const schedule: ResourceType = {
  type: 'AWS::Scheduler::Schedule',
  identify({ stack, logicalId, properties }, { account, region }) {
    const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
    const group = typeof properties.GroupName === 'string' ? properties.GroupName : 'default';
    return { ref: name, attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}` } };
  },
  async start(resource, platform) {
    const { ScheduleExpression, ScheduleExpressionTimezone, State, StartDate, EndDate } = resource.properties;
    const arn = resource.attributes.Arn ?? '';
    let stop: (() => void) | undefined;
    return {
      async ready() {
        if (State === 'DISABLED') return;
        const settings = {
          id: arn,
          expression: String(ScheduleExpression),
          timezone: ScheduleExpressionTimezone as string | undefined,
          startMs: StartDate ? Date.parse(StartDate) : undefined,
          endMs: EndDate ? Date.parse(EndDate) : undefined,
        };
        stop = await startSchedule(platform, settings, (dueAtMs) => fire(platform, resource, dueAtMs, 0));
      },
      async stop() {
        stop?.();
      },
      async reset() {
        await platform.store.delete('schedules', arn);
      },
    };
  },
};

async function fire(platform: Platform, resource: ResolvedResource, dueAtMs: number, attempt: number): Promise<void> {
  const { Arn, RoleArn, Input, RetryPolicy, DeadLetterConfig, SqsParameters } = resource.properties.Target;
  const arn = resource.attributes.Arn ?? '';
  const target = { arn: String(Arn), roleArn: String(RoleArn), messageGroupId: SqsParameters?.MessageGroupId };
  const input = fillContext(Input ?? defaultInput(platform, arn, dueAtMs), arn, dueAtMs, attempt);
  const invoker = { principal: 'scheduler.amazonaws.com', sourceArn: arn } as const;
  try {
    await callTarget(platform, target, invoker, input);
    platform.trace.emit('schedule.fired', { schedule: resource.ref, target: target.arn, dueAtMs });
  } catch (error) {
    const failure = error instanceof TargetFailure ? error : new TargetFailure('INTERNAL_ERROR', String(error), false);
    const now = platform.clock.now();
    const tooOld = now - dueAtMs >= Number(RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000;
    if (!failure.permanent && !tooOld && attempt < Number(RetryPolicy?.MaximumRetryAttempts ?? 185)) {
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
      platform.clock.at(now + waitMs, 'schedule retry', () => fire(platform, resource, dueAtMs, attempt + 1));
      return;
    }
    const attributes = {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      SCHEDULE_ARN: arn,
      TARGET_ARN: target.arn,
    };
    const deadLettered =
      DeadLetterConfig?.Arn &&
      (await sendToDeadLetterQueue(platform, DeadLetterConfig.Arn, invoker, input, attributes));
    platform.trace.emit(deadLettered ? 'schedule.dead-lettered' : 'schedule.dropped', {
      schedule: resource.ref,
      target: target.arn,
      reason: failure.message,
    });
  }
}

/** What a target gets when the schedule names no input. */
function defaultInput(platform: Platform, arn: string, dueAtMs: number): string {
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: platform.account,
    time: isoSeconds(dueAtMs),
    region: platform.region,
    resources: [arn],
    detail: '{}',
  });
}

/** Fills the context attributes that a schedule's input may name. */
function fillContext(input: string, arn: string, dueAtMs: number, attempt: number): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(dueAtMs))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt + 1));
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

const group: ResourceType = {
  type: 'AWS::Scheduler::ScheduleGroup',
  identify({ stack, logicalId, properties }, { account, region }) {
    const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
    return { ref: name, attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule-group/${name}` } };
  },
  async start() {
    return undefined;
  },
};

export const resourceTypes: ResourceType[] = [schedule, group];
