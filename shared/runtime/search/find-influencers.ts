import { type SearchCriteria, type SearchPage, type SearchResult, searchAmong } from '#domain/search.ts';
import { influencerIndex } from './influencer-index.ts';

/**
 * A page of the influencers that answer a search, with how many there are. The one way to the search: where hits come from is known behind it
 * only, and a service of its own (OpenSearch) would answer the same criteria with the same result here.
 */
export async function findInfluencers(
  criteria: SearchCriteria,
  page: SearchPage,
  nowMs: number,
): Promise<SearchResult> {
  const index = await influencerIndex(nowMs);
  const found = criteria.words.length > 0 ? index.find(criteria.words) : undefined;
  // By place, not by count: who came or went meanwhile neither repeats nor hides another.
  return searchAmong(index.documents(), criteria, found, page);
}
