import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTable, setTable } from './client.ts';
import { keys } from './keys.ts';
import { updateAlone } from './update-alone.ts';

const documents = mockClient(DynamoDBDocumentClient);
const named = (name: string) => Object.assign(new Error('not now'), { name });
const counting = { Key: keys.actor('usr_1'), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } };
const attempts = () => documents.commandCalls(UpdateCommand).length;

beforeEach(() => {
  vi.useRealTimers();
  documents.reset();
  setTable(openTable('a-table'));
});
afterAll(() => {
  documents.restore();
  setTable(undefined);
});

describe('an update outside a commit', () => {
  it('waits for a transaction that holds the item', async () => {
    documents
      .on(UpdateCommand)
      .rejectsOnce(named('TransactionConflictException'))
      .rejectsOnce(named('TransactionConflictException'))
      .resolves({ Attributes: { n: 7 } });
    expect(await updateAlone(counting)).toEqual({ n: 7 });
    expect(attempts()).toBe(3);
  });

  it('gives up on an item that stays held', async () => {
    vi.useFakeTimers();
    documents.on(UpdateCommand).rejects(named('TransactionConflictException'));
    const given = expect(updateAlone(counting)).rejects.toThrow('not now');
    await vi.runAllTimersAsync();
    await given;
    expect(attempts()).toBe(7);
  });

  it('does not ask again for anything else', async () => {
    documents.on(UpdateCommand).rejects(named('ConditionalCheckFailedException'));
    await expect(updateAlone(counting)).rejects.toThrow('not now');
    expect(attempts()).toBe(1);
  });
});
