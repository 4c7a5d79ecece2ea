import type { EventDraft } from '#contract/events.ts';
import { type ApplicationItem, Applications, markApplied } from '#data/application.ts';
import { stillGoingOn } from '#data/campaign.ts';
import type { Change } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { stillHasPlace } from '#data/places.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { type ApplicationDecision, decideApplication } from '#domain/application.ts';
import { isRefused, type Refused } from '#domain/decision.ts';

/** What a decision about an application writes and tells, of a brand or of the end of the campaign; nobody is approved for whom there is no place, and in a campaign that is over nobody is approved or kept waiting. */
export function planDecision(
  before: ApplicationItem,
  decision: { status: ApplicationDecision; reason: string | null; nowIso: string; hasEnded?: boolean },
): { application: ApplicationItem; changes: Change[]; event: EventDraft } | Refused<'application_not_pending'> {
  const application = decideApplication(before, decision);
  if (isRefused(application)) return application;
  const { workspaceId, campaignId, influencerId, campaignTitle: title, applicationId } = application;
  const { status, hasEnded } = decision;
  return {
    application,
    changes: [
      ...replaceBoth(Applications, before, application),
      markApplied(application),
      ...(status === 'rejected' ? [] : [stillGoingOn(workspaceId, campaignId)]),
      ...(status === 'approved' ? [stillHasPlace(campaignId)] : []),
    ],
    event: {
      type: 'ApplicationDecided',
      aggregateId: applicationId,
      seq: application.version,
      partition: partitions.campaign(workspaceId, campaignId),
      data: { workspaceId, campaignId, influencerId, title, applicationId, status, ...(hasEnded && { hasEnded }) },
    },
  };
}
