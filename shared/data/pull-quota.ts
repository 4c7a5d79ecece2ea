import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { DAILY_UNITS, PULL_UNITS, type QuotaUse } from '#domain/pull-quota.ts';
import { table } from './client.ts';
import { keys } from './keys.ts';
import { updateAlone } from './update-alone.ts';

const KEPT_SECONDS = 14 * 86_400;

/** What the pulls of YouTube have spent on a day (YYYY-MM-DD in Pacific time), strongly consistent. */
export async function readQuotaUse(day: string): Promise<QuotaUse> {
  const { document, tableName } = table();
  const { Item } = await document.send(
    new GetCommand({ TableName: tableName, Key: keys.pullQuota('youtube', day), ConsistentRead: true }),
  );
  return { units: Number(Item?.units ?? 0), accounts: Number(Item?.accounts ?? 0) };
}

/** Takes units for a pull of so many accounts before it asks; false, and nothing is taken, when the day has not as many left. */
export async function takeUnits(day: string, cost: QuotaUse, nowMs: number): Promise<boolean> {
  if (cost.units > PULL_UNITS) return false;
  try {
    await updateAlone({
      Key: keys.pullQuota('youtube', day),
      UpdateExpression: 'ADD units :units, accounts :accounts SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(units) OR units <= :most',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':units': cost.units,
        ':accounts': cost.accounts,
        ':most': PULL_UNITS - cost.units,
        ':ttl': Math.ceil(nowMs / 1000) + KEPT_SECONDS,
      },
    });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** The platform says that the day's quota is spent, whoever spent it: nobody needs to ask again before the next day. */
export async function markQuotaSpent(day: string, nowMs: number): Promise<void> {
  await updateAlone({
    Key: keys.pullQuota('youtube', day),
    UpdateExpression: 'SET units = :all, #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':all': DAILY_UNITS, ':ttl': Math.ceil(nowMs / 1000) + KEPT_SECONDS },
  });
}
