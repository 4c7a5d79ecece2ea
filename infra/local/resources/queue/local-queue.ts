import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AwsError, type Platform, type ResolvedResource, type Timer } from '../../kernel.ts';

const DEDUPLICATION_MS = 5 * 60_000;

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** base64 */
  BinaryValue?: string;
}

/** A message as it is stored. */
export interface QueueMessage {
  messageId: string;
  body: string;
  messageAttributes: Record<string, MessageAttribute>;
  senderId: string;
  /** Virtual times, ms. */
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  receiptHandle?: string;
  /** Orders the messages of the queue. */
  sequence: string;
  groupId?: string;
  deduplicationId?: string;
  /** Where the message came from when a redrive brought it here. */
  deadLetterSourceArn?: string;
}

export interface SendInput {
  body: string;
  messageAttributes?: Record<string, MessageAttribute>;
  delaySeconds?: number;
  groupId?: string;
  deduplicationId?: string;
  senderId?: string;
}

interface QueueSettings {
  fifo: boolean;
  contentBasedDeduplication: boolean;
  visibilitySeconds: number;
  delaySeconds: number;
  waitSeconds: number;
  retentionSeconds: number;
  maxBytes: number;
  redrive: { deadLetterArn: string; maxReceiveCount: number } | undefined;
}

/** One queue of the template: durable messages, visibility on the virtual clock, redrive, FIFO groups. */
export class LocalQueue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly settings: QueueSettings;
  readonly #platform: Platform;
  readonly #findQueue: (arn: string) => LocalQueue | undefined;
  /** In order of sending. */
  readonly #messages = new Map<string, QueueMessage>();
  readonly #deduplication = new Map<string, { messageId: string; sequence: string; atMs: number }>();
  readonly #timers = new Map<string, Timer>();
  readonly #listeners = new Set<() => void>();
  #lastSequence = 0n;

  constructor(resource: ResolvedResource, platform: Platform, findQueue: (arn: string) => LocalQueue | undefined) {
    this.name = resource.attributes.QueueName ?? '';
    this.arn = resource.attributes.Arn ?? '';
    this.url = resource.ref;
    this.settings = readSettings(resource.properties);
    this.#platform = platform;
    this.#findQueue = findQueue;
  }

  /** Reads what an earlier run left. */
  async load(): Promise<void> {
    for (const { id, value } of await this.#platform.store.list<QueueMessage>(this.#collection)) {
      this.#messages.set(id, value);
      this.#advanceSequence(BigInt(id));
      this.#wakeAt(value);
    }
    type Deduplicated = { messageId: string; sequence: string; atMs: number };
    for (const { id, value } of await this.#platform.store.list<Deduplicated>(this.#deduplicationCollection)) {
      this.#deduplication.set(id, value);
    }
  }

  /** Calls `listener` whenever a message may have become visible; returns how to stop that. */
  onVisible(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Accepts a message durably; a FIFO duplicate within 5 minutes is answered as the first one was. */
  async send(input: SendInput): Promise<{ messageId: string; sequence: string }> {
    const now = this.#platform.clock.now();
    if (Buffer.byteLength(input.body) > this.settings.maxBytes) {
      throw new AwsError(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${this.settings.maxBytes} bytes.`,
      );
    }
    if (input.body === '')
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
    const deduplicationId = this.#deduplicationIdOf(input);
    const known = deduplicationId === undefined ? undefined : this.#deduplication.get(deduplicationId);
    if (known && now - known.atMs < DEDUPLICATION_MS) return known;
    const delaySeconds = input.delaySeconds ?? this.settings.delaySeconds;
    const message: QueueMessage = {
      messageId: randomUUID(),
      body: input.body,
      messageAttributes: input.messageAttributes ?? {},
      senderId: input.senderId ?? this.#platform.account,
      sentAt: now,
      visibleAt: now + delaySeconds * 1000,
      receiveCount: 0,
      sequence: this.#nextSequence(),
      ...(input.groupId !== undefined && { groupId: input.groupId }),
      ...(deduplicationId !== undefined && { deduplicationId }),
    };
    const writes = [{ collection: this.#collection, id: message.sequence, value: message as unknown }];
    if (deduplicationId !== undefined) {
      const entry = { messageId: message.messageId, sequence: message.sequence, atMs: now };
      this.#deduplication.set(deduplicationId, entry);
      writes.push({ collection: this.#deduplicationCollection, id: deduplicationId, value: entry });
    }
    await this.#platform.store.write(writes);
    this.#add(message);
    return message;
  }

  /** Takes up to `max` visible messages and hides them; moves those received too often to the dead-letter queue. */
  async receive(max: number, visibilitySeconds = this.settings.visibilitySeconds): Promise<QueueMessage[]> {
    const now = this.#platform.clock.now();
    await this.#dropExpired(now);
    const taken: QueueMessage[] = [];
    const dead: QueueMessage[] = [];
    const blockedGroups = this.#groupsInFlight(now);
    for (const message of this.#inOrder()) {
      if (taken.length >= max) break;
      if (message.groupId !== undefined && blockedGroups.has(message.groupId)) continue;
      if (message.visibleAt > now) {
        if (message.groupId !== undefined) blockedGroups.add(message.groupId);
        continue;
      }
      if (this.settings.redrive && message.receiveCount >= this.settings.redrive.maxReceiveCount) {
        dead.push(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilitySeconds * 1000;
      message.receiptHandle = randomBytes(48).toString('base64');
      taken.push(message);
    }
    for (const message of dead) await this.#redrive(message);
    await this.#save(taken);
    return taken.map((message) => ({ ...message }));
  }

  /** Removes a message for good; a handle of a message that is gone already is no error. */
  async delete(receiptHandle: string): Promise<void> {
    const message = this.#byHandle(receiptHandle);
    if (!message) return;
    this.#forget(message);
    await this.#platform.store.delete(this.#collection, message.sequence);
    // The rest of a FIFO group may go on now.
    if (message.groupId !== undefined) this.#notify();
  }

  /** Hides a received message for that long from now on; 0 shows it at once. */
  async changeVisibility(receiptHandle: string, seconds: number): Promise<void> {
    if (!(seconds >= 0 && seconds <= 43_200)) {
      throw new AwsError('InvalidParameterValue', `Value ${seconds} for parameter VisibilityTimeout is invalid.`);
    }
    const message = this.#byHandle(receiptHandle);
    const now = this.#platform.clock.now();
    if (!message || message.visibleAt <= now) {
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    }
    message.visibleAt = now + seconds * 1000;
    await this.#save([message]);
  }

  /** Removes every message. */
  async purge(): Promise<void> {
    for (const message of [...this.#messages.values()]) this.#forget(message);
    await this.#platform.store.clear(this.#collection);
  }

  /** Forgets messages and deduplication, for a fresh start. */
  async reset(): Promise<void> {
    await this.purge();
    this.#deduplication.clear();
    await this.#platform.store.clear(this.#deduplicationCollection);
  }

  /** Stops the timers. */
  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#listeners.clear();
  }

  /** Messages by state at this instant. */
  counts(): { visible: number; inFlight: number; delayed: number } {
    const now = this.#platform.clock.now();
    const counts = { visible: 0, inFlight: 0, delayed: 0 };
    for (const message of this.#messages.values()) {
      if (message.visibleAt <= now) counts.visible += 1;
      else if (message.receiveCount > 0) counts.inFlight += 1;
      else counts.delayed += 1;
    }
    return counts;
  }

  /** Every message, oldest first; for the console and tests. */
  messages(): QueueMessage[] {
    return this.#inOrder().map((message) => ({ ...message }));
  }

  get #collection(): string {
    return `queue-${this.name}`;
  }

  get #deduplicationCollection(): string {
    return `queue-deduplication-${this.name}`;
  }

  #add(message: QueueMessage): void {
    this.#messages.set(message.sequence, message);
    this.#platform.trace.emit('queue.sent', { queue: this.name, messageId: message.messageId });
    this.#wakeAt(message);
    if (message.visibleAt <= this.#platform.clock.now()) this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #wakeAt(message: QueueMessage): void {
    this.#timers.get(message.sequence)?.cancel();
    this.#timers.delete(message.sequence);
    if (message.visibleAt <= this.#platform.clock.now()) return;
    const timer = this.#platform.clock.at(message.visibleAt, `queue ${this.name} visibility`, () => {
      this.#timers.delete(message.sequence);
      this.#notify();
    });
    this.#timers.set(message.sequence, timer);
  }

  #forget(message: QueueMessage): void {
    this.#timers.get(message.sequence)?.cancel();
    this.#timers.delete(message.sequence);
    this.#messages.delete(message.sequence);
  }

  async #save(messages: readonly QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    for (const message of messages) {
      this.#wakeAt(message);
      if (message.visibleAt <= this.#platform.clock.now()) this.#notify();
    }
    // Deleted meanwhile: what is gone must not be written back.
    const writes = messages.filter(({ sequence }) => this.#messages.has(sequence));
    await this.#platform.store.write(
      writes.map((message) => ({ collection: this.#collection, id: message.sequence, value: message })),
    );
  }

  async #redrive(message: QueueMessage): Promise<void> {
    const target = this.settings.redrive && this.#findQueue(this.settings.redrive.deadLetterArn);
    if (!target) throw new Error(`The dead-letter queue of ${this.name} is not in the templates.`);
    this.#forget(message);
    const { receiptHandle: _handle, firstReceivedAt: _first, ...kept } = message;
    const moved: QueueMessage = {
      ...kept,
      receiveCount: 0,
      visibleAt: this.#platform.clock.now(),
      sequence: target.#nextSequence(),
      deadLetterSourceArn: this.arn,
    };
    await this.#platform.store.write([
      { collection: this.#collection, id: message.sequence, value: undefined },
      { collection: target.#collection, id: moved.sequence, value: moved },
    ]);
    this.#platform.trace.emit('queue.redriven', {
      queue: this.name,
      deadLetterQueue: target.name,
      messageId: message.messageId,
    });
    target.#add(moved);
  }

  async #dropExpired(now: number): Promise<void> {
    for (const message of this.#messages.values()) {
      if (now - message.sentAt < this.settings.retentionSeconds * 1000) continue;
      this.#forget(message);
      await this.#platform.store.delete(this.#collection, message.sequence);
    }
  }

  #groupsInFlight(now: number): Set<string> {
    const groups = new Set<string>();
    for (const message of this.#messages.values()) {
      if (message.groupId !== undefined && message.receiveCount > 0 && message.visibleAt > now)
        groups.add(message.groupId);
    }
    return groups;
  }

  #inOrder(): QueueMessage[] {
    return [...this.#messages.values()].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
  }

  #byHandle(receiptHandle: string): QueueMessage | undefined {
    if (!/^[A-Za-z0-9+/=]{64}$/.test(receiptHandle)) {
      throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    }
    for (const message of this.#messages.values()) if (message.receiptHandle === receiptHandle) return message;
    return undefined;
  }

  #deduplicationIdOf(input: SendInput): string | undefined {
    if (!this.settings.fifo) return undefined;
    if (!input.groupId)
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    if (input.deduplicationId) return input.deduplicationId;
    if (this.settings.contentBasedDeduplication) return createHash('sha256').update(input.body).digest('hex');
    throw new AwsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }

  #advanceSequence(sequence: bigint): void {
    if (sequence > this.#lastSequence) this.#lastSequence = sequence;
  }

  #nextSequence(): string {
    this.#lastSequence += 1n;
    return String(this.#lastSequence).padStart(20, '0');
  }
}

function readSettings(properties: Record<string, unknown>): QueueSettings {
  const redrive = properties.RedrivePolicy as
    | { deadLetterTargetArn: string; maxReceiveCount: number | string }
    | undefined;
  const seconds = (name: string, otherwise: number) => Number(properties[name] ?? otherwise);
  return {
    fifo: properties.FifoQueue === true,
    contentBasedDeduplication: properties.ContentBasedDeduplication === true,
    visibilitySeconds: seconds('VisibilityTimeout', 30),
    delaySeconds: seconds('DelaySeconds', 0),
    waitSeconds: seconds('ReceiveMessageWaitTimeSeconds', 0),
    retentionSeconds: seconds('MessageRetentionPeriod', 345_600),
    maxBytes: Number(properties.MaximumMessageSize ?? 262_144),
    redrive: redrive && {
      deadLetterArn: redrive.deadLetterTargetArn,
      maxReceiveCount: Number(redrive.maxReceiveCount),
    },
  };
}
