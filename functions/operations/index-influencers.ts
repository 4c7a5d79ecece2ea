import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { indexInfluencers } from '#runtime/search/index-influencer.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const Request = z.strictObject({ influencerIds: z.array(id('influencer')).check(z.minLength(1), z.maxLength(500)) });

/**
 * Brings what the search knows of these influencers up to date, for profiles that came into the table without their events. Operators invoke it
 * directly; it has no route, and a repeat changes nothing.
 */
export async function handler(event: unknown): Promise<{ indexed: number }> {
  const { influencerIds } = z.parse(Request, event);
  await indexInfluencers(influencerIds, systemCommitContext);
  return { indexed: influencerIds.length };
}
