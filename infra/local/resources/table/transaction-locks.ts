import { AwsError } from '#local/kernel.ts';

/** Items that transactions in flight touch, so that overlapping ones are cancelled as DynamoDB does. */
export class TransactionLocks {
  readonly #held = new Set<string>();

  /** Runs a TransactWriteItems; TransactionCanceledException when another in flight touches one of its items. */
  async transact<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    this.#refuseOverlap(keys);
    for (const key of keys) this.#held.add(key);
    try {
      return await work();
    } finally {
      for (const key of keys) this.#held.delete(key);
    }
  }

  /** Runs a TransactGetItems; cancelled when a transaction in flight writes one of its items. */
  async readTransact<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    this.#refuseOverlap(keys);
    return work();
  }

  /** Runs a single write; TransactionConflictException when a transaction in flight touches the item. */
  async write<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#held.has(key)) {
      throw new AwsError('TransactionConflictException', 'Transaction is ongoing for the item');
    }
    return work();
  }

  #refuseOverlap(keys: string[]): void {
    if (!keys.some((key) => this.#held.has(key))) return;
    const codes = keys.map((key) => (this.#held.has(key) ? 'TransactionConflict' : 'None'));
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`;
    const reasons = codes.map((code) =>
      code === 'None' ? { Code: code } : { Code: code, Message: 'Transaction is ongoing for the item' },
    );
    throw new AwsError('TransactionCanceledException', message, 400, {
      Message: message,
      CancellationReasons: reasons,
    });
  }
}
