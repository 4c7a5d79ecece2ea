import type { EventDraft } from '#contract/events.ts';
import { type BrandStandingItem, BrandStandings, newStanding } from '#data/brand-standing.ts';
import { type Change, createOrReplace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import type { Brand } from '#data/workspace.ts';
import { type BrandState, isVerified } from '#domain/brand-standing.ts';

/** What somebody of the platform says of a brand. */
export interface VerificationSaid {
  state: BrandState;
  reason: string;
  note: string;
  by: { userId: string | null; name: string };
  at: string;
}

/**
 * A brand after people of the platform have said whether it is who it says it is, under the name it has now; undefined when that is said already. Whose
 * verification is taken back has its next campaign looked at again.
 */
export function planVerification(
  { workspaceId, brandId }: { workspaceId: string; brandId: string },
  { brand, standing }: { brand: Brand | undefined; standing: BrandStandingItem | undefined },
  said: VerificationSaid,
): { standing: BrandStandingItem; changes: Change[]; event: EventDraft } | undefined {
  const { state, reason, at } = said;
  const before = standing ?? newStanding(workspaceId, brandId, at);
  if (isVerified(before, brand?.companyName) === (state === 'verified') && before.state === state) return undefined;
  const { clearedCampaignId, ...rest } = before;
  const kept = state === 'verified' && clearedCampaignId ? { clearedCampaignId } : {};
  const after: BrandStandingItem = {
    ...{ ...rest, ...kept, state, companyName: state === 'verified' ? (brand?.companyName ?? null) : null },
    ...{ decisions: [...before.decisions, said], version: before.version + 1, updatedAt: at },
  };
  return {
    standing: after,
    changes: [createOrReplace(BrandStandings, standing, after)],
    event: {
      type: 'BrandVerificationChanged',
      aggregateId: `${brandId}-standing`,
      seq: after.version,
      partition: partitions.workspace(workspaceId),
      data: { workspaceId, brandId, state, reason },
    },
  };
}
