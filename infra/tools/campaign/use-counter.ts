import { AsyncLocalStorage } from 'node:async_hooks';
import type { Engine } from '#local/engine.ts';
import type { Platform, TraceRecord } from '#local/kernel.ts';
import type { OnOutgoingCall } from '#local/outgoing-calls.ts';
import type { Uses } from '../../cost/campaign-cost.ts';
import type { PriceName } from '../../cost/prices.ts';

/** What CloudWatch adds to each line, and Lambda's own lines about an invocation in the JSON format, bytes. */
const LOG_BYTES = { perLine: 26, perInvocation: 700 } as const;
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

interface FunctionFacts {
  memoryGb: number;
  /** What runs by the clock runs without any campaign too: it is counted with the idle stage. */
  isScheduled: boolean;
}

/** Counts what AWS would bill while a platform runs, from its traces and from what the database engine says of each call. */
export class UseCounter {
  readonly #uses = new Map<PriceName, number>();
  readonly #caller = new AsyncLocalStorage<string>();
  readonly #correlations = new Set<string>();
  #functions = new Map<string, FunctionFacts>();
  #isCounting = false;

  /** To be given to the platform when it starts, like `aroundEngine`: they tell whose call a call of the table is. */
  readonly onOutgoingCall: OnOutgoingCall = ({ from }, make) => this.#caller.run(from, make);

  readonly aroundEngine = (engine: Engine): Engine => ({
    ...engine,
    send: (operation, body, api) => this.#send(engine, operation, body, api),
  });

  /** Begins to count. */
  start(platform: Platform): void {
    this.#functions = new Map(
      platform.resources('AWS::Lambda::Function').map(({ ref, properties }) => [
        ref,
        {
          memoryGb: Number(properties.MemorySize ?? 128) / 1024,
          isScheduled: String(properties.Handler).startsWith('schedules/'),
        },
      ]),
    );
    this.#isCounting = true;
    platform.trace.subscribe((record) => this.#record(record));
  }

  /** What has been used since the start. */
  uses(): Uses {
    return { ...Object.fromEntries(this.#uses), trace: this.#correlations.size };
  }

  #add(price: PriceName, quantity = 1): void {
    this.#uses.set(price, (this.#uses.get(price) ?? 0) + quantity);
  }

  #isScheduled(functionName: unknown): boolean {
    return this.#functions.get(String(functionName))?.isScheduled ?? false;
  }

  async #send(engine: Engine, operation: string, body: string | Buffer, api?: 'DynamoDB' | 'DynamoDBStreams') {
    if (!this.#isCounting || api === 'DynamoDBStreams') return engine.send(operation, body, api);
    const asked = JSON.stringify({ ...JSON.parse(String(body)), ReturnConsumedCapacity: 'TOTAL' });
    const answer = await engine.send(operation, asked, api);
    if (answer.status === 200 && !this.#isScheduled(this.#caller.getStore())) {
      const { ConsumedCapacity = [] } = JSON.parse(answer.body.toString());
      for (const { CapacityUnits } of [ConsumedCapacity].flat())
        this.#add(READS.has(operation) ? 'readUnit' : 'writeUnit', CapacityUnits);
    }
    return answer;
  }

  #record({ kind, data, correlationId }: TraceRecord): void {
    if (this.#isScheduled(data.functionName)) return;
    switch (kind) {
      case 'http.request':
        for (const price of ['apiRequest', 'edgeRequest', 'edgeFunction', 'firewallRequest'] as const) this.#add(price);
        break;
      case 'invoke.end':
        this.#invoked(data);
        if (correlationId) this.#correlations.add(correlationId);
        break;
      case 'log':
        this.#add('logByte', Buffer.byteLength(JSON.stringify(data.line)) + LOG_BYTES.perLine);
        break;
      // The way into the first state and the way out of the last one are transitions as well.
      case 'execution.started':
      case 'execution.state':
      case 'execution.ended':
        this.#add('transition');
        break;
      case 'event.published':
        // What AWS's own services tell costs nothing.
        if (!String(data.source).startsWith('aws.')) this.#add('busEvent');
        break;
      case 'queue.sent':
        this.#add(queuePrice(data));
        break;
      // Lambda receives a batch and deletes it.
      case 'queue.batch':
        this.#add(queuePrice(data), 2);
        break;
      case 'mail.sent':
        this.#add('mail', [data.to].flat().length);
        break;
      case 'aws.call':
        this.#called(String(data.action));
        break;
    }
  }

  #invoked({ functionName, durationMs }: Record<string, unknown>): void {
    const { memoryGb = 0.125 } = this.#functions.get(String(functionName)) ?? {};
    this.#add('invocation');
    this.#add('computeSecond', (Math.ceil(Number(durationMs)) / 1000) * memoryGb);
    this.#add('logByte', LOG_BYTES.perInvocation);
  }

  #called(action: string): void {
    if (action.startsWith('kms:')) this.#add('keyRequest');
    if (action.startsWith('secretsmanager:')) this.#add('secretRequest');
    if (/^s3:(Put|Post|List|Create|Complete|Copy)/.test(action)) this.#add('filePut');
    else if (/^s3:(Get|Head)/.test(action)) this.#add('fileGet');
  }
}

function queuePrice({ queue }: Record<string, unknown>): PriceName {
  return String(queue).endsWith('.fifo') ? 'fifoRequest' : 'queueRequest';
}
