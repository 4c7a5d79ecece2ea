import { expect, it } from 'vitest';
import { toTransactItem, update } from './change.ts';

it('adds to an attribute by ADD, and to one inside another, which ADD does not take, by setting it to more', () => {
  const change = update(
    { pk: 'CONTRACT', sk: '1' },
    { set: { updatedAt: 'now' }, add: { liveCount: 1, 'progress.2.liveCount': 1 } },
    [],
  );
  expect(toTransactItem(change, 'table')).toMatchObject({
    Update: {
      UpdateExpression:
        'SET #updatedAt = :v0, #progress.#2.#liveCount = #progress.#2.#liveCount + :v1 ADD #liveCount :v2',
      ExpressionAttributeNames: { '#progress': 'progress', '#2': '2', '#liveCount': 'liveCount' },
      ExpressionAttributeValues: { ':v0': 'now', ':v1': 1, ':v2': 1 },
    },
  });
});
