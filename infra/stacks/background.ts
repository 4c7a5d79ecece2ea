import type { Construct } from 'constructs';
import type { EndpointFunctionProps } from '../constructs/endpoint-function.ts';
import { EventSubscription } from '../constructs/event-subscription.ts';
import type { FailureTargets } from '../constructs/failure-queues.ts';
import { FileSubscription } from '../constructs/file-subscription.ts';
import { FilmScreening } from '../constructs/film-screening.ts';
import { FixedSchedule } from '../constructs/fixed-schedule.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { FunctionFile, FunctionKind } from './function-files.ts';
import { queueOf } from './queues.ts';
import { scheduleOf } from './schedules.ts';

type Props = Omit<EndpointFunctionProps, 'timeoutSeconds'>;
type Add = (scope: Construct, props: Props, queues: FailureTargets) => unknown;

/** By what each kind of background function is called, and for how long it may run, seconds. */
const BACKGROUND: Partial<Record<FunctionKind, Add>> = {
  streams: (scope, props, queues) => new StreamConsumer(scope, { ...props, timeoutSeconds: 60, queues }),
  reactions: (scope, props, queues) => new EventSubscription(scope, { ...props, timeoutSeconds: 30, queues }),
  // A film of 4 GiB is read and written once, at some 50 MB/s, and its still drawn.
  files: (scope, props, queues) => new FileSubscription(scope, { ...props, timeoutSeconds: 900, queues }),
  queues: (scope, props) => {
    const queue = queueOf(props.file.id);
    const consumer = new QueueConsumer(scope, { ...props, timeoutSeconds: 30, queue });
    if (queue === 'film-results') new FilmScreening(scope, props.settings, consumer);
  },
  schedules: (scope, props, queues) =>
    new FixedSchedule(scope, { ...props, timeoutSeconds: 300, queues, expression: scheduleOf(props.file.id) }),
};

/** Whether a function is called by none of our requests, but by what happens or by the time. */
export function isBackground({ kind }: FunctionFile): boolean {
  return BACKGROUND[kind] !== undefined;
}

/** Puts a background function into a stack with what calls it; throws for a function of another kind. */
export function addBackground(scope: Construct, props: Props, queues: FailureTargets): void {
  const add = BACKGROUND[props.file.kind];
  if (!add) throw new Error(`${props.file.id} is no background function; its stack adds it by itself.`);
  add(scope, props, queues);
}
