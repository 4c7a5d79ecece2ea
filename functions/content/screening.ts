import { campaignRef } from '#data/campaign.ts';
import type { ContractItem } from '#data/contract.ts';
import { screeningPolicyRef } from '#data/moderation.ts';
import { findTogether } from '#data/read.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { moderationIdOf } from '#domain/ids.ts';
import type { Moderation } from '#domain/moderation.ts';
import { DEFAULT_POLICY, judge, screenByLists } from '#domain/screening.ts';
import { embeddedScreener } from '#providers/screening/embedded-screener.ts';
import type { ScreenedMedium } from '#providers/screening/screener.ts';

/** What content for a contract comes to when it is screened as its workspace wants. */
export async function screenContent(
  { workspaceId, campaignId }: ContractItem,
  {
    submissionId,
    caption,
    mediaUrls,
    media,
  }: Pick<SubmissionItem, 'submissionId' | 'caption' | 'mediaUrls'> & {
    media: readonly ScreenedMedium[];
  },
): Promise<Moderation> {
  const { policy = DEFAULT_POLICY, campaign } = await findTogether({
    policy: screeningPolicyRef(workspaceId),
    campaign: campaignRef(workspaceId, campaignId),
  });
  const countries = campaign?.targetAudience?.countries ?? [];
  const [said, seen] = await Promise.all([
    embeddedScreener.screenText(caption),
    embeddedScreener.screenMedia(media, mediaUrls),
  ]);
  const listed = screenByLists({ caption, countries }, policy);
  const judged = judge([...said, ...listed, ...seen], policy);
  return {
    ...judged,
    itemId: judged.state === 'waits' ? moderationIdOf(submissionId) : null,
    reason: null,
    decidedAt: null,
  };
}
