import type { Platform } from '#local/kernel.ts';
import type { LocalQueue, QueueMessage } from '#local/resources/queue/local-queue.ts';
import { queues } from '#local/resources/queue.ts';

const shownMessages = 100;

/** One queue of the template as the console shows it. */
export interface QueueView {
  arn: string;
  name: string;
  isFifo: boolean;
  /** Whether something names it as the place for what failed. */
  isDeadLetter: boolean;
  counts: { visible: number; inFlight: number; delayed: number };
  /** The oldest first, 100 at most. */
  messages: QueueMessage[];
}

/** Every queue, those for what failed first. */
export function readQueues(platform: Platform): QueueView[] {
  const deadLetterArns = findDeadLetterArns(platform);
  return [...queues(platform).values()]
    .map((queue) => viewOf(queue, deadLetterArns.has(queue.arn)))
    .sort((a, b) => Number(b.isDeadLetter) - Number(a.isDeadLetter) || a.name.localeCompare(b.name));
}

/** The queues of an overview: messages waiting in ordinary queues, and messages in those for what failed. */
export function countMessages(views: readonly QueueView[]): { waiting: number; deadLetters: number } {
  const sum = (wanted: boolean): number =>
    views
      .filter(({ isDeadLetter }) => isDeadLetter === wanted)
      .reduce((total, { counts }) => total + counts.visible + counts.inFlight + counts.delayed, 0);
  return { waiting: sum(false), deadLetters: sum(true) };
}

function viewOf(queue: LocalQueue, isDeadLetter: boolean): QueueView {
  return {
    arn: queue.arn,
    name: queue.name,
    isFifo: queue.settings.fifo,
    isDeadLetter,
    counts: queue.counts(),
    messages: queue.messages().slice(0, shownMessages).map(withoutHandle),
  };
}

/** A receipt handle would let whoever reads it delete the message under its consumer. */
function withoutHandle({ receiptHandle: _handle, ...message }: QueueMessage): QueueMessage {
  return message;
}

/** What rules, functions, stream mappings, schedules and other queues name for what failed. */
function findDeadLetterArns(platform: Platform): Set<string> {
  const of = (type: string) => platform.resources(type).map(({ properties }) => properties);
  const named: unknown[] = [
    ...of('AWS::SQS::Queue').map((queue) => queue.RedrivePolicy?.deadLetterTargetArn),
    ...of('AWS::Events::Rule').flatMap((rule) =>
      (rule.Targets ?? []).map((target: { DeadLetterConfig?: { Arn?: string } }) => target.DeadLetterConfig?.Arn),
    ),
    ...of('AWS::Lambda::Function').map((each) => each.DeadLetterConfig?.TargetArn),
    ...of('AWS::Lambda::EventInvokeConfig').map((each) => each.DestinationConfig?.OnFailure?.Destination),
    ...of('AWS::Lambda::EventSourceMapping').map((each) => each.DestinationConfig?.OnFailure?.Destination),
    ...of('AWS::Scheduler::Schedule').map((schedule) => schedule.Target?.DeadLetterConfig?.Arn),
  ];
  return new Set(named.filter((arn): arn is string => typeof arn === 'string'));
}
