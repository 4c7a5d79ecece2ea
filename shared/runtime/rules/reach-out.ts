import { RULE_TRIGGERED_TYPE, toldOf, type WebhookPayload } from '#contract/webhook-events.ts';
import { appliedRef } from '#data/application.ts';
import type { CampaignItem } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { Invited, invitedRef } from '#data/invited.ts';
import { partitions } from '#data/keys.ts';
import { type ListingItem, listingRef } from '#data/listing.ts';
import { findAll, findOne } from '#data/read.ts';
import type { RuleItem, RuleRunItem } from '#data/rule.ts';
import { webhookRef } from '#data/webhook.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { fitOf } from '#domain/fit.ts';
import { isClosedToApplicants } from '#domain/listing.ts';
import type { ActionOf } from '#domain/rules/rule.ts';
import type { SearchDocument } from '#domain/search.ts';
import { beginDelivery } from '../begin-delivery.ts';
import { idOfTurn } from './actions.ts';

/** How many of the best fits are looked at for whether they have applied or been invited: as many as one read takes, two keys each. */
const MOST_CONSIDERED = 50;

interface Reaching {
  rule: RuleItem;
  run: RuleRunItem;
  campaign: CampaignItem;
  index: number;
  contextOf: () => CommitContext;
}

/** Invites the creators who fit a campaign best; a repeat of the same run goes on where the first one ended. Answers what came of it. */
export async function inviteBest(reaching: Reaching, { count }: ActionOf<'invite'>): Promise<string | Refused> {
  const { run, campaign, contextOf } = reaching;
  const { nowMs, nowIso } = contextOf();
  const listing = await findOne(listingRef(campaign.campaignId));
  if (!listing || isClosedToApplicants(listing, nowIso.slice(0, '2026-11-20'.length)))
    return refuse('campaign_not_open', 'The campaign takes no applications now, so nobody was invited.');
  // Loaded here: few runs invite anybody.
  const { influencerIndex } = await import('../search/influencer-index.ts');
  const fitting = bestFits(listing, (await influencerIndex(nowMs)).documents(), nowIso);
  const [applied, invited] = await findAll(
    fitting.map(({ influencerId }) => appliedRef(influencerId, campaign.campaignId)),
    fitting.map(({ influencerId }) => invitedRef(influencerId, campaign.campaignId)),
  );
  let done = invited.filter((one) => one?.runId === run.runId).length;
  for (const [index, fit] of fitting.entries()) {
    if (done >= count) break;
    if (applied[index] || invited[index]) continue;
    if (await invite(reaching, listing, fit)) done += 1;
  }
  const were = `${done} ${done === 1 ? 'creator was' : 'creators were'} invited`;
  return done < count ? `${were}; nobody else fits who has not applied or been invited.` : `${were}.`;
}

interface FoundFit {
  influencerId: string;
  score: number;
}

function bestFits(listing: ListingItem, documents: Iterable<SearchDocument>, nowIso: string): FoundFit[] {
  const today = nowIso.slice(0, '2026-11-20'.length);
  const found: FoundFit[] = [];
  for (const { influencerId, niches, accounts, country } of documents) {
    const profile = { niche: niches, socialLinks: accounts, geoLocation: { country } };
    const fit = fitOf(listing, profile, today);
    if (fit.fits) found.push({ influencerId, score: fit.score });
  }
  return found
    .sort((a, b) => b.score - a.score || (a.influencerId < b.influencerId ? -1 : 1))
    .slice(0, MOST_CONSIDERED);
}

async function invite(
  { rule, run, contextOf }: Reaching,
  { workspaceId, campaignId, title, brandName }: ListingItem,
  { influencerId, score }: FoundFit,
): Promise<boolean> {
  const context = contextOf();
  const { ruleId } = rule;
  const invited = { influencerId, workspaceId, campaignId, ruleId, runId: run.runId, score, at: context.nowIso };
  const outcome = await commit(context, {
    reads: {},
    decide: () => ({
      changes: [create(Invited, invited, 'invited_already')],
      event: {
        ...{ type: 'InfluencerInvited', aggregateId: influencerId, seq: context.nowMs },
        partition: partitions.campaign(workspaceId, campaignId),
        data: { workspaceId, campaignId, influencerId, title, brandName },
      },
      answer: { status: 200, body: null },
    }),
  });
  return !isRefused(outcome);
}

/** Begins the delivery of what a rule saw to a webhook of the workspace, signed and guarded like every other; a repeat finds it there. */
export async function callWebhook(
  reaching: Reaching,
  { webhookId }: ActionOf<'webhook'>,
): Promise<string | null | Refused> {
  const { rule, run, campaign, contextOf } = reaching;
  const { workspaceId, ruleId, name } = rule;
  const { eventId, type, occurredAt, data } = run.event;
  const context = contextOf();
  const webhook = await findOne(webhookRef(workspaceId, webhookId));
  if (!webhook) return refuse('not_found', 'The webhook was deleted.');
  if (webhook.status !== 'active') return refuse('not_found', 'The webhook is disabled; enable it again.');
  const payload: WebhookPayload = {
    ...{ id: run.runId, type: RULE_TRIGGERED_TYPE, version: 1, occurredAt, workspaceId },
    data: {
      ...{ ruleId, ruleName: name, campaignId: campaign.campaignId, campaignTitle: campaign.title },
      /** In the form in which webhooks tell it, where they do. */
      event: toldOf({ eventId, type, occurredAt, data }) ?? null,
    },
  };
  const deliveryId = idOfTurn('delivery', reaching);
  await beginDelivery(payload, { workspaceId, webhookId, deliveryId }, context);
  return null;
}
