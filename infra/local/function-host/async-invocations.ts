import { randomUUID } from 'node:crypto';
import type { Activity, Clock, InvokeResult, StateStore, Timer, Trace } from '#local/kernel.ts';
import type { AsyncPolicy, FunctionDefinition } from './definition.ts';

interface Accepted {
  functionArn: string;
  payload: unknown;
  correlationId?: string;
  requestId: string;
  /** Virtual ms. */
  acceptedAtMs: number;
  dueAtMs: number;
  /** Attempts made so far. */
  attempts: number;
}

interface AsyncOptions {
  clock: Clock;
  activity: Activity;
  trace: Trace;
  store: StateStore;
  log: (line: string) => void;
  invoke: (
    functionArn: string,
    payload: unknown,
    more: { correlationId?: string; requestId: string },
  ) => Promise<InvokeResult>;
  policyOf: (functionArn: string) => AsyncPolicy;
  definitionOf: (functionArn: string) => FunctionDefinition | undefined;
  sendToQueue: (queueArn: string, body: string, attributes?: Record<string, string>) => Promise<void>;
}

const collection = 'lambda-async';
const minuteMs = 60_000;
// What Lambda takes as an asynchronous event, bytes.
const maxPayloadBytes = 262_144;

/** Lambda's asynchronous invocations: accepted durably, tried again after one and two virtual minutes, then sent to the failure destination. */
export class AsyncInvocations {
  readonly #options: AsyncOptions;
  readonly #timers = new Map<string, Timer>();
  #order = 0;
  #stopped = false;

  constructor(options: AsyncOptions) {
    this.#options = options;
  }

  /** Resolves once the event is kept; RequestTooLarge above 256 KB. */
  async accept(definition: FunctionDefinition, payload: unknown, correlationId?: string): Promise<void> {
    const size = Buffer.byteLength(JSON.stringify(payload ?? null));
    if (size > maxPayloadBytes)
      throw new Error(
        `RequestTooLarge: ${size} byte payload is too large for an asynchronous invocation of ${definition.name}.`,
      );
    const { clock, store } = this.#options;
    const now = clock.now();
    const accepted: Accepted = {
      functionArn: definition.arn,
      payload: payload ?? null,
      requestId: randomUUID(),
      acceptedAtMs: now,
      dueAtMs: now,
      attempts: 0,
      ...(correlationId ? { correlationId } : {}),
    };
    // Ids in the order of acceptance, so that a restart takes them up in that order.
    const id = `${String(now).padStart(15, '0')}-${String(this.#order++).padStart(9, '0')}-${accepted.requestId}`;
    await store.put(collection, id, accepted);
    this.#schedule(id, accepted);
  }

  async resume(): Promise<void> {
    for (const { id, value } of await this.#options.store.list<Accepted>(collection)) this.#schedule(id, value);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
  }

  #schedule(id: string, accepted: Accepted): void {
    const { clock, definitionOf } = this.#options;
    const name = definitionOf(accepted.functionArn)?.name ?? accepted.functionArn;
    if (accepted.dueAtMs <= clock.now()) {
      void this.#attempt(id, accepted);
      return;
    }
    this.#timers.set(
      id,
      clock.at(accepted.dueAtMs, `retry ${name}`, () => {
        this.#timers.delete(id);
        return this.#attempt(id, accepted);
      }),
    );
  }

  async #attempt(id: string, accepted: Accepted): Promise<void> {
    const { activity, log } = this.#options;
    if (this.#stopped) return;
    try {
      await activity.run(`async ${accepted.functionArn}`, () => this.#tryOnce(id, accepted));
    } catch (error) {
      // The record is kept, so the next start tries again.
      if (!this.#stopped)
        log(`asynchronous invocation ${accepted.requestId} of ${accepted.functionArn}: ${(error as Error).message}`);
    }
  }

  async #tryOnce(id: string, accepted: Accepted): Promise<void> {
    const { clock, definitionOf, invoke, policyOf, store, trace } = this.#options;
    const { functionArn, payload, requestId, correlationId } = accepted;
    const definition = definitionOf(functionArn);
    if (!definition) return store.delete(collection, id);
    const result = await invoke(functionArn, payload, { requestId, ...(correlationId ? { correlationId } : {}) });
    if (this.#stopped) return;
    const policy = policyOf(functionArn);
    const attempts = accepted.attempts + 1;
    if (!result.error) {
      if (policy.onSuccessArn)
        await this.#sendTo(policy.onSuccessArn, definition, { ...accepted, attempts }, result, 'Success');
      return store.delete(collection, id);
    }
    const next: Accepted = { ...accepted, attempts, dueAtMs: clock.now() + attempts * minuteMs };
    const isTooOld = next.dueAtMs - accepted.acceptedAtMs > policy.maximumAgeMs;
    if (attempts <= policy.maximumRetries && !isTooOld) {
      trace.emit(
        'invoke.retry',
        { functionName: definition.name, attempts, error: result.error, dueAtMs: next.dueAtMs },
        correlationId,
      );
      await store.put(collection, id, next);
      return this.#schedule(id, next);
    }
    trace.emit(
      'invoke.failed',
      {
        functionName: definition.name,
        attempts,
        error: result.error,
        destination: policy.onFailureArn ?? definition.deadLetterArn,
      },
      correlationId,
    );
    // Sent before it is forgotten: after a crash between the two it is sent twice rather than never.
    if (policy.onFailureArn) {
      await this.#sendTo(
        policy.onFailureArn,
        definition,
        { ...accepted, attempts },
        result,
        isTooOld ? 'EventAgeExceeded' : 'RetriesExhausted',
      );
    } else if (definition.deadLetterArn) {
      await this.#options.sendToQueue(definition.deadLetterArn, JSON.stringify(payload), {
        RequestID: requestId,
        ErrorCode: '200',
        ErrorMessage: result.error.errorMessage.slice(0, 1000),
      });
    }
    await store.delete(collection, id);
  }

  /** The destination record of Lambda, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
  async #sendTo(
    queueArn: string,
    definition: FunctionDefinition,
    accepted: Accepted,
    result: InvokeResult,
    condition: string,
  ): Promise<void> {
    const record = {
      version: '1.0',
      timestamp: new Date(this.#options.clock.now()).toISOString(),
      requestContext: {
        requestId: accepted.requestId,
        functionArn: `${definition.arn}:$LATEST`,
        condition,
        approximateInvokeCount: accepted.attempts,
      },
      requestPayload: accepted.payload,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(result.error ? { functionError: 'Unhandled' } : {}),
      },
      responsePayload: result.error ?? result.payload,
    };
    await this.#options.sendToQueue(queueArn, JSON.stringify(record));
  }
}
