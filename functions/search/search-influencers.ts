import { searchInfluencers } from '#contract/areas/search.ts';
import { Failure } from '#contract/failure.ts';
import { issuesOfSearch, type SearchPlace } from '#domain/search.ts';
import { searchWordsOf } from '#domain/search-text.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { findInfluencers } from '#runtime/search/find-influencers.ts';
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
  const { hits, hasMore, total, facets } = await findInfluencers(criteria, { limit, after }, call.nowMs);
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
