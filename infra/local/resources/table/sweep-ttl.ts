import { internalsOf } from '#local/internals.ts';
import type { Platform, RunningResource } from '#local/kernel.ts';
import { type Item, keyOf, type TableDefinition } from './table-definition.ts';
import type { TableService } from './table-service.ts';
import { ttlRemovalId, ttlRemovals } from './table-streams.ts';

const hourMs = 3_600_000;
const everyMs = 12 * hourMs;
/** DynamoDB removes expired items "within a few days"; here within two. */
const latestMs = 48 * hourMs;

/** Removes expired items on the virtual clock, each at a seeded sweep up to 48 virtual hours late. */
export function startTtlSweep(table: TableDefinition, service: TableService, platform: Platform): RunningResource {
  const { clock, store, random } = platform;
  let timer: { cancel(): void } | undefined;
  const schedule = (dueAtMs: number): void => {
    timer = clock.at(dueAtMs, `ttl sweep ${table.name}`, async () => {
      await sweep(table, service, platform, random);
      await store.put('table-ttl-sweeps', table.name, clock.now());
      schedule(clock.now() + everyMs);
    });
  };
  return {
    async ready() {
      const last = await store.get<number>('table-ttl-sweeps', table.name);
      schedule(last === undefined ? clock.now() + everyMs : last + everyMs);
    },
    async stop() {
      timer?.cancel();
    },
  };
}

async function sweep(
  table: TableDefinition,
  service: TableService,
  platform: Platform,
  random: () => number,
): Promise<void> {
  const { clock, store, trace } = platform;
  let removed = 0;
  for (const item of await expiredItems(table, platform)) {
    const expiry = item[table.ttlAttribute ?? '']?.N;
    if (typeof expiry !== 'string') continue;
    const lateMs = clock.now() - Number(expiry) * 1000;
    // The sweep after this one would come too late.
    const isLast = lateMs + everyMs >= latestMs;
    if (!isLast && random() < 0.5) continue;
    const key = keyOf(table, item);
    await store.put(ttlRemovals, ttlRemovalId(table.name, key), expiry);
    if (await service.removeExpired(table, key, expiry)) removed++;
  }
  if (removed > 0) trace.emit('table.ttl', { table: table.name, removed });
}

async function expiredItems(table: TableDefinition, platform: Platform): Promise<Item[]> {
  const { engine } = internalsOf(platform);
  const names = Object.fromEntries([table.ttlAttribute, ...table.keys].map((name, at) => [`#n${at}`, name]));
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const answer = await engine.call('Scan', {
      TableName: table.name,
      FilterExpression: '#n0 < :now',
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(platform.clock.now() / 1000)) } },
      ...(startKey ? { ExclusiveStartKey: startKey } : {}),
    });
    items.push(...answer.Items);
    startKey = answer.LastEvaluatedKey;
  } while (startKey);
  return items;
}
