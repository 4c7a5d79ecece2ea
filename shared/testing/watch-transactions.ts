import { BatchGetCommand, type TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TableAccess } from '#data/client.ts';

type Item = Record<string, unknown>;

/** One write of a transaction that went through, with the item before and after it. */
export interface SeenWrite {
  kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  before: Item | undefined;
  after: Item | undefined;
}

/** Tells of every transaction that goes through until the answer is called; each costs two more reads. */
export function watchTransactions(
  { document, tableName }: TableAccess,
  tell: (writes: SeenWrite[]) => void,
): () => void {
  const plain = document.send;
  const send = plain.bind(document) as (command: unknown, ...rest: unknown[]) => Promise<unknown>;
  const read = async (keys: Item[]): Promise<Map<string, Item>> => {
    const command = new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } });
    const { Responses = {} } = await document.send(command);
    return new Map((Responses[tableName] ?? []).map((item) => [nameOf(item), item]));
  };
  document.send = (async (command: { input?: TransactWriteCommand['input'] }, ...rest: unknown[]) => {
    const entries = command.input?.TransactItems;
    if (!entries) return send(command, ...rest);
    const keys = entries.map((entry) => keyOf(Object.values(entry)[0]));
    const before = await read(keys);
    const answer = await send(command, ...rest);
    const after = await read(keys);
    tell(
      entries.map((entry, index) => {
        const name = nameOf(keys[index] ?? {});
        return { kind: Object.keys(entry)[0] as SeenWrite['kind'], before: before.get(name), after: after.get(name) };
      }),
    );
    return answer;
  }) as typeof document.send;
  return () => {
    document.send = plain;
  };
}

function keyOf(write: { Key?: Item | undefined; Item?: Item | undefined } | undefined): Item {
  const { pk, sk } = write?.Key ?? write?.Item ?? {};
  return { pk, sk };
}

function nameOf({ pk, sk }: Item): string {
  return `${pk}|${sk}`;
}
