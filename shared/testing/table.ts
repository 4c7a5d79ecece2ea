import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { setTable, type TableAccess } from '#data/client.ts';
import type { Engine } from '#local/engine.ts';
import { openFreshTable } from './open-table.ts';

let made = 0;

/** A fresh table of the product's shape on the embedded engine for the tests of this file; the data layer uses it. */
export function prepareTestTable(): {
  access: () => TableAccess;
  items: () => Promise<Record<string, unknown>[]>;
  callsOf: (work: () => Promise<unknown>) => Promise<string[]>;
} {
  let engine: Engine | undefined;
  let access: TableAccess | undefined;
  beforeAll(async () => {
    made += 1;
    ({ engine, access } = await openFreshTable(`test-${process.pid}-${made}`));
    setTable(access);
  });
  afterAll(async () => {
    setTable(undefined);
    await engine?.stop();
  });
  const current = (): TableAccess => {
    if (!access) throw new Error('The test table exists only while tests run.');
    return access;
  };
  return {
    access: current,
    items: async () =>
      (await current().document.send(new ScanCommand({ TableName: current().tableName, ConsistentRead: true })))
        .Items ?? [],
    // The commands that some work sends to the table, in order.
    callsOf: async (work) => {
      const { middlewareStack } = current().document;
      const calls: string[] = [];
      middlewareStack.add(
        (next, { commandName = '' }) =>
          (args) => {
            calls.push(commandName);
            return next(args);
          },
        { step: 'initialize', name: 'callsOf' },
      );
      await work();
      middlewareStack.remove('callsOf');
      return calls;
    },
  };
}
