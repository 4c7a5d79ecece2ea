import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const Request = z.strictObject({ influencerIds: z.array(id('influencer')).check(z.minLength(1), z.maxLength(500)) });

/** How many are brought up to date at the same time. */
const AT_ONCE = 10;

/**
 * Brings what the search knows of these influencers up to date, for profiles that came into the table without their events. Operators invoke it
 * directly; it has no route, and a repeat changes nothing.
 */
export async function handler(event: unknown): Promise<{ indexed: number }> {
  const { influencerIds } = z.parse(Request, event);
  for (let start = 0; start < influencerIds.length; start += AT_ONCE) {
    const batch = influencerIds.slice(start, start + AT_ONCE);
    await Promise.all(batch.map((influencerId) => indexInfluencer(influencerId, systemCommitContext())));
  }
  return { indexed: influencerIds.length };
}
