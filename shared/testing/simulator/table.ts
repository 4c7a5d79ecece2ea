import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TableAccess } from '#data/client.ts';
import { conditionOf } from './expressions.ts';
import { aliasesOf, type Input, idOf, kept, Stored } from './stored.ts';
import { updated } from './updates.ts';
import { Invalid, type Item, storable } from './values.ts';

export type { Item } from './values.ts';

const MOST_WRITES = 100;

/** One item as it was before a write and as it is after it; undefined where there is none. */
export interface Written {
  before: Item | undefined;
  after: Item | undefined;
}

/** A call that has begun: what it writes is locked until `finish` makes it, all at once. */
export interface Begun {
  finish: () => unknown;
  /** Nothing is written, and nothing stays locked. */
  abort: () => void;
}

interface Write {
  kind: string;
  id: string;
  input: Input;
}

/** The product's table in memory: conditions, transactions, conflicts between them, and indexes that lag. */
export class MemoryTable {
  readonly name = 'simulated';
  /** Hears of every write, in order. */
  onWrite: (written: readonly Written[]) => void = () => {};
  readonly stored = new Stored(this.name);
  private readonly locked = new Set<string>();

  /** The way into the table that the data layer takes; `through` may make every call wait, fail or be lost. */
  access(through: (begin: () => Begun, command: object) => Promise<unknown> = atOnce): TableAccess {
    const send = (command: object) => through(() => this.begin(command), command);
    return { tableName: this.name, document: { send } as unknown as TableAccess['document'] };
  }

  /** Every item, as it is stored; not to be changed. */
  items(): Item[] {
    return [...this.stored.items.values()];
  }

  /** An item as it is stored. */
  item(key: { pk: string; sk: string }): Item | undefined {
    return this.stored.items.get(idOf(key));
  }

  /** Takes a call up. Throws what DynamoDB says to a call that it refuses at once. */
  begin(command: object): Begun {
    const { input } = command as { input: Input };
    if (command instanceof TransactWriteCommand) return this.transact((input.TransactItems ?? []) as Input[]);
    for (const kind of [PutCommand, UpdateCommand, DeleteCommand])
      if (command instanceof kind) return this.single(kind.name.replace('Command', ''), input);
    return { finish: () => this.stored.read(command, input), abort: () => {} };
  }

  private transact(elements: readonly Input[]): Begun {
    const writes = elements.map((element) => {
      const [kind, input] = Object.entries(element)[0] as [string, Input];
      return { kind, input, id: idOf(input.Key ?? input.Item) };
    });
    if (writes.length > MOST_WRITES) throw new Invalid(`A transaction has at most ${MOST_WRITES} writes.`);
    if (new Set(writes.map(({ id }) => id)).size < writes.length)
      throw new Invalid('Transaction request cannot include multiple operations on one item');
    const outcomes = writes.map((write) => this.judge(write));
    const codes = outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : 'None'));
    if (codes.some((code) => code !== 'None')) throw cancelled(codes);
    return this.hold(writes, outcomes as Written[], () => ({}));
  }

  private single(kind: string, input: Input): Begun {
    const write = { kind, input, id: idOf(input.Key ?? input.Item) };
    const outcome = this.judge(write);
    if (outcome === 'TransactionConflict') throw named('TransactionConflictException', 'Transaction is ongoing');
    if (outcome === 'ConditionalCheckFailed')
      throw named('ConditionalCheckFailedException', 'The conditional request failed');
    if (typeof outcome === 'string') throw new Invalid('The update is not valid for this item.');
    return this.hold([write], [outcome], () =>
      input.ReturnValues === 'ALL_NEW' ? { Attributes: storable(outcome.after) } : {},
    );
  }

  /** What a write makes of its item, or the code for which it is refused. */
  private judge({ kind, id, input }: Write): Written | string {
    if (this.locked.has(id)) return 'TransactionConflict';
    const [before, aliases] = [this.stored.items.get(id), aliasesOf(input)];
    const condition = input.ConditionExpression;
    if (condition !== undefined && !conditionOf(String(condition))(before, aliases)) return 'ConditionalCheckFailed';
    if (kind === 'ConditionCheck') return { before, after: before };
    if (kind === 'Delete') return { before, after: undefined };
    if (kind === 'Put') return { before, after: kept(input.Item) };
    try {
      const after = updated(String(input.UpdateExpression), before ?? (input.Key as Item), aliases);
      return { before, after: kept(after) };
    } catch (error) {
      if (error instanceof Invalid) return 'ValidationError';
      throw error;
    }
  }

  private hold(writes: readonly Write[], outcomes: readonly Written[], answer: () => unknown): Begun {
    for (const { id } of writes) this.locked.add(id);
    const abort = () => {
      for (const { id } of writes) this.locked.delete(id);
    };
    const finish = () => {
      abort();
      for (const [at, { id, kind }] of writes.entries())
        if (kind !== 'ConditionCheck') this.stored.keep(id, (outcomes[at] as Written).after);
      this.onWrite(outcomes.filter((_, at) => writes[at]?.kind !== 'ConditionCheck'));
      return answer();
    };
    return { finish, abort };
  }
}

async function atOnce(begin: () => Begun): Promise<unknown> {
  return begin().finish();
}

/** A transaction that was cancelled, with a reason for each of its writes. */
export function cancelled(codes: readonly string[]): Error {
  const error = named(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons',
  );
  return Object.assign(error, { CancellationReasons: codes.map((Code) => ({ Code })) });
}

/** An error of the table, by its name. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
