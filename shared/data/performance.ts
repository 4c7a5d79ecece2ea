import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type CampaignItem, Campaigns } from './campaign.ts';
import { table } from './client.ts';
import { type HoldItem, Holds } from './hold.ts';
import { campaignPartition } from './keys.ts';
import { type MeasureDayItem, MeasureDays, type MeasureItem, Measures } from './social.ts';

export interface CampaignPerformance {
  campaign: CampaignItem;
  holds: HoldItem[];
  measures: MeasureItem[];
  days: MeasureDayItem[];
}

/** A campaign with its holds and everything measured, read in key order from its one partition; undefined when there is no such campaign. */
export async function findPerformance(
  workspaceId: string,
  campaignId: string,
): Promise<CampaignPerformance | undefined> {
  const { document, tableName } = table();
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await document.send(
      new QueryCommand({
        TableName: tableName,
        // CAMPAIGN, HOLD#…, PERF#DAY#… and PERF#LATEST#… lie next to each other.
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': campaignPartition(workspaceId, campaignId),
          ':from': 'CAMPAIGN',
          ':to': 'PERF#~',
        },
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start);
  const of = (name: string) => items.filter((item) => item._et === name);
  const [campaign] = of(Campaigns.name);
  if (!campaign) return undefined;
  return {
    campaign: Campaigns.parse(campaign),
    holds: of(Holds.name).map((item) => Holds.parse(item)),
    measures: of(Measures.name).map((item) => Measures.parse(item)),
    days: of(MeasureDays.name).map((item) => MeasureDays.parse(item)),
  };
}
