import { unmarshall } from '@aws-sdk/util-dynamodb';
import { stateTable } from '#local/store.ts';
import type { Player, Stage } from './player.ts';
import type { Witnessed } from './subject.ts';

// biome-ignore lint/suspicious/noExplicitAny: items of any kind
export type Item = Record<string, any>;

/** Every item of the application's tables, as the engine has them, without the lag of indexes. */
export async function readItems(subject: Stage): Promise<Item[]> {
  const { TableNames } = await engine(subject, 'ListTables', {});
  const items: Item[] = [];
  for (const TableName of TableNames.filter((name: string) => name !== stateTable)) {
    let startKey: unknown;
    do {
      const input = { TableName, ConsistentRead: true, ...(startKey ? { ExclusiveStartKey: startKey } : {}) };
      const page = await engine(subject, 'Scan', input);
      items.push(...page.Items.map((item: Parameters<typeof unmarshall>[0]) => unmarshall(item)));
      startKey = page.LastEvaluatedKey;
    } while (startKey);
  }
  return items;
}

// biome-ignore lint/suspicious/noExplicitAny: DynamoDB's own JSON
function engine(subject: Stage, operation: string, input: unknown): Promise<any> {
  return subject.through((process) => process.ask({ do: 'engine', operation, input }));
}

/** What must hold of every journey, wherever the process died; one sentence for each thing that does not. */
export async function checkPlatform(player: Player, items: readonly Item[]): Promise<string[]> {
  const witnessed = player.subject.witnessed();
  return [
    ...checkOutbox(items),
    ...checkDelivery(items, witnessed),
    ...(await checkExecutions(player, witnessed)),
    ...(await checkDeadLetters(player, witnessed)),
  ];
}

/** The outbox is empty: the index of undelivered events holds none. */
function checkOutbox(items: readonly Item[]): string[] {
  const left = items.filter(({ gsi3pk }) => String(gsi3pk ?? '').startsWith('UNDELIVERED#'));
  return left.map((item) => `The event ${item.type} ${item.eventId} is still in the outbox.`);
}

/** Every committed event was published, and every target that got one like it, of its type and with its flags, got it. */
function checkDelivery(items: readonly Item[], witnessed: readonly Witnessed[]): string[] {
  const eventOf = new Map<string, string>();
  for (const { kind, data } of witnessed)
    if (kind === 'event.published' && data.detail?.eventId) eventOf.set(data.eventId, data.detail.eventId);
  const got = new Map<string, Set<string>>();
  for (const { kind, data } of witnessed)
    if (kind === 'event.delivered') addTo(got, eventOf.get(data.eventId) ?? data.eventId, data.target);
  const published = new Set(eventOf.values());
  const events = items.filter(({ _et }) => _et === 'event');
  const targetsOf = new Map<string, Set<string>>();
  for (const event of events)
    for (const target of got.get(event.eventId) ?? []) addTo(targetsOf, likenessOf(event), target);
  return events.flatMap((event) => {
    const { eventId, type } = event;
    if (!published.has(eventId)) return [`The event ${type} ${eventId} was never published.`];
    const missing = [...(targetsOf.get(likenessOf(event)) ?? [])].filter((target) => !got.get(eventId)?.has(target));
    return missing.map((target) => `The event ${type} ${eventId} never reached ${target}.`);
  });
}

/** What rules ask of an event: its type, and which flags of its data are set. */
function likenessOf({ type, data }: Item): string {
  return [type, ...Object.keys(data ?? {}).filter((name) => data[name] === true)].sort().join(' ');
}

function addTo(sets: Map<string, Set<string>>, name: string, value: string): void {
  sets.set(name, (sets.get(name) ?? new Set()).add(value));
}

async function checkExecutions(player: Player, witnessed: readonly Witnessed[]): Promise<string[]> {
  const broken = witnessed.filter(({ kind }) => kind === 'execution.broken');
  const { executions } = await player.console('GET /api/executions?limit=1000');
  const failed = executions.filter(({ status }: Item) => status !== 'RUNNING' && status !== 'SUCCEEDED');
  return [
    ...broken.map(({ data }) => `The execution ${data.executionArn} broke: ${data.problem}.`),
    ...failed.map((each: Item) => `The execution ${each.name} of ${each.machineName} is ${each.status}.`),
  ];
}

async function checkDeadLetters(player: Player, witnessed: readonly Witnessed[]): Promise<string[]> {
  const { queues } = await player.console('GET /api/queues');
  const dead = queues.filter(({ isDeadLetter, messages }: Item) => isDeadLetter && messages.length > 0);
  const kinds = ['invoke.failed', 'stream.discarded', 'event.dead-lettered', 'event.dropped', 'stripe.defect'];
  return [
    ...dead.map(({ name, messages }: Item) => `The dead-letter queue ${name} holds ${messages.length}.`),
    ...witnessed
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, data }) => `${kind}: ${JSON.stringify(data).slice(0, 300)}`),
  ];
}
