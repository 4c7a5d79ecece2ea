import * as z from 'zod/mini';
import { CAMPAIGN_CANCEL_INSTEADS, CAMPAIGN_CANCEL_LINES } from '#domain/campaign-cancellation.ts';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { LIFECYCLE } from '#domain/lifecycle-table.ts';
import { defineEndpoint } from '../endpoint.ts';
import { EventActor } from '../events.ts';
import { Balance, Instant, id, Money, page, pageQuery, text } from '../schemas.ts';
import { Campaign, campaignParams, PlaceCount } from './campaigns.ts';

/** One command on a campaign's status, given by a member; who may give it is in the table of the lifecycle. */
function commandEndpoint<const Id extends string, const Name extends 'pause' | 'resume' | 'cancel' | 'complete'>(
  endpointId: Id,
  name: Name,
  summary: string,
) {
  return defineEndpoint({
    id: endpointId,
    method: 'POST',
    path: `/campaigns/{campaignId}/${name}`,
    allow: [LIFECYCLE[name].by],
    byGrant: 'path',
    idempotent: true,
    params: campaignParams,
    responses: { 200: Campaign },
    errors: ['not_found', 'illegal_transition', 'campaign_has_commitments'],
    summary,
  });
}

const limitErrors = ['spending_limit_exceeded', 'campaign_limit_exceeded'] as const;
const publishErrors = [
  'not_found',
  'illegal_transition',
  'campaign_not_ready',
  'campaign_in_moderation',
  ...limitErrors,
] as const;

export const changeBudget = defineEndpoint({
  id: 'campaigns.change-budget',
  method: 'PUT',
  path: '/campaigns/{campaignId}/budget',
  allow: [LIFECYCLE.change_budget.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({
    /** Of the campaign as you read it. */
    version: z.int(),
    /** The most it may spend, in minor units of its currency. */
    amountMinor: z.int().check(z.gte(1), z.lte(99_999_999)),
  }),
  responses: { 200: Campaign },
  errors: ['not_found', 'version_conflict', 'campaign_not_editable', 'budget_below_committed', ...limitErrors],
  summary: 'Raise or lower the budget of a published campaign; never below what accepted contracts come to.',
});

const Places = z.strictObject({
  /** How many influencers it takes; null for as many as its budget reaches for. */
  places: z.nullable(PlaceCount),
  /** How many have a contract, without those that ended before anything was handed in. */
  takenCount: z.int(),
  /** Whether nobody else can be taken. */
  isFull: z.boolean(),
  /** Of the campaign: who changes its places names it. */
  version: z.int(),
});
z.globalRegistry.add(Places, { id: 'Places' });

export const getPlaces = defineEndpoint({
  id: 'campaigns.get-places',
  method: 'GET',
  path: '/campaigns/{campaignId}/places',
  allow: ['campaign:read'],
  params: campaignParams,
  responses: { 200: Places },
  errors: ['not_found'],
  summary: 'How many influencers a campaign takes, and how many it has.',
});

export const changePlaces = defineEndpoint({
  id: 'campaigns.change-places',
  method: 'PUT',
  path: '/campaigns/{campaignId}/places',
  allow: [LIFECYCLE.change_places.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({
    /** Of the campaign as you read it. */
    version: z.int(),
    places: z.nullable(PlaceCount),
  }),
  responses: { 200: Campaign },
  errors: ['not_found', 'version_conflict', 'campaign_not_editable', 'places_below_taken'],
  summary: 'Let a published campaign take more influencers or fewer; never fewer than have a contract.',
});

export const publishCampaign = defineEndpoint({
  id: 'campaigns.publish-campaign',
  method: 'POST',
  path: '/campaigns/{campaignId}/publish',
  allow: [LIFECYCLE.publish.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  /** 202: it is still a draft, and waits for another member or a moderator. */
  responses: { 200: Campaign, 202: Campaign },
  errors: [...publishErrors, 'publishing_asked_already', 'no_second_member'],
  summary:
    'Open a complete draft to influencers (200); where another member has to, or a moderator looks first, it waits for them as a draft (202).',
});

export const approvePublishing = defineEndpoint({
  id: 'campaigns.approve-publishing',
  method: 'POST',
  path: '/campaigns/{campaignId}/approve-publishing',
  allow: [LIFECYCLE.approve.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({
    /** Of the campaign as you read it: the approval is for that one and no other. */
    version: z.int(),
  }),
  /** 202: it is still a draft, and waits for a moderator. */
  responses: { 200: Campaign, 202: Campaign },
  errors: [...publishErrors, 'publishing_not_asked', 'same_person', 'version_conflict'],
  summary: 'Publish a draft that another member asks to have published.',
});

export const declinePublishing = defineEndpoint({
  id: 'campaigns.decline-publishing',
  method: 'POST',
  path: '/campaigns/{campaignId}/decline-publishing',
  allow: [LIFECYCLE.decline.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({ version: z.int(), reason: text(1, 1000) }),
  responses: { 200: Campaign },
  errors: ['not_found', 'publishing_not_asked', 'same_person', 'version_conflict'],
  summary: 'Say why a draft that another member asks to have published should not be.',
});

export const withdrawPublishing = defineEndpoint({
  id: 'campaigns.withdraw-publishing',
  method: 'POST',
  path: '/campaigns/{campaignId}/withdraw-publishing',
  allow: [LIFECYCLE.withdraw.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  responses: { 200: Campaign },
  errors: ['not_found', 'publishing_not_asked', 'not_your_request'],
  summary: 'Take your own request for publishing back.',
});
export const pauseCampaign = commandEndpoint(
  'campaigns.pause-campaign',
  'pause',
  'Take no applications and start nothing until it is resumed.',
);
export const resumeCampaign = commandEndpoint(
  'campaigns.resume-campaign',
  'resume',
  'Go on where the campaign was paused.',
);
export const cancelCampaign = commandEndpoint(
  'campaigns.cancel-campaign',
  'cancel',
  'End a campaign that has no contracts.',
);
export const completeCampaign = commandEndpoint(
  'campaigns.complete-campaign',
  'complete',
  'End an active campaign before its last day.',
);

/** What cancelling a campaign would come to now. */
export const CampaignCancellation = z.strictObject({
  may: z.boolean(),
  /** Why not. */
  code: z.nullable(z.enum(['illegal_transition', 'campaign_has_commitments'])),
  /** What helps where it may not. */
  instead: z.nullable(z.enum(CAMPAIGN_CANCEL_INSTEADS)),
  /** Where the money of its contracts is, and what comes back to the limit of the year. */
  lines: z.array(z.strictObject({ line: z.enum(CAMPAIGN_CANCEL_LINES), amount: Balance })),
  /** Those whose money is neither settled nor cancelled. */
  contracts: z.array(z.strictObject({ contractId: id('contract'), status: z.enum(HOLD_STATUSES), price: Money })),
});
z.globalRegistry.add(CampaignCancellation, { id: 'CampaignCancellation' });

export const getCampaignCancellation = defineEndpoint({
  id: 'campaigns.get-cancellation',
  method: 'GET',
  path: '/campaigns/{campaignId}/cancellation',
  allow: ['campaign:read'],
  params: campaignParams,
  responses: { 200: CampaignCancellation },
  errors: ['not_found'],
  summary:
    'What cancelling a campaign would come to, in money and contracts, before anybody does; or why it cannot be, and what helps instead.',
});

export const duplicateCampaign = defineEndpoint({
  id: 'campaigns.duplicate-campaign',
  method: 'POST',
  path: '/campaigns/{campaignId}/duplicate',
  allow: ['campaign:write'],
  byGrant: 'never',
  idempotent: true,
  params: campaignParams,
  responses: { 201: Campaign },
  errors: ['not_found'],
  summary: 'A new draft with the same contents, without dates.',
});

export const TimelineEntry = z.strictObject({
  eventId: id('event'),
  type: z.string(),
  occurredAt: Instant,
  actor: EventActor,
  /** The name of who did it: a member, or the influencer it is about; null for everybody else, and for members who are gone. */
  by: z.nullable(z.string()),
  /** Whom it is about, where that is one influencer. */
  influencer: z.nullable(z.strictObject({ influencerId: id('influencer'), name: z.string() })),
  data: z.record(z.string(), z.unknown()),
});
z.globalRegistry.add(TimelineEntry, { id: 'TimelineEntry' });

export const getTimeline = defineEndpoint({
  id: 'campaigns.get-timeline',
  method: 'GET',
  path: '/campaigns/{campaignId}/timeline',
  allow: ['campaign:read'],
  params: campaignParams,
  query: pageQuery({}),
  responses: { 200: page(TimelineEntry) },
  errors: ['bad_cursor'],
  summary: 'Everything that happened in a campaign, newest first.',
});

export const lifecycleEndpoints = [
  publishCampaign,
  approvePublishing,
  declinePublishing,
  withdrawPublishing,
  pauseCampaign,
  resumeCampaign,
  cancelCampaign,
  getCampaignCancellation,
  completeCampaign,
  duplicateCampaign,
  changeBudget,
  getPlaces,
  changePlaces,
  getTimeline,
] as const;
