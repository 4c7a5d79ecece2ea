import { campaignRef } from '#data/campaign.ts';
import type { ContractItem } from '#data/contract.ts';
import { screeningPolicyRef } from '#data/moderation.ts';
import { findTogether } from '#data/read.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { moderationIdOf } from '#domain/ids.ts';
import type { Moderation } from '#domain/moderation.ts';
import { DEFAULT_POLICY, judge, screenByLists } from '#domain/screening.ts';
import { type ScreenedMedium, screenerNamed } from '#platform/screening/screener.ts';
import { setting } from '#runtime/config.ts';

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
  const screener = screenerNamed(setting('SCREENING'));
  const [said, seen] = await Promise.all([
    screener.screenText(caption),
    // What nobody wants to know is not paid for.
    policy.actions.media === 'off' ? [] : screener.screenMedia(media, mediaUrls),
  ]);
  const listed = screenByLists({ caption, countries }, policy);
  const judged = judge([...said, ...listed, ...seen], policy);
  const isScreening = judged.findings.some(({ outcome }) => outcome === 'screening');
  return {
    ...judged,
    state: isScreening && judged.state !== 'waits' ? 'screening' : judged.state,
    itemId: judged.state === 'waits' ? moderationIdOf(submissionId) : null,
    reason: null,
    decidedAt: null,
  };
}
