import { internalsOf } from '#local/internals.ts';
import { type Access, type AwsAnswer, type AwsCall, AwsError, type AwsService, type Platform } from '#local/kernel.ts';
import { IndexLag } from './index-lag.ts';
import { accessOf, type Input, inputOf, servedOperations, tableNamed } from './table-access.ts';
import { type Item, itemKey, type TableDefinition } from './table-definition.ts';
import { EngineStreams } from './table-streams.ts';
import { TransactionLocks } from './transaction-locks.ts';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

interface CatchUps {
  running: Promise<void>;
  isRunning: boolean;
  /** Starts when the running one has ended. */
  next: Promise<void> | undefined;
}

/** DynamoDB behind the proxy: the engine, with the conflicts and the index lag of the real one. */
export class TableService implements AwsService {
  readonly signingName = 'dynamodb';
  readonly tables = new Map<string, TableDefinition>();
  readonly streams: EngineStreams;
  readonly #platform: Platform;
  readonly #locks = new TransactionLocks();
  readonly #lags = new Map<string, IndexLag>();
  readonly #seen = new Map<string, string>();
  readonly #catchUps = new Map<string, CatchUps>();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.streams = new EngineStreams(platform, this.tables);
  }

  /** Serves a table that the engine has. */
  async add(table: TableDefinition): Promise<void> {
    this.tables.set(table.name, table);
    this.#lags.set(table.name, new IndexLag(table, this.#platform, internalsOf(this.#platform).indexLagMaxMs));
    this.#seen.set(table.name, await this.streams.latest(table.arn));
  }

  authorize(call: AwsCall): Access[] {
    const operation = this.#operation(call);
    return accessOf(this.tables, operation, inputOf(call));
  }

  async handle(call: AwsCall): Promise<AwsAnswer> {
    const operation = this.#operation(call);
    const input = inputOf(call);
    const answer = await this.#locked(operation, input, () => this.#forward(operation, call.body));
    if (writes.has(operation) && answer.status < 400) await this.#afterWrite(this.#writtenTables(operation, input));
    if (answer.status >= 400) return answer;
    if (operation === 'DescribeTable') return this.#describe(answer, input);
    return input.IndexName ? this.#withLag(answer, input) : answer;
  }

  /** What every write ends with: the lag of the indexes is known and the stream's readers are told. */
  async #afterWrite(names: string[]): Promise<void> {
    for (const name of names) {
      await this.#catchUp(name);
      this.streams.written(name);
    }
  }

  /** Removes an item as TTL does, only if it still expires at `expiry`; gives whether it did. */
  async removeExpired(table: TableDefinition, key: Item, expiry: string): Promise<boolean> {
    const { engine } = internalsOf(this.#platform);
    try {
      await engine.call('DeleteItem', {
        TableName: table.name,
        Key: key,
        ConditionExpression: '#t = :t',
        ExpressionAttributeNames: { '#t': table.ttlAttribute },
        ExpressionAttributeValues: { ':t': { N: expiry } },
      });
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') return false;
      throw error;
    }
    await this.#afterWrite([table.name]);
    return true;
  }

  #operation(call: AwsCall): string {
    const operation = call.target ?? '';
    if (servedOperations.has(operation)) return operation;
    throw new AwsError('UnknownOperationException', `The local table does not serve ${operation || 'this request'}.`);
  }

  async #forward(operation: string, body: Buffer): Promise<AwsAnswer> {
    const { status, body: answer } = await internalsOf(this.#platform).engine.send(operation, body);
    return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: answer };
  }

  #locked(operation: string, input: Input, work: () => Promise<AwsAnswer>): Promise<AwsAnswer> {
    const lockOf = (nameOrArn: unknown, item: Item): string => {
      const table = tableNamed(this.tables, nameOrArn);
      return `${table.name} ${itemKey(table, item ?? {})}`;
    };
    const keys = (): string[] =>
      (input.TransactItems ?? []).map((entry: Input) => {
        const request = Object.values<Input>(entry)[0] ?? {};
        return lockOf(request.TableName, request.Key ?? request.Item);
      });
    if (operation === 'TransactWriteItems') return this.#locks.transact(keys(), work);
    if (operation === 'TransactGetItems') return this.#locks.readTransact(keys(), work);
    if (operation === 'PutItem' || operation === 'UpdateItem' || operation === 'DeleteItem') {
      return this.#locks.write(lockOf(input.TableName, input.Key ?? input.Item), work);
    }
    return work();
  }

  #writtenTables(operation: string, input: Input): string[] {
    const names = [...new Set(accessOf(this.tables, operation, input).map(({ resource }) => resource))];
    return names.map((arn) => tableNamed(this.tables, arn).name);
  }

  /** Reads the stream up to the present; calls that come while a read runs share the next one, which sees their writes. */
  #catchUp(name: string): Promise<void> {
    const chain = this.#catchUps.get(name) ?? { running: Promise.resolve(), isRunning: false, next: undefined };
    this.#catchUps.set(name, chain);
    if (chain.next !== undefined) return chain.next;
    const read = async (): Promise<void> => {
      chain.next = undefined;
      chain.isRunning = true;
      try {
        await this.#readOn(name);
      } finally {
        chain.isRunning = false;
      }
    };
    if (!chain.isRunning) {
      chain.running = read();
      return chain.running;
    }
    chain.next = chain.running
      .catch(() => undefined)
      .then(() => {
        chain.running = read();
        return chain.running;
      });
    return chain.next;
  }

  async #readOn(name: string): Promise<void> {
    const table = tableNamed(this.tables, name);
    for (;;) {
      const { records, lastSequenceNumber } = await this.streams.readToTail(table.arn, this.#seen.get(name), 1000);
      if (lastSequenceNumber === undefined) return;
      for (const { dynamodb } of records) this.#lags.get(name)?.wrote(dynamodb.Keys, dynamodb.OldImage);
      this.#seen.set(name, lastSequenceNumber);
      if (records.length < 1000) return;
    }
  }

  #withLag(answer: AwsAnswer, input: Input): AwsAnswer {
    const parsed = JSON.parse(String(answer.body));
    if (!parsed.Items) return answer;
    const lag = this.#lags.get(tableNamed(this.tables, input.TableName).name);
    const items = lag?.shown(parsed.Items, input.IndexName, Boolean(input.FilterExpression)) ?? parsed.Items;
    return { ...answer, body: JSON.stringify({ ...parsed, Items: items, Count: items.length }) };
  }

  #describe(answer: AwsAnswer, input: Input): AwsAnswer {
    const { arn } = tableNamed(this.tables, input.TableName);
    const [prefix = ''] = arn.split('table/');
    return { ...answer, body: String(answer.body).replaceAll(/arn:aws:dynamodb:[^:"]*:[^:"]*:/g, prefix) };
  }
}
