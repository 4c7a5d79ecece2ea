import type { BackgroundId } from '../grants.ts';

type ScheduleId = Extract<BackgroundId, `schedules.${string}`>;

/** When each function of functions/schedules runs: `rate(…)` or `cron(…)`, UTC. */
const schedules: Record<ScheduleId, string> = {
  'schedules.sweep-undelivered': 'rate(1 hour)',
  'schedules.plan-pulls': 'rate(1 hour)',
  'schedules.end-screenings': 'rate(1 hour)',
  // What it measures is billed for every hour in which it is written, however often.
  'schedules.check-health': 'rate(1 hour)',
  'schedules.start-ledger-check': 'cron(30 2 * * ? *)',
  'schedules.reconcile-days': 'cron(0 4 * * ? *)',
  // What is promised stays within a day of the market; nobody needs a quote in the seconds it takes.
  'schedules.take-exchange-rates': 'cron(5 5 * * ? *)',
  'schedules.remind-of-deadlines': 'rate(1 hour)',
  // At full hours, which is what people choose.
  'schedules.send-posts': 'cron(0 * * * ? *)',
  'schedules.snapshot-search': 'rate(3 hours)',
  'schedules.publish-audit-heads': 'cron(10 0 * * ? *)',
};

/** The expression of a schedule; throws when the function has none. */
export function scheduleOf(id: string): string {
  const expression = (schedules as Record<string, string | undefined>)[id];
  if (!expression)
    throw new Error(`The function ${id} has no schedule; say in infra/stacks/schedules.ts when it runs.`);
  return expression;
}
