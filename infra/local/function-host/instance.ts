import { Worker } from 'node:worker_threads';
import type { Caller, InvokeResult } from '#local/kernel.ts';
import type { FunctionDefinition } from './definition.ts';

export interface Invocation {
  requestId: string;
  /** The event as JSON text. */
  event: string;
  correlationId?: string;
}

interface InstanceOptions {
  definition: FunctionDefinition;
  environment: Record<string, string>;
  sharedClock: SharedArrayBuffer;
  onLog: (line: string, invocation: Invocation | undefined) => void;
  onLoaded: (ms: number) => void;
  /** The thread is gone, for whatever reason. */
  onExit: () => void;
}

type WorkerMessage =
  | { type: 'loaded'; ms: number }
  | { type: 'load-failed'; error: NonNullable<InvokeResult['error']> }
  | { type: 'log'; line: string }
  | { type: 'result'; requestId: string; payload: string | undefined }
  | { type: 'error'; requestId: string; error: NonNullable<InvokeResult['error']> };

type Outcome = Pick<InvokeResult, 'payload' | 'error'>;

// What Lambda answers with at most, bytes.
const maxPayloadBytes = 6 * 1024 * 1024;
// How long a module may take to load before the instance counts as failed; Lambda gives 10 s, on a machine that nobody else uses.
const loadWithinMs = 60_000;

/** One execution environment of a function: a worker thread that serves one invocation at a time. */
export class FunctionInstance {
  readonly definition: FunctionDefinition;
  /** Real ms (performance.now) of the last use. */
  usedAt = performance.now();
  #current: Invocation | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;
  readonly #worker: Worker;
  readonly #loaded: Promise<Outcome | undefined>;
  #gone = false;

  constructor(options: InstanceOptions) {
    const { definition } = options;
    this.definition = definition;
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      env: options.environment,
      // None of this process's loaders: what runs there is the bundle that would be deployed.
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: Math.max(64, Math.min(definition.memoryMb, 512)),
        // Dozens of threads stay: at V8's own 48 MB each they would fill the machine with garbage that nobody collects.
        maxYoungGenerationSizeMb: 2,
      },
      workerData: {
        moduleUrl: definition.moduleUrl,
        exportName: definition.exportName,
        sharedClock: options.sharedClock,
        functionName: definition.name,
        functionArn: definition.arn,
        memoryMb: definition.memoryMb,
      },
    });
    this.#loaded = this.#listen(options);
  }

  get caller(): Caller {
    const { name, roleArn } = this.definition;
    const current = this.#current;
    return {
      functionName: name,
      roleArn,
      ...(current ? { invocationId: current.requestId } : {}),
      ...(current?.correlationId ? { correlationId: current.correlationId } : {}),
    };
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** Runs one event to its end; the function's time limit counts from when its module has loaded. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    this.#current = invocation;
    try {
      const failure = await this.#loaded;
      if (failure) {
        await this.stop();
        return failure;
      }
      return await this.#run(invocation);
    } finally {
      this.#current = undefined;
      this.usedAt = performance.now();
    }
  }

  async stop(): Promise<void> {
    this.#gone = true;
    await this.#worker.terminate();
  }

  #run(invocation: Invocation): Promise<Outcome> {
    const { timeoutMs } = this.definition;
    return new Promise((resolve) => {
      const timeOut = () => {
        if (this.#settle !== settle) return;
        this.#gone = true;
        const seconds = (timeoutMs / 1000).toFixed(2);
        const errorMessage = `RequestId: ${invocation.requestId} Error: Task timed out after ${seconds} seconds`;
        settle({ error: { errorType: 'Sandbox.Timedout', errorMessage } });
        void this.#worker.terminate();
      };
      // After a pause of this thread the answer may have come in time, and wait to be read: timers come before messages.
      const timer = setTimeout(() => setImmediate(timeOut), timeoutMs);
      const settle = (outcome: Outcome) => {
        this.#settle = undefined;
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#settle = settle;
      if (this.#gone) return settle(exited(invocation.requestId));
      this.#worker.postMessage({ requestId: invocation.requestId, event: invocation.event, timeoutMs });
    });
  }

  #listen(options: InstanceOptions): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        resolve({
          error: {
            errorType: 'Sandbox.Timedout',
            errorMessage: `The module did not load within ${loadWithinMs / 1000} s`,
          },
        });
      }, loadWithinMs);
      const end = (outcome: Outcome): void => {
        clearTimeout(late);
        this.#gone = true;
        resolve(outcome);
        this.#settle?.(outcome);
      };
      this.#worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'log') options.onLog(message.line, this.#current);
        else if (message.type === 'loaded') {
          clearTimeout(late);
          options.onLoaded(message.ms);
          resolve(undefined);
        } else if (message.type === 'load-failed') end({ error: message.error });
        else if (message.requestId === this.#current?.requestId) this.#settle?.(outcomeOf(message));
      });
      this.#worker.on('error', (error: Error) =>
        end({ error: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } }),
      );
      this.#worker.on('exit', () => {
        end(exited(this.#current?.requestId ?? ''));
        options.onExit();
      });
    });
  }
}

function exited(requestId: string): Outcome {
  return {
    error: {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited without providing a reason`,
    },
  };
}

function outcomeOf(message: Extract<WorkerMessage, { type: 'result' | 'error' }>): Outcome {
  if (message.type === 'error') return { error: message.error };
  if (message.payload === undefined) return { payload: null };
  if (Buffer.byteLength(message.payload) > maxPayloadBytes) {
    return {
      error: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
      },
    };
  }
  return { payload: JSON.parse(message.payload) };
}
