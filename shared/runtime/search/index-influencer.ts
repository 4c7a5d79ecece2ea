import { type Change, createOrReplace, unchanged } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import type { Entity, Ref } from '#data/entity.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { RateCards, rateCardRef } from '#data/rate-card.ts';
import { SearchDocuments, searchDocumentRef } from '#data/search-document.ts';
import { searchDocumentOf } from '#domain/search.ts';

/**
 * Brings what the search knows of an influencer up to what their profile and rate card say now. Whichever event asks for it, however often and
 * in whatever order: the write holds only while both are still in the versions it was made of.
 */
export async function indexInfluencer(influencerId: string, context: CommitContext): Promise<void> {
  const reads = {
    profile: influencerRef(influencerId),
    card: rateCardRef(influencerId),
    before: searchDocumentRef(influencerId),
  };
  await commit(context, {
    reads,
    decide: ({ profile, card, before }) => {
      const answer = { status: 200, body: null };
      const made = { profileVersion: profile?.version ?? 0, cardVersion: card?.version ?? 0 };
      const isCurrent = before?.profileVersion === made.profileVersion && before.cardVersion === made.cardVersion;
      const document = searchDocumentOf(profile, card);
      if (isCurrent || (!document && !before)) return { changes: [], answer };
      // Readers follow the changes in the order of this instant; it never goes back.
      const changedAtMs = Math.max(context.nowMs, before?.changedAtMs ?? 0);
      const next = { influencerId, document, ...made, changedAtMs };
      return {
        changes: [
          createOrReplace(SearchDocuments, before, next),
          asRead(Influencers, reads.profile, profile),
          asRead(RateCards, reads.card, card),
        ],
        answer,
      };
    },
  });
}

/** How many influencers are brought up to date at the same time. */
const AT_ONCE = 10;

/** As indexInfluencer, for many. */
export async function indexInfluencers(
  influencerIds: readonly string[],
  contextOf: () => CommitContext,
): Promise<void> {
  for (let start = 0; start < influencerIds.length; start += AT_ONCE) {
    const batch = influencerIds.slice(start, start + AT_ONCE);
    await Promise.all(batch.map((influencerId) => indexInfluencer(influencerId, contextOf())));
  }
}

/** What was read is still so when the commit is written, its absence too. */
function asRead<T extends { version: number }>(entity: Entity<T>, { key }: Ref<T>, value: T | undefined): Change {
  return value ? unchanged(entity, value) : { kind: 'check', key, when: [{ path: 'pk', is: 'absent' }] };
}
