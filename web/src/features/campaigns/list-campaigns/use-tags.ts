import { useMemo } from 'react';
import { listCampaignTags } from '#contract/areas/tasks.ts';
import { sortTags } from '#domain/rules/tags.ts';
import { useEndpoint } from '@/api/hooks.ts';

/** How many of the newest campaigns with tags are asked for: as many as one page holds. */
const MOST_TAGGED = 100;

/** The tags of each campaign, and all of them once in the order of the alphabet. */
export function useTags() {
  const { data } = useEndpoint(listCampaignTags, { query: { limit: MOST_TAGGED } });
  return useMemo(() => {
    const items = data?.items ?? [];
    return {
      tagsOf: new Map(items.map(({ campaignId, tags }) => [campaignId, tags])),
      tags: sortTags(items.flatMap(({ tags }) => tags)),
    };
  }, [data]);
}
