import { Applications, applicationRef } from '#data/application.ts';
import { commit } from '#data/commit.ts';
import { indexes, partitions, timelineOf } from '#data/keys.ts';
import { Offers, offerRef } from '#data/offer.ts';
import { listAll, listPage } from '#data/read.ts';
import { Timeline, type TimelineItem } from '#data/timeline.ts';
import { isUndecided } from '#domain/application.ts';
import { ENDED_REASON } from '#domain/campaign.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endWithCampaign, isLive } from '#domain/offer.ts';
import { planDecision } from '#runtime/application-decision.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { planWithdrawal } from '#runtime/withdrawn-offer.ts';

type Ended = ReceivedEvent<'CampaignStatusChanged'>;
const DONE = { status: 200, body: null };

/** What still waits for an answer when a campaign ends is answered by that: nobody can join any more, and no terms can be accepted. A repeated delivery finds nothing that waits. */
export const handler = reaction(['CampaignStatusChanged'], async (event, { nowIso }) => {
  const { workspaceId, campaignId, to } = event.data;
  if (to !== 'completed' && to !== 'cancelled') return;
  const ofCampaign = { index: 'gsi1', prefix: `${campaignId}#` } as const;
  const offers = await listAll({
    ...{ ...ofCampaign, entity: Offers.main, partition: indexes.offersOf(workspaceId) },
  });
  const live = offers.filter((offer) => isLive(offer, nowIso)).map(({ offerId }) => offerId);
  const applications = await listAll({
    ...{ ...ofCampaign, entity: Applications.main, partition: indexes.applicationsOf(workspaceId) },
  });
  const undecided = applications.filter(({ status }) => isUndecided(status)).map(({ applicationId }) => applicationId);
  const newest = await listNewestEvents(workspaceId, campaignId);
  for (const offerId of new Set([...live, ...named(newest, 'offerId')])) await withdrawOffer(event, offerId, nowIso);
  for (const applicationId of new Set([...undecided, ...named(newest, 'applicationId')]))
    await closeApplication(event, applicationId, nowIso);
});

/** The index may lag behind by seconds; what came in them is among the newest events of the campaign, which are read from the table itself. */
const NEWEST_EVENTS = 100;

async function listNewestEvents(workspaceId: string, campaignId: string): Promise<TimelineItem[]> {
  const partition = timelineOf(partitions.campaign(workspaceId, campaignId));
  const newest = { limit: NEWEST_EVENTS, newestFirst: true, after: undefined };
  return (await listPage({ entity: Timeline, partition, ...newest })).items;
}

const named = (events: readonly TimelineItem[], field: 'offerId' | 'applicationId'): string[] =>
  events.flatMap(({ data }) => (typeof data[field] === 'string' ? [data[field]] : []));

// Each is read again before it is written: it may have been answered meanwhile, and then is left as it is.
async function closeApplication(event: Ended, applicationId: string, nowIso: string): Promise<void> {
  await commit(systemCommitContext(event), {
    reads: { application: applicationRef(event.data.workspaceId, applicationId) },
    decide: ({ application }) => {
      if (!application) return refuse('not_found');
      const planned = planDecision(application, { status: 'rejected', reason: ENDED_REASON, nowIso, hasEnded: true });
      if (isRefused(planned)) return planned;
      return { changes: planned.changes, event: planned.event, answer: DONE };
    },
  });
}

async function withdrawOffer(event: Ended, offerId: string, nowIso: string): Promise<void> {
  await commit(systemCommitContext(event), {
    reads: { offer: offerRef(event.data.workspaceId, offerId) },
    decide: ({ offer }) => {
      if (!offer) return refuse('not_found');
      const next = endWithCampaign(offer, nowIso);
      if (isRefused(next)) return next;
      return { ...planWithdrawal(offer, next, 'brand'), answer: DONE };
    },
  });
}
