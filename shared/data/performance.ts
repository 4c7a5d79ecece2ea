import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CampaignItem, Campaigns } from './campaign.ts';
import { table } from './client.ts';
import { type HoldItem, Holds } from './hold.ts';
import { campaignPartition, indexes } from './keys.ts';
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
  const items = await queryAll({
    // CAMPAIGN, HOLD#…, PERF#DAY#… and PERF#LATEST#… lie next to each other.
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': campaignPartition(workspaceId, campaignId),
      ':from': 'CAMPAIGN',
      ':to': 'PERF#~',
    },
    ConsistentRead: true,
  });
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

/** What was measured of an influencer's own content since that day (YYYY-MM-DD), of every campaign or of one. */
export async function findOwnPerformance(
  influencerId: string,
  sinceOn: string,
  campaignId: string | undefined,
): Promise<Pick<CampaignPerformance, 'measures' | 'days'>> {
  const items = await queryAll({
    IndexName: 'gsi1',
    // DAY#… and LATEST#… in order of time, so that what is older is never read.
    KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk BETWEEN :from AND :to',
    ...(campaignId === undefined ? {} : { FilterExpression: 'campaignId = :campaignId' }),
    ExpressionAttributeValues: {
      ':pk': indexes.performanceOf(influencerId),
      ':from': `DAY#${sinceOn}`,
      ':to': 'LATEST#~',
      ...(campaignId === undefined ? {} : { ':campaignId': campaignId }),
    },
  });
  const days = items.filter((item) => item._et === MeasureDays.name).map((item) => MeasureDays.parse(item));
  const measures = items
    .filter((item) => item._et === Measures.name)
    .map((item) => Measures.parse(item))
    // Followed to its end before that day: its last numbers are in the campaign's report.
    .filter(({ measuredAt }) => measuredAt === null || measuredAt >= sinceOn);
  return { measures, days };
}

async function queryAll(query: Omit<QueryCommandInput, 'TableName'>): Promise<Record<string, unknown>[]> {
  const { document, tableName } = table();
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await document.send(
      new QueryCommand({ TableName: tableName, ...query, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    items.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start);
  return items;
}
