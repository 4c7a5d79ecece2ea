import type { Platform, ResolvedResource, Timer } from '../../kernel.ts';
import type { LocalQueue, QueueMessage } from '../queue/local-queue.ts';
import { md5, systemAttributes } from '../queue/sqs-service.ts';
import { failedItems, invokeWithBatch, type Mapping, readMapping } from './mapping.ts';

const DEFAULT_CONCURRENCY = 5;

/** Feeds a function from a queue: batches in parallel up to a limit; what fails comes back after its visibility timeout. */
export class QueuePoller {
  readonly #platform: Platform;
  readonly #queue: LocalQueue;
  readonly #mapping: Mapping;
  readonly #maxConcurrency: number;
  #active = 0;
  #again = false;
  #stopped = false;
  #windowTimer: Timer | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(resource: ResolvedResource, platform: Platform, queue: LocalQueue) {
    this.#platform = platform;
    this.#queue = queue;
    this.#mapping = readMapping(resource, platform, 10);
    this.#maxConcurrency = Number(resource.properties.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY);
  }

  /** Begins to take messages. */
  start(): void {
    this.#unsubscribe = this.#queue.onVisible(() => this.#arrived());
    this.#arrived();
  }

  /** Takes no more messages. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#windowTimer?.cancel();
  }

  /** Waits for a fuller batch when the mapping has a window, else takes at once. */
  #arrived(): void {
    if (this.#mapping.windowSeconds <= 0 || this.#queue.counts().visible >= this.#mapping.batchSize) {
      this.#pump();
      return;
    }
    if (this.#windowTimer || this.#stopped) return;
    const dueAtMs = this.#platform.clock.now() + this.#mapping.windowSeconds * 1000;
    this.#windowTimer = this.#platform.clock.at(dueAtMs, `queue ${this.#queue.name} window`, () => {
      this.#windowTimer = undefined;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (this.#active >= this.#maxConcurrency) return;
    this.#active += 1;
    void this.#platform.activity.run(`queue ${this.#queue.name}`, async () => {
      try {
        while (this.#again && !this.#stopped) {
          this.#again = false;
          await this.#drain();
        }
      } catch (error) {
        this.#platform.trace.emit('queue.failed', { queue: this.#queue.name, error: String(error) });
      } finally {
        this.#active -= 1;
      }
    });
  }

  async #drain(): Promise<void> {
    while (!this.#stopped) {
      const messages = await this.#queue.receive(this.#mapping.batchSize);
      if (messages.length === 0) return;
      // More may be waiting: another batch can run beside this one.
      if (this.#queue.counts().visible > 0) this.#pump();
      await this.#process(messages);
    }
  }

  async #process(messages: QueueMessage[]): Promise<void> {
    const wanted = messages.filter((message) => this.#mapping.passes(toFilterRecord(this.#record(message))));
    const unwanted = messages.filter((message) => !wanted.includes(message));
    for (const message of unwanted) await this.#queue.delete(message.receiptHandle ?? '');
    if (wanted.length === 0) return;
    const known = new Set(wanted.map(({ messageId }) => messageId));
    const result = await invokeWithBatch(
      this.#platform,
      this.#mapping,
      wanted.map((message) => this.#record(message)),
    );
    const failed = failedItems(this.#mapping, result, known);
    this.#platform.trace.emit('queue.batch', {
      queue: this.#queue.name,
      size: wanted.length,
      failed: failed === 'all' ? wanted.length : failed.length,
      ...(result.error && { error: result.error.errorMessage }),
    });
    if (failed === 'all') return;
    for (const message of wanted) {
      if (!failed.includes(message.messageId)) await this.#queue.delete(message.receiptHandle ?? '');
    }
  }

  #record(message: QueueMessage): Record<string, unknown> {
    return {
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributes(message),
      messageAttributes: Object.fromEntries(
        Object.entries(message.messageAttributes).map(([name, attribute]) => [
          name,
          {
            dataType: attribute.DataType,
            ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
            ...(attribute.BinaryValue !== undefined && { binaryValue: attribute.BinaryValue }),
            stringListValues: [],
            binaryListValues: [],
          },
        ]),
      ),
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: this.#queue.arn,
      awsRegion: this.#platform.region,
    };
  }
}

/** Filters see a JSON body as an object. */
function toFilterRecord(record: Record<string, unknown>): Record<string, unknown> {
  try {
    return { ...record, body: JSON.parse(String(record.body)) as unknown };
  } catch {
    return record;
  }
}
