import { applyToCampaign } from '#contract/areas/applications.ts';
import { Applications, appliedRef, claimApplied } from '#data/application.ts';
import { influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { listingRef, stillListed } from '#data/listing.ts';
import { userRef } from '#data/person.ts';
import { placesRef } from '#data/places.ts';
import { createBoth } from '#data/two-sided.ts';
import { decideApply } from '#domain/application.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { isFull } from '#domain/places.ts';
import { mailboxOf } from '#domain/second-person.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { peopleOfWorkspace } from '#runtime/people-of-workspace.ts';
import { applicationView } from '#runtime/views/application.ts';

export const handler = endpoint(applyToCampaign, async (call) => {
  const { userId, influencerId } = call.influencer();
  const { campaignId } = call.params;
  const { proposedPrice = null, ...said } = call.body;
  const applicationId = newId('application');
  return call.commit({
    reads: {
      listing: listingRef(campaignId),
      profile: influencerRef(influencerId),
      earlier: appliedRef(influencerId, campaignId),
      user: userRef(userId),
      places: placesRef(campaignId),
    },
    more: async ({ listing }) => (listing ? await peopleOfWorkspace(listing.workspaceId) : []),
    decide: ({ listing, profile, earlier, user, places }, members) => {
      if (!listing) return refuse('not_found', 'There is no open campaign with this id.');
      const proposal = { ...said, applicationId, proposedPrice, nowIso: call.nowIso };
      const people = { applicant: { userId, mailbox: user && mailboxOf(user.email) }, members };
      const application = decideApply(
        { listing, profile, earlier, isFull: places !== undefined && isFull(places), ...people },
        proposal,
      );
      if (isRefused(application)) return application;
      const { workspaceId } = application;
      return {
        changes: [
          ...createBoth(Applications, application),
          claimApplied(application, earlier),
          stillListed(campaignId),
        ],
        event: {
          type: 'ApplicationSubmitted',
          aggregateId: applicationId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title: application.campaignTitle, applicationId },
        },
        answer: { status: 201, body: applicationView(application) },
      };
    },
  });
});
