import type { TrackedActivity } from '#local/activity.ts';
import { eventRouter } from '#local/resources/event-bus.ts';
import { listExecutions } from '#local/resources/state-machine.ts';
import type { ConsoleSource } from './index.ts';
import type { Journal } from './journal.ts';
import { readExecutions } from './read-executions.ts';
import { countMessages, readQueues } from './read-queues.ts';

/** What is going on, at a glance; counts of requests, events, mails and SMS are since the start. */
export async function readOverview(source: ConsoleSource, journal: Journal): Promise<Record<string, unknown>> {
  const { platform, clock, application } = source;
  const executions = await listExecutions(platform);
  const byStatus: Record<string, number> = {};
  for (const { status } of executions) byStatus[status] = (byStatus[status] ?? 0) + 1;
  const functions = application.resources.filter(({ type }) => type === 'AWS::Lambda::Function').length;
  return {
    nowMs: clock.now(),
    offsetMs: clock.offsetMs(),
    site: platform.siteOrigin,
    counts: {
      resources: application.resources.length,
      functions,
      requests: journal.count('http.request'),
      invocations: journal.count('invoke.end'),
      awsCalls: journal.count('aws.call'),
      events: journal.count('event.published'),
      mails: journal.count('mail.sent'),
      sms: journal.count('sms.sent'),
      errors: journal.errors({ limit: 10_000 }).length,
    },
    executions: byStatus,
    running: await readExecutions(platform, new URLSearchParams({ status: 'RUNNING', limit: '10' })),
    undelivered: eventRouter(platform).undelivered(),
    messages: countMessages(readQueues(platform)),
    inFlight: (platform.activity as TrackedActivity).inFlight().slice(0, 20),
    timers: clock.pending().slice(0, 5),
    lastErrors: journal.errors({ limit: 5 }),
  };
}
