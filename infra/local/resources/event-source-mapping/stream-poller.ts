import { randomUUID } from 'node:crypto';
import type { InvokeResult, Platform, ResolvedResource, Timer } from '../../kernel.ts';
import { queues } from '../queue.ts';
import type { StreamRecord, TableStreams } from '../table.ts';
import { failedItems, invokeWithBatch, type Mapping, readMapping } from './mapping.ts';

/** Records of a stream that go to the function together. */
interface Batch {
  records: StreamRecord[];
  /** The position once the batch is done; filtered records after its last one are behind it too. */
  through: string;
  /** When its records were first read; virtual ms. */
  readAt: number;
  attempts: number;
}

type Streams = Pick<TableStreams, 'onWrite' | 'read' | 'latest'>;

const COLLECTION = 'stream-positions';
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
/** Records that were filtered away may be read again after a crash, without effect; so many before the position is kept all the same. */
const UNKEPT_RECORDS = 500;
/** Stream records live a day; a batch cannot be retried for longer. */
const RETENTION_SECONDS = 86_400;

/** Feeds a function from a table's stream: in order, one batch at a time, from a durable position. */
export class StreamPoller {
  readonly #platform: Platform;
  readonly #streams: Streams;
  readonly #mapping: Mapping;
  readonly #bisects: boolean;
  /** Undefined: until the records are too old. */
  readonly #maxRetries: number | undefined;
  readonly #maxAgeMs: number;
  readonly #onFailureArn: string | undefined;
  readonly #startsAtLatest: boolean;
  #position: string | undefined;
  /** Filtered records behind the position that is kept. */
  #unkept = 0;
  /** What was read and is not done; the first one is in turn. */
  #batches: Batch[] = [];
  #running = false;
  #again = false;
  #stopped = false;
  #retryTimer: Timer | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(resource: ResolvedResource, platform: Platform, streams: Streams) {
    const { properties } = resource;
    this.#platform = platform;
    this.#streams = streams;
    this.#mapping = readMapping(resource, platform, 100);
    this.#bisects = properties.BisectBatchOnFunctionError === true;
    const retries = Number(properties.MaximumRetryAttempts ?? -1);
    this.#maxRetries = retries < 0 ? undefined : retries;
    const age = Number(properties.MaximumRecordAgeInSeconds ?? -1);
    this.#maxAgeMs = Math.min(age < 0 ? RETENTION_SECONDS : age, RETENTION_SECONDS) * 1000;
    this.#onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
    this.#startsAtLatest = properties.StartingPosition === 'LATEST';
  }

  /** Finds the position and begins to read. */
  async start(): Promise<void> {
    const stored = await this.#platform.store.get<{ after: string }>(COLLECTION, this.#mapping.id);
    this.#position = stored?.after;
    if (!stored && this.#startsAtLatest) await this.#moveTo(await this.#streams.latest(this.#mapping.sourceArn));
    this.#unsubscribe = this.#streams.onWrite(this.#mapping.sourceArn, () => this.#wake());
    this.#wake();
  }

  /** Stops reading; the position stays. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#retryTimer?.cancel();
  }

  /** Forgets the position. */
  async reset(): Promise<void> {
    this.#retryTimer?.cancel();
    this.#retryTimer = undefined;
    this.#batches = [];
    this.#position = undefined;
    await this.#platform.store.delete(COLLECTION, this.#mapping.id);
  }

  #wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped || this.#retryTimer) return;
    this.#running = true;
    void this.#platform.activity.run(`stream ${this.#mapping.id}`, async () => {
      try {
        while (this.#again && !this.#stopped && !this.#retryTimer) {
          this.#again = false;
          await this.#drain();
        }
      } catch (error) {
        this.#platform.trace.emit('stream.failed', { mapping: this.#mapping.id, error: String(error) });
        this.#retryAfter(FIRST_RETRY_MS);
      } finally {
        this.#running = false;
      }
    });
  }

  async #drain(): Promise<void> {
    while (!this.#stopped) {
      const batch = this.#batches[0] ?? (await this.#readBatch());
      if (!batch) return;
      await this.#process(batch);
      if (this.#retryTimer) return;
    }
  }

  async #readBatch(): Promise<Batch | undefined> {
    const { records } = await this.#streams.read(this.#mapping.sourceArn, this.#position, this.#mapping.batchSize);
    const through = records.at(-1)?.dynamodb.SequenceNumber;
    if (through === undefined) return undefined;
    const passing = records.filter((record) => this.#mapping.passes(record));
    this.#unkept += records.length;
    const batch = { records: passing, through, readAt: this.#platform.clock.now(), attempts: 0 };
    this.#batches.push(batch);
    return batch;
  }

  async #process(batch: Batch): Promise<void> {
    if (batch.records.length === 0) return await this.#pass(batch);
    const known = new Set(batch.records.map(({ dynamodb }) => dynamodb.SequenceNumber));
    const result = await invokeWithBatch(this.#platform, this.#mapping, batch.records);
    const failed = failedItems(this.#mapping, result, known);
    this.#platform.trace.emit('stream.batch', {
      mapping: this.#mapping.id,
      size: batch.records.length,
      failed: failed === 'all' ? batch.records.length : failed.length,
    });
    if (failed.length === 0) return await this.#finish(batch);
    if (failed === 'all') return await this.#retry(batch, result, this.#bisects && batch.records.length > 1);
    // Order has to hold, so everything from the first failed record on is given again.
    const first = batch.records.findIndex(({ dynamodb }) => failed.includes(dynamodb.SequenceNumber));
    const done = batch.records.slice(0, first).at(-1);
    if (done) await this.#moveTo(done.dynamodb.SequenceNumber);
    const rest = { ...batch, records: batch.records.slice(first) };
    this.#batches[0] = rest;
    await this.#retry(rest, result, false);
  }

  async #retry(batch: Batch, result: InvokeResult, split: boolean): Promise<void> {
    if (split) {
      const middle = Math.ceil(batch.records.length / 2);
      const left = batch.records.slice(0, middle);
      const through = left.at(-1)?.dynamodb.SequenceNumber ?? batch.through;
      // Splitting does not count as a retry.
      this.#batches.splice(
        0,
        1,
        { ...batch, records: left, through },
        { ...batch, records: batch.records.slice(middle) },
      );
      return;
    }
    const attempts = batch.attempts + 1;
    const expired = this.#platform.clock.now() - batch.readAt >= this.#maxAgeMs;
    if (expired || (this.#maxRetries !== undefined && attempts > this.#maxRetries)) {
      await this.#discard(batch, expired ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted', attempts, result);
      return await this.#finish(batch);
    }
    this.#batches[0] = { ...batch, attempts };
    this.#retryAfter(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS));
  }

  #retryAfter(waitMs: number): void {
    const { clock } = this.#platform;
    this.#retryTimer = clock.at(clock.now() + waitMs, `stream ${this.#mapping.id} retry`, () => {
      this.#retryTimer = undefined;
      this.#wake();
    });
  }

  /** Goes past a batch of which nothing concerns the function. */
  async #pass(batch: Batch): Promise<void> {
    if (this.#unkept >= UNKEPT_RECORDS) return await this.#finish(batch);
    this.#batches.shift();
    this.#position = batch.through;
  }

  async #finish(batch: Batch): Promise<void> {
    this.#batches.shift();
    await this.#moveTo(batch.through);
  }

  async #moveTo(position: string): Promise<void> {
    this.#position = position;
    this.#unkept = 0;
    await this.#platform.store.put(COLLECTION, this.#mapping.id, { after: position });
  }

  /** Tells the failure destination which records were given up, as Lambda does: their positions, not their content. */
  async #discard(batch: Batch, condition: string, invokeCount: number, result: InvokeResult): Promise<void> {
    const first = batch.records[0]?.dynamodb;
    const last = batch.records.at(-1)?.dynamodb;
    this.#platform.trace.emit('stream.discarded', {
      mapping: this.#mapping.id,
      condition,
      size: batch.records.length,
      error: result.error?.errorMessage,
    });
    const queue = this.#onFailureArn && queues(this.#platform).get(this.#onFailureArn);
    if (!queue) return;
    const message = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#mapping.functionArn,
        condition,
        approximateInvokeCount: invokeCount,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(result.error && { functionError: 'Unhandled' }),
      },
      version: '1.0',
      timestamp: new Date(this.#platform.clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-00000000',
        startSequenceNumber: first?.SequenceNumber,
        endSequenceNumber: last?.SequenceNumber,
        approximateArrivalOfFirstRecord: new Date((first?.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
        approximateArrivalOfLastRecord: new Date((last?.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
        batchSize: batch.records.length,
        streamArn: this.#mapping.sourceArn,
      },
    };
    await queue.send({ body: JSON.stringify(message) });
  }
}
