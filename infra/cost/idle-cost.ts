import { MEASURES } from '#contract/measures.ts';
import type { Properties, StackTemplate, TemplateResource } from '../rules/assembly.ts';
import { FREE_WHEN_IDLE, PRICES, type Price, type PriceName } from './prices.ts';

/** Hours of a month as AWS counts them. */
const HOURS_PER_MONTH = 730;
/** An idle queue is asked by five pollers of Lambda, each of which waits 20 seconds for an answer. */
const POLLS_PER_MONTH = 5 * 3 * 60 * HOURS_PER_MONTH;
/** A scheduled function that finds nothing to do is done within this time, cold start included, seconds. */
const IDLE_RUN_SECONDS = 1;
const MINUTES_PER: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** So much of one thing that has a price. */
interface Use {
  price: PriceName;
  quantity: number;
}

export interface CostLine {
  stack: string;
  price: PriceName;
  quantity: number;
  /** US dollars a month at the list price. */
  listUsd: number;
}

export interface IdleCost {
  lines: CostLine[];
  listUsd: number;
  /** What AWS takes off by its monthly allowances that never expire, US dollars. */
  allowanceUsd: number;
  /** What is paid, US dollars a month. */
  usd: number;
}

/** What some types cost, by their properties; the others are in FREE_WHEN_IDLE. */
const USES: Readonly<Record<string, (resource: TemplateResource, all: readonly StackTemplate[]) => Use[]>> = {
  'AWS::KMS::Key': () => [{ price: 'key', quantity: 1 }],
  'AWS::SecretsManager::Secret': () => [{ price: 'secret', quantity: 1 }],
  'AWS::WAFv2::WebACL': ({ properties }) => [
    { price: 'webAcl', quantity: 1 },
    { price: 'webAclRule', quantity: properties.Rules?.length ?? 0 },
  ],
  'AWS::CloudWatch::Alarm': ({ properties }) => [{ price: 'alarmMetric', quantity: metricsOf(properties) }],
  'AWS::CloudWatch::Dashboard': () => [{ price: 'dashboard', quantity: 1 }],
  'AWS::Route53::HostedZone': () => [{ price: 'hostedZone', quantity: 1 }],
  'AWS::Scheduler::Schedule': ({ properties }, all) => runsOf(properties, all),
  'AWS::Lambda::EventSourceMapping': ({ properties }, all) => pollsOf(properties, all),
};

/**
 * What the stacks of one stage cost in a month in which nobody uses them. Throws for types of which neither a price nor a reason to be free is known, naming
 * them.
 */
export function idleCostOf(stacks: readonly StackTemplate[]): IdleCost {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const unknown = [...types].filter((type) => !USES[type] && !(type in FREE_WHEN_IDLE)).sort();
  if (unknown.length > 0)
    throw new Error(
      `Nobody has said what ${unknown.join(', ')} costs: add a price with its source, or why it is free when idle, to infra/cost/prices.ts.`,
    );
  const uses = stacks.flatMap((template) =>
    template.resources.flatMap((resource) =>
      (USES[resource.type]?.(resource, stacks) ?? []).map((use) => ({ stack: template.stack, ...use })),
    ),
  );
  return totalOf([...uses, ...measuresOf(stacks)]);
}

/** The measures that the hourly check writes, wherever there is one. */
function measuresOf(stacks: readonly StackTemplate[]): (Use & { stack: string })[] {
  const checking = stacks.find(({ resources }) =>
    resources.some(({ properties }) => properties.Handler === 'schedules/check-health.handler'),
  );
  const quantity = Object.values(MEASURES).filter(({ writtenWhenIdle }) => writtenWhenIdle).length;
  return checking ? [{ stack: checking.stack, price: 'customMetric', quantity }] : [];
}

function totalOf(uses: readonly (Use & { stack: string })[]): IdleCost {
  const lines = new Map<string, CostLine>();
  for (const { stack, price, quantity } of uses) {
    const line = lines.get(`${stack} ${price}`) ?? { stack, price, quantity: 0, listUsd: 0 };
    line.quantity += quantity;
    line.listUsd = line.quantity * PRICES[price].usd;
    lines.set(`${stack} ${price}`, line);
  }
  const all = [...lines.values()];
  const listUsd = all.reduce((sum, line) => sum + line.listUsd, 0);
  const allowanceUsd = (Object.entries(PRICES) as [PriceName, Price][]).reduce((sum, [name, { usd, freePerMonth }]) => {
    const used = all.filter(({ price }) => price === name).reduce((total, { quantity }) => total + quantity, 0);
    return sum + Math.min(used, freePerMonth ?? 0) * usd;
  }, 0);
  return { lines: all, listUsd, allowanceUsd, usd: listUsd - allowanceUsd };
}

/** An alarm over an expression is billed for every metric in it. */
function metricsOf({ Metrics }: Properties): number {
  return Metrics ? Metrics.filter(({ MetricStat }: Properties) => MetricStat).length : 1;
}

/** A schedule's runs, with the function they run. */
function runsOf({ ScheduleExpression, State, Target }: Properties, all: readonly StackTemplate[]): Use[] {
  if (State === 'DISABLED') return [];
  const runs = runsPerMonth(String(ScheduleExpression));
  const target = resourceNamed(all, Target?.Arn?.['Fn::GetAtt']?.[0]);
  const memoryGb = Number(target?.properties.MemorySize ?? 512) / 1024;
  return [
    { price: 'scheduledRun', quantity: runs },
    { price: 'invocation', quantity: runs },
    { price: 'computeSecond', quantity: runs * memoryGb * IDLE_RUN_SECONDS },
    { price: 'trace', quantity: runs },
  ];
}

/** Runs a month of `rate(n unit)`, or of a `cron(minute hour * * ? *)` whose fields are numbers, `*` or lists. Throws for any other. */
export function runsPerMonth(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count && unit) return (HOURS_PER_MONTH * 60) / (Number(count) * (MINUTES_PER[unit] ?? 1));
  const [, minute, hour] = /^cron\((\*|[\d,]+) (\*|[\d,]+) \* \* \? \*\)$/.exec(expression) ?? [];
  if (!minute || !hour)
    throw new Error(`How often "${expression}" runs is not known here; teach it to infra/cost/idle-cost.ts.`);
  const times = (field: string, all: number): number => (field === '*' ? all : field.split(',').length);
  return (HOURS_PER_MONTH / 24) * times(hour, 24) * times(minute, 60);
}

/** Lambda polls queues at the owner's cost; of a table's stream it does so for nothing. */
function pollsOf({ EventSourceArn, Enabled }: Properties, all: readonly StackTemplate[]): Use[] {
  if (Enabled === false) return [];
  const source = resourceNamed(all, EventSourceArn?.['Fn::GetAtt']?.[0]);
  if (source?.type !== 'AWS::SQS::Queue') return [];
  return [{ price: source.properties.FifoQueue ? 'fifoRequest' : 'queueRequest', quantity: POLLS_PER_MONTH }];
}

function resourceNamed(all: readonly StackTemplate[], logicalId: unknown): TemplateResource | undefined {
  return all.flatMap(({ resources }) => resources).find((resource) => resource.logicalId === logicalId);
}
