import { internalsOf } from '#local/internals.ts';
import { AwsError, type Platform } from '#local/kernel.ts';
import type { Item, TableDefinition } from './table-definition.ts';

/** One change of an item in the form Lambda gets it, `eventSourceARN` included. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  /** On removals by TTL only. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' };
  dynamodb: {
    /** Epoch seconds, virtual. */
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
}

/** The change streams of the tables, for event source mappings. */
export interface TableStreams {
  /** Calls back after every write to the table (within the writing call's activity); gives the way to stop. */
  onWrite(tableOrStreamArn: string, callback: () => void): () => void;
  /**
   * Up to `limit` records after a sequence number, or from the oldest kept when there is none.
   * `lastSequenceNumber` is where to read on; `undefined` when nothing was read.
   */
  read(
    tableOrStreamArn: string,
    afterSequenceNumber?: string,
    limit?: number,
  ): Promise<{ records: StreamRecord[]; lastSequenceNumber: string | undefined }>;
  /** The sequence number of the newest record ('0' when there is none), for mappings that start at LATEST. */
  latest(tableOrStreamArn: string): Promise<string>;
}

/** Where a stream was last read to, so that a start need not read it from its beginning. */
const newestRead = 'table-stream-newest';

/** Records of each table that are kept in memory for those who read a little later. */
const TAIL_RECORDS = 2000;

/** Marks a key as removed by TTL, so that its stream record says so. */
export const ttlRemovals = 'table-ttl-removals';

/** The id a TTL removal is marked under. */
export function ttlRemovalId(tableName: string, keys: Item): string {
  return `${tableName} ${JSON.stringify(Object.entries(keys).sort())}`;
}

/** Reads the engine's streams; `tables` by name. */
export class EngineStreams implements TableStreams {
  readonly #platform: Platform;
  readonly #tables: Map<string, TableDefinition>;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #engineArns = new Map<string, string>();
  readonly #shards = new Map<string, string[]>();
  /** The newest records of a table, complete up to what `readOn` has read. */
  readonly #tails = new Map<string, StreamRecord[]>();
  /** Where the newest read of a shard ended, so that the next one need not ask for the place again. */
  readonly #places = new Map<string, { after: string; iterator: string }>();

  constructor(platform: Platform, tables: Map<string, TableDefinition>) {
    this.#platform = platform;
    this.#tables = tables;
  }

  onWrite(tableOrStreamArn: string, callback: () => void): () => void {
    const { name } = this.#table(tableOrStreamArn);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(callback));
    return () => void listeners.delete(callback);
  }

  /** Tells the listeners of a table that it was written to. */
  written(tableName: string): void {
    for (const callback of this.#listeners.get(tableName) ?? []) callback();
  }

  async read(
    tableOrStreamArn: string,
    afterSequenceNumber?: string,
    limit = 100,
  ): Promise<{ records: StreamRecord[]; lastSequenceNumber: string | undefined }> {
    const tail = this.#tails.get(this.#table(tableOrStreamArn).name) ?? [];
    const at = tail.findLastIndex(({ dynamodb }) => dynamodb.SequenceNumber === afterSequenceNumber);
    if (at < 0) return await this.#readEngine(tableOrStreamArn, afterSequenceNumber, limit);
    const records = tail.slice(at + 1, at + 1 + limit);
    return { records, lastSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber };
  }

  /** The same from the engine, and whoever reads what comes after it later need not ask the engine again. */
  async readToTail(
    tableOrStreamArn: string,
    afterSequenceNumber?: string,
    limit = 100,
  ): Promise<{ records: StreamRecord[]; lastSequenceNumber: string | undefined }> {
    const { name } = this.#table(tableOrStreamArn);
    const answer = await this.#readEngine(tableOrStreamArn, afterSequenceNumber, limit);
    const tail = this.#tails.get(name) ?? [];
    tail.push(...answer.records);
    if (tail.length > 2 * TAIL_RECORDS) tail.splice(0, tail.length - TAIL_RECORDS);
    this.#tails.set(name, tail);
    return answer;
  }

  async #readEngine(
    tableOrStreamArn: string,
    afterSequenceNumber?: string,
    limit = 100,
  ): Promise<{ records: StreamRecord[]; lastSequenceNumber: string | undefined }> {
    const table = this.#table(tableOrStreamArn);
    const arn = await this.#engineArn(table.name);
    for (const shardId of await this.#shardIds(table.name)) {
      const records = await this.#readShard(arn, shardId, afterSequenceNumber, limit);
      if (records.length === 0) continue;
      const given = await Promise.all(records.map((record) => this.#asGiven(table, record)));
      return { records: given, lastSequenceNumber: given.at(-1)?.dynamodb.SequenceNumber };
    }
    return { records: [], lastSequenceNumber: undefined };
  }

  async latest(tableOrStreamArn: string): Promise<string> {
    const { name } = this.#table(tableOrStreamArn);
    const { store } = this.#platform;
    const known = await store.get<string>(newestRead, name);
    let newest = known;
    // The engine's own word for the end of a stream compares numbers as text, so the end is found by reading on.
    for (;;) {
      const { lastSequenceNumber } = await this.#readEngine(tableOrStreamArn, newest, 1000);
      if (lastSequenceNumber === undefined) break;
      newest = lastSequenceNumber;
    }
    if (newest !== undefined && newest !== known) await store.put(newestRead, name, newest);
    return newest ?? '0';
  }

  async #readShard(arn: string, shardId: string, after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const { engine } = internalsOf(this.#platform);
    const place = `${arn} ${shardId}`;
    const known = this.#places.get(place);
    const iterator = known && known.after === after ? known.iterator : await this.#iteratorAfter(arn, shardId, after);
    const input = { ShardIterator: iterator, Limit: Math.min(limit, 1000) };
    const answer = await engine.call('GetRecords', input, 'DynamoDBStreams').catch((error: unknown) => {
      // An engine of the user's forgets places after a quarter of an hour.
      if (!known || !(error instanceof AwsError) || error.code !== 'ExpiredIteratorException') throw error;
      this.#places.delete(place);
    });
    if (!answer) return await this.#readShard(arn, shardId, after, limit);
    const { Records, NextShardIterator } = answer;
    const last = (Records as StreamRecord[]).at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined && NextShardIterator) this.#places.set(place, { after: last, iterator: NextShardIterator });
    return Records;
  }

  async #iteratorAfter(arn: string, shardId: string, after: string | undefined): Promise<string> {
    const { engine } = internalsOf(this.#platform);
    const position =
      after && after !== '0'
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = await engine.call(
      'GetShardIterator',
      { StreamArn: arn, ShardId: shardId, ...position },
      'DynamoDBStreams',
    );
    return ShardIterator;
  }

  async #asGiven(table: TableDefinition, record: StreamRecord): Promise<StreamRecord> {
    const { clock, region } = this.#platform;
    const given: StreamRecord = {
      ...record,
      awsRegion: region,
      eventSourceARN: table.streamArn ?? table.arn,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(clock.now() / 1000) },
    };
    if (record.eventName === 'REMOVE' && (await this.#wasRemovedByTtl(table, record))) {
      given.userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    }
    return given;
  }

  async #wasRemovedByTtl(table: TableDefinition, record: StreamRecord): Promise<boolean> {
    const expiry = table.ttlAttribute ? record.dynamodb.OldImage?.[table.ttlAttribute]?.N : undefined;
    if (expiry === undefined) return false;
    return (await this.#platform.store.get(ttlRemovals, ttlRemovalId(table.name, record.dynamodb.Keys))) === expiry;
  }

  #table(tableOrStreamArn: string): TableDefinition {
    const name = tableOrStreamArn.split(':table/').at(-1)?.split('/')[0] ?? '';
    const table = this.#tables.get(name);
    if (!table) throw new Error(`The template has no table ${tableOrStreamArn}.`);
    return table;
  }

  async #engineArn(tableName: string): Promise<string> {
    const known = this.#engineArns.get(tableName);
    if (known) return known;
    const { engine } = internalsOf(this.#platform);
    const { Streams } = await engine.call('ListStreams', { TableName: tableName }, 'DynamoDBStreams');
    const arn = Streams.at(-1)?.StreamArn;
    if (!arn) throw new Error(`The engine has no stream for ${tableName}.`);
    this.#engineArns.set(tableName, arn);
    return arn;
  }

  async #shardIds(tableName: string): Promise<string[]> {
    const known = this.#shards.get(tableName);
    if (known) return known;
    const { engine } = internalsOf(this.#platform);
    const input = { StreamArn: await this.#engineArn(tableName) };
    const { StreamDescription } = await engine.call('DescribeStream', input, 'DynamoDBStreams');
    const ids = StreamDescription.Shards.map(({ ShardId }: { ShardId: string }) => ShardId);
    // The engine keeps one shard per table for good.
    this.#shards.set(tableName, ids);
    return ids;
  }

  /** Forgets the engine's name of a stream, after its table was made anew. */
  async forget(tableName: string): Promise<void> {
    this.#engineArns.delete(tableName);
    this.#shards.delete(tableName);
    this.#tails.delete(tableName);
    this.#places.clear();
    await this.#platform.store.delete(newestRead, tableName);
  }
}
