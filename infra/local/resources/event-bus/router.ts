import { randomBytes } from 'node:crypto';
import type { Platform, ResolvedResource } from '../../kernel.ts';
import { assertPattern, type EventPattern, matchesPattern } from '../event-pattern.ts';
import { type BusEvent, busNameOf, type PutEntry, readEntries } from './put-events.ts';
import { type InputShape, shapeInput } from './target-input.ts';
import { callTarget, sendToDeadLetterQueue, type Target, TargetFailure } from './targets.ts';

/** How unkind delivery is on purpose, as EventBridge may be: handlers have to stand it. */
export interface DeliveryChaos {
  /** Probability that a delivery happens twice, 0 to 1. */
  duplicate: number;
  /** Whether pending deliveries go out in any order. */
  shuffle: boolean;
}

interface RuleTarget extends Target {
  id: string;
  shape: InputShape;
  deadLetterArn: string | undefined;
  maxAttempts: number;
  maxAgeMs: number;
}

interface Rule {
  arn: string;
  name: string;
  busName: string;
  pattern: EventPattern | undefined;
  targets: RuleTarget[];
}

/** One event on its way to one target, as it is stored until the target has it. */
interface Delivery {
  id: string;
  event: BusEvent;
  ruleArn: string;
  targetId: string;
  acceptedAt: number;
  attempts: number;
  /** Not tried again before; virtual ms. */
  notBefore: number;
  /** 1, or 2 for the second copy of one that happens twice on purpose. */
  copy: number;
  correlationId?: string;
}

const COLLECTION = 'event-deliveries';
/** Store writes are at most 100 documents each. */
const WRITE_CHUNK = 90;
const PARALLEL = 8;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15 * 60_000;

/** All buses of a platform: rules, durable deliveries, retries and dead letters. */
export class EventRouter {
  readonly #platform: Platform;
  readonly #rules = new Map<string, Rule>();
  readonly #buses = new Set(['default']);
  #chaos: DeliveryChaos = { duplicate: 0.05, shuffle: true };
  #pending: Delivery[] = [];
  /** Ids of deliveries that this run took or resumed and has not finished. */
  readonly #accepted = new Set<string>();
  #running = 0;
  #stopped = false;
  #resumed: Promise<void> | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Sets how unkind delivery is. */
  setChaos(chaos: Partial<DeliveryChaos>): void {
    this.#chaos = { ...this.#chaos, ...chaos };
  }

  /** How unkind delivery is at present. */
  chaos(): DeliveryChaos {
    return { ...this.#chaos };
  }

  /** How many deliveries are accepted and not settled yet. */
  undelivered(): number {
    return this.#accepted.size;
  }

  /** Makes a bus known. */
  addBus(name: string): void {
    this.#buses.add(name);
  }

  /** Makes a rule known; throws for a pattern that EventBridge would refuse. */
  addRule(resource: ResolvedResource): void {
    const { EventPattern: pattern, State, Targets, EventBusName } = resource.properties;
    if (State === 'DISABLED') return;
    if (pattern !== undefined) assertPattern(pattern, `rule ${resource.stack}/${resource.logicalId}`);
    const arn = resource.attributes.Arn ?? resource.ref;
    this.#rules.set(arn, {
      arn,
      name: arn.split('/').at(-1) ?? '',
      busName: busNameOf(EventBusName),
      pattern,
      targets: (Targets ?? []).map(readTarget),
    });
  }

  /** Goes on, once, with what an earlier run accepted and did not deliver; call it when every rule is known. */
  resume(): Promise<void> {
    this.#resumed ??= this.#platform.store.list<Delivery>(COLLECTION).then((stored) => {
      for (const { value } of stored) if (!this.#accepted.has(value.id)) this.#schedule(value);
    });
    return this.#resumed;
  }

  /** Takes the entries of a PutEvents request; durable when it resolves. */
  async put(
    entries: PutEntry[] | undefined,
    caller: { functionName: string; roleArn: string; correlationId?: string } | undefined,
  ): Promise<{ FailedEntryCount: number; Entries: Record<string, string>[] }> {
    const taken = readEntries(this.#platform, entries, caller);
    const deliveries: Delivery[] = [];
    const answers = taken.map((entry): Record<string, string> => {
      if ('ErrorCode' in entry) return entry;
      if (!this.#buses.has(entry.busName)) {
        return { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${entry.busName} does not exist.` };
      }
      const correlationId = correlationOf(entry.event) ?? caller?.correlationId;
      deliveries.push(...this.#plan(entry.event, entry.busName, correlationId));
      return { EventId: entry.event.id };
    });
    await this.#accept(deliveries);
    for (const [index, entry] of taken.entries()) {
      if ('event' in entry && answers[index]?.EventId)
        this.#tellPublished(entry.event, entry.busName, caller?.correlationId);
    }
    return { FailedEntryCount: answers.filter((answer) => answer.ErrorCode).length, Entries: answers };
  }

  /** Sends an event to the targets of one rule, matching or not: what a rule's schedule does. */
  async fireRule(ruleArn: string, event: BusEvent): Promise<void> {
    const rule = this.#rules.get(ruleArn);
    if (!rule) return;
    await this.#accept(rule.targets.flatMap((target) => this.#deliveriesOf(event, rule, target, undefined)));
    this.#tellPublished(event, rule.busName);
  }

  /** Stops delivering; what is left is delivered by the next start. */
  stop(): void {
    this.#stopped = true;
    this.#pending = [];
  }

  /** Forgets what is pending. */
  async reset(): Promise<void> {
    this.#pending = [];
    this.#accepted.clear();
    await this.#platform.store.clear(COLLECTION);
  }

  #tellPublished(event: BusEvent, busName: string, correlationId?: string): void {
    const data = {
      eventId: event.id,
      type: event['detail-type'],
      source: event.source,
      bus: busName,
      detail: event.detail,
    };
    this.#platform.trace.emit('event.published', data, correlationOf(event) ?? correlationId);
  }

  #plan(event: BusEvent, busName: string, correlationId: string | undefined): Delivery[] {
    return [...this.#rules.values()]
      .filter((rule) => rule.busName === busName && rule.pattern && matchesPattern(rule.pattern, event))
      .flatMap((rule) => rule.targets.flatMap((target) => this.#deliveriesOf(event, rule, target, correlationId)));
  }

  #deliveriesOf(event: BusEvent, rule: Rule, target: RuleTarget, correlationId: string | undefined): Delivery[] {
    const now = this.#platform.clock.now();
    const copies = this.#platform.random() < this.#chaos.duplicate ? [1, 2] : [1];
    return copies.map((copy) => ({
      id: `${String(now).padStart(15, '0')}-${randomBytes(9).toString('base64url')}`,
      event,
      ruleArn: rule.arn,
      targetId: target.id,
      acceptedAt: now,
      attempts: 0,
      notBefore: now,
      copy,
      ...(correlationId !== undefined && { correlationId }),
    }));
  }

  async #accept(deliveries: Delivery[]): Promise<void> {
    for (let start = 0; start < deliveries.length; start += WRITE_CHUNK) {
      const chunk = deliveries.slice(start, start + WRITE_CHUNK);
      await this.#platform.store.write(
        chunk.map((delivery) => ({ collection: COLLECTION, id: delivery.id, value: delivery })),
      );
    }
    for (const delivery of deliveries) this.#schedule(delivery);
  }

  #schedule(delivery: Delivery): void {
    this.#accepted.add(delivery.id);
    const now = this.#platform.clock.now();
    if (delivery.notBefore > now) {
      this.#platform.clock.at(delivery.notBefore, 'event retry', () => this.#enqueue(delivery));
    } else this.#enqueue(delivery);
  }

  #enqueue(delivery: Delivery): void {
    // A reset forgets deliveries whose retry timers are still set.
    if (!this.#accepted.has(delivery.id)) return;
    this.#pending.push(delivery);
    if (this.#running < PARALLEL) this.#startWorker();
  }

  #startWorker(): void {
    this.#running += 1;
    void this.#platform.activity.run('event delivery', async () => {
      try {
        // Lets what is accepted at the same instant gather, so that there is something to shuffle.
        await new Promise((resolve) => setImmediate(resolve));
        for (let next = this.#takeNext(); next; next = this.#takeNext()) await this.#deliver(next);
      } catch (error) {
        // What could not be settled stays in the store, and the next start delivers it.
        this.#platform.trace.emit('event.failed', { error: String(error) });
      } finally {
        this.#running -= 1;
      }
    });
  }

  #takeNext(): Delivery | undefined {
    if (this.#stopped || this.#pending.length === 0) return undefined;
    const index = this.#chaos.shuffle ? Math.floor(this.#platform.random() * this.#pending.length) : 0;
    return this.#pending.splice(index, 1)[0];
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const rule = this.#rules.get(delivery.ruleArn);
    const target = rule?.targets.find(({ id }) => id === delivery.targetId);
    if (!rule || !target) return await this.#done(delivery);
    const input = shapeInput(delivery.event, target.shape, {
      ruleArn: rule.arn,
      ruleName: rule.name,
      ingestionTime: new Date(delivery.acceptedAt).toISOString(),
    });
    try {
      const invoker = { principal: 'events.amazonaws.com', sourceArn: rule.arn } as const;
      await callTarget(this.#platform, target, invoker, input, delivery.correlationId);
      const told = {
        eventId: delivery.event.id,
        type: delivery.event['detail-type'],
        rule: rule.name,
        target: target.arn,
      };
      this.#platform.trace.emit('event.delivered', { ...told, copy: delivery.copy }, delivery.correlationId);
      await this.#done(delivery);
    } catch (error) {
      await this.#failed(delivery, rule, target, error);
    }
  }

  async #done(delivery: Delivery): Promise<void> {
    await this.#platform.store.delete(COLLECTION, delivery.id);
    this.#accepted.delete(delivery.id);
  }

  async #failed(delivery: Delivery, rule: Rule, target: RuleTarget, error: unknown): Promise<void> {
    const failure = error instanceof TargetFailure ? error : new TargetFailure('INTERNAL_ERROR', String(error), false);
    const now = this.#platform.clock.now();
    const attempts = delivery.attempts + 1;
    const invoker = { principal: 'events.amazonaws.com', sourceArn: rule.arn } as const;
    const tooOld = now - delivery.acceptedAt >= target.maxAgeMs;
    if (!failure.permanent && attempts <= target.maxAttempts && !tooOld) {
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
      const again = { ...delivery, attempts, notBefore: now + waitMs };
      await this.#platform.store.put(COLLECTION, delivery.id, again);
      this.#schedule(again);
      return;
    }
    const told = {
      eventId: delivery.event.id,
      rule: rule.name,
      target: target.arn,
      code: failure.code,
      reason: failure.message,
    };
    const deadLettered =
      target.deadLetterArn !== undefined &&
      (await sendToDeadLetterQueue(this.#platform, target.deadLetterArn, invoker, JSON.stringify(delivery.event), {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.arn,
        ERROR_CODE: failure.code,
        ERROR_MESSAGE: failure.message,
        RETRY_ATTEMPTS: String(delivery.attempts),
        ...(!failure.permanent && {
          EXHAUSTED_RETRY_CONDITION: tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts',
        }),
      }));
    this.#platform.trace.emit(deadLettered ? 'event.dead-lettered' : 'event.dropped', told, delivery.correlationId);
    await this.#done(delivery);
  }
}

/** Events of the product name the request they come from. */
function correlationOf(event: BusEvent): string | undefined {
  const id = (event.detail as { correlationId?: unknown } | null)?.correlationId;
  return typeof id === 'string' ? id : undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function readTarget(target: any): RuleTarget {
  return {
    id: String(target.Id),
    arn: String(target.Arn),
    roleArn: target.RoleArn,
    messageGroupId: target.SqsParameters?.MessageGroupId,
    shape: {
      ...(target.Input !== undefined && { Input: String(target.Input) }),
      ...(target.InputPath !== undefined && { InputPath: String(target.InputPath) }),
      ...(target.InputTransformer && { InputTransformer: target.InputTransformer }),
    },
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maxAttempts: Number(target.RetryPolicy?.MaximumRetryAttempts ?? 185),
    maxAgeMs: Number(target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000,
  };
}
