import { searchInfluencers } from '#contract/areas/search.ts';
import { Failure } from '#contract/failure.ts';
import { issuesOfSearch, type SearchPlace, searchAmong } from '#domain/search.ts';
import { searchWordsOf } from '#domain/search-text.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { influencerIndex } from '#runtime/search/influencer-index.ts';
import { foundInfluencerView } from '#runtime/views/search.ts';

export const handler = endpoint(searchInfluencers, async (call) => {
  const { limit, cursor, q, niche, platform, country, language, ...rest } = call.query;
  const criteria = {
    ...rest,
    words: searchWordsOf(q),
    niches: niche,
    platforms: platform,
    countries: country,
    languages: language,
  };
  const issues = issuesOfSearch(criteria);
  if (issues.length > 0) throw new Failure('validation_failed', undefined, { issues });
  const scope = `influencers|${JSON.stringify(criteria)}`;
  const after = (await openCursor(cursor, scope, call.nowMs)) as SearchPlace | undefined;
  const index = await influencerIndex(call.nowMs);
  const found = criteria.words.length > 0 ? index.find(criteria.words) : undefined;
  // By place, not by count: who came or went meanwhile neither repeats nor hides another.
  const { hits, hasMore, total, facets } = searchAmong(index.documents(), criteria, found, { limit, after });
  const last = hasMore ? hits.at(-1) : undefined;
  const place = last && { ranks: last.ranks, influencerId: last.influencerId };
  return {
    status: 200,
    body: {
      items: hits.map(foundInfluencerView),
      nextCursor: await sealCursor(place, scope, call.nowMs),
      total,
      facets: facets as never,
    },
  };
});
