import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { SOCIAL_PLATFORMS } from '#domain/social.ts';
import { table } from './client.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { money } from './shapes.ts';

const platform = z.enum(SOCIAL_PLATFORMS);

/** How long it is known that an influencer was taken out of the search: far longer than a container or a snapshot lives. */
const REMOVAL_KEPT_MS = 30 * 86_400_000;

/** What the search knows of an influencer, with the versions of what it was made of; its document is null once they are not to be found. */
export const SearchDocuments = defineEntity({
  name: 'search_document',
  schema: z.object({
    influencerId: z.string(),
    document: z.nullable(
      z.object({
        influencerId: z.string(),
        displayName: z.string(),
        bio: z.string(),
        niches: z.array(z.string()),
        languages: z.array(z.string()),
        country: z.string(),
        city: z.nullable(z.string()),
        accounts: z.array(z.object({ platform, handle: z.string(), followers: z.int(), verified: z.boolean() })),
        prices: z.array(z.object({ platform, price: money })),
      }),
    ),
    /** Zero where there was none. */
    profileVersion: z.int(),
    cardVersion: z.int(),
    changedAtMs: z.int(),
    version: z.int(),
  }),
  key: (item) => keys.searchDocument(item.influencerId),
  index: (item) => ({
    gsi2pk: indexes.searchedInfluencers(),
    gsi2sk: changeText(item.changedAtMs, item.influencerId),
    ...(item.document ? {} : { ttl: Math.ceil((item.changedAtMs + REMOVAL_KEPT_MS) / 1000) }),
  }),
});
export type SearchDocumentItem = ValueOf<typeof SearchDocuments>;

export const searchDocumentRef = (influencerId: string) => ref(SearchDocuments, keys.searchDocument(influencerId));

/** Search documents that changed at or after an instant, oldest change first. One table call per megabyte. */
export async function listSearchDocuments(sinceMs: number): Promise<SearchDocumentItem[]> {
  const { document, tableName } = table();
  const found: SearchDocumentItem[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await document.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'gsi2',
        KeyConditionExpression: 'gsi2pk = :pk AND gsi2sk >= :since',
        ExpressionAttributeValues: { ':pk': indexes.searchedInfluencers(), ':since': changeText(sinceMs, '') },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    found.push(...(answer.Items ?? []).map((item) => SearchDocuments.parse(item)));
    start = answer.LastEvaluatedKey;
  } while (start);
  return found;
}

/** Whether any search document changed at or after an instant. */
export async function hasSearchDocumentChanged(sinceMs: number): Promise<boolean> {
  const { document, tableName } = table();
  const { Count } = await document.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :pk AND gsi2sk >= :since',
      ExpressionAttributeValues: { ':pk': indexes.searchedInfluencers(), ':since': changeText(sinceMs, '') },
      Limit: 1,
      Select: 'COUNT',
    }),
  );
  return (Count ?? 0) > 0;
}

/** Sorts as the instant does. */
function changeText(ms: number, influencerId: string): string {
  return `${String(Math.max(0, ms)).padStart(15, '0')}#${influencerId}`;
}
