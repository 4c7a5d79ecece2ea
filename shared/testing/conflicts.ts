import type { TableAccess } from '#data/client.ts';

/** Lets the engine cancel overlapping transactions as DynamoDB does: the one in flight goes on, the later one meets TransactionConflict. */
export function cancelOverlaps({ document }: TableAccess): { cancelled: () => number } {
  const held = new Set<string>();
  let cancelled = 0;
  document.middlewareStack.add(
    (next) => async (args) => {
      const keys = keysOf(args.input as TransactInput);
      const codes = keys.map((key) => (held.has(key) ? 'TransactionConflict' : 'None'));
      if (codes.includes('TransactionConflict')) {
        cancelled += 1;
        throw Object.assign(
          new Error('Transaction cancelled, please refer cancellation reasons for specific reasons'),
          {
            name: 'TransactionCanceledException',
            CancellationReasons: codes.map((Code) => ({ Code })),
          },
        );
      }
      for (const key of keys) held.add(key);
      try {
        return await next(args);
      } finally {
        for (const key of keys) held.delete(key);
      }
    },
    { step: 'initialize', name: 'cancelOverlaps' },
  );
  return { cancelled: () => cancelled };
}

interface Element {
  Key?: Record<string, unknown>;
  Item?: Record<string, unknown>;
}

interface TransactInput {
  TransactItems?: Record<string, Element>[];
}

function keysOf(input: TransactInput): string[] {
  return (input.TransactItems ?? []).flatMap((element) =>
    Object.values(element).map(({ Key, Item }) => JSON.stringify([(Key ?? Item)?.pk, (Key ?? Item)?.sk])),
  );
}
