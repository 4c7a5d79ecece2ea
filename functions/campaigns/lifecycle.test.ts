import { describe, expect, it } from 'vitest';
import { deleteCampaign, updateCampaign } from '#contract/areas/campaigns.ts';
import {
  approvePublishing,
  cancelCampaign,
  changeBudget,
  changePlaces,
  completeCampaign,
  declinePublishing,
  pauseCampaign,
  publishCampaign,
  resumeCampaign,
  withdrawPublishing,
} from '#contract/areas/lifecycle.ts';
import { appealCampaign } from '#contract/areas/moderation.ts';
import { mayOn } from '#contract/permissions.ts';
import { Budgets } from '#data/budget.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { Listings, listingRef } from '#data/listing.ts';
import { type ModerationItem, ModerationItems } from '#data/moderation.ts';
import { PlacesOf } from '#data/places.ts';
import { findOne } from '#data/read.ts';
import { countBy, folderTally } from '#data/tally.ts';
import { openBudget } from '#domain/budget.ts';
import { CAMPAIGN_STATUSES, type Campaign, type CampaignStatus } from '#domain/campaign.ts';
import type { CampaignModeration } from '#domain/campaign-review.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { GUARDS, type Guard, type LIFECYCLE, type LifecycleCommand, ruleOf, takes } from '#domain/lifecycle-table.ts';
import { planListing } from '#domain/listing.ts';
import { MEMBER_ROLES, STAFF_ROLES } from '#domain/roles.ts';
import { NO_LIMITS } from '#domain/spending-limits.ts';
import type { Caller, MemberActor } from '#runtime/actor.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { callEndpoint, testGuest, testInfluencer, testStaff } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as appealing } from './appeal-moderation.ts';
import { handler as approving } from './approve-publishing.ts';
import { handler as cancelling } from './cancel-campaign.ts';
import { handler as changingBudget } from './change-budget.ts';
import { handler as changingPlaces } from './change-places.ts';
import { handler as completing } from './complete-campaign.ts';
import { handler as declining } from './decline-publishing.ts';
import { handler as deleting } from './delete-campaign.ts';
import { handler as pausing } from './pause-campaign.ts';
import { handler as publishing } from './publish-campaign.ts';
import { handler as resuming } from './resume-campaign.ts';
import { handler as updating } from './update-campaign.ts';
import { handler as withdrawing } from './withdraw-publishing.ts';

/** The whole table of the lifecycle against the real endpoints: every state, command and role, and every guard. */
prepareTestTable();

type MemberCommand = {
  [C in LifecycleCommand]: (typeof LIFECYCLE)[C]['by'] extends `campaign:${string}` ? C : never;
}[LifecycleCommand];

const VERSION = 7;
const NOW = '2026-11-20T10:00:00.000Z';
const seen = { version: VERSION };
const ENDPOINTS = {
  edit: { endpoint: updateCampaign, handler: updating, body: { ...seen, title: 'Other' } },
  delete: { endpoint: deleteCampaign, handler: deleting },
  publish: { endpoint: publishCampaign, handler: publishing },
  approve: { endpoint: approvePublishing, handler: approving, body: seen },
  decline: { endpoint: declinePublishing, handler: declining, body: { ...seen, reason: 'No price.' } },
  withdraw: { endpoint: withdrawPublishing, handler: withdrawing },
  change_budget: { endpoint: changeBudget, handler: changingBudget, body: { ...seen, amountMinor: 600_000 } },
  change_places: { endpoint: changePlaces, handler: changingPlaces, body: { ...seen, places: 3 } },
  pause: { endpoint: pauseCampaign, handler: pausing },
  resume: { endpoint: resumeCampaign, handler: resuming },
  cancel: { endpoint: cancelCampaign, handler: cancelling },
  complete: { endpoint: completeCampaign, handler: completing },
  appeal: { endpoint: appealCampaign, handler: appealing, body: { text: 'It is a quotation.' } },
} satisfies Record<MemberCommand, { endpoint: unknown; handler: unknown; body?: object }>;
const COMMANDS = Object.keys(ENDPOINTS) as MemberCommand[];

let opened: ReturnType<typeof openWorkspace<typeof MEMBER_ROLES>> | undefined;
/** One workspace with a person of each role. */
function team() {
  opened ??= openWorkspace(MEMBER_ROLES);
  return opened;
}

interface Staged {
  status: CampaignStatus;
  /** Where it is, and who asks for a draft to be published. */
  at: { workspaceId: string; brandId: string };
  askedBy?: string;
  edit?: Partial<Campaign>;
  committedMinor?: number;
  takenCount?: number;
  /** Where moderators are with a draft. */
  moderated?: Partial<CampaignModeration>;
}

/** What a moderator did not let through a moment ago. */
const REFUSED = {
  ...{ state: 'refused', score: 80, findings: [], reason: 'It swears.', decidedAt: isoOf(nowMs()), isNewBrand: false },
} satisfies Omit<CampaignModeration, 'itemId'>;

/** A draft as moderators have it. */
function itemOf(
  { workspaceId, campaignId, brandId, title }: Campaign,
  { itemId, state, findings, score }: CampaignModeration,
): ModerationItem {
  return {
    ...{ itemId: itemId ?? '', workspaceId, campaignId, campaignTitle: title, brandName: 'One' },
    ...{ brand: { brandId, isNew: false }, caption: title, mediaUrls: [], media: [], findings, score },
    ...{ state: state as 'refused', decisions: [], appeal: null, waitsSince: NOW, version: 1 },
    ...{ createdAt: NOW, updatedAt: NOW },
  };
}

/** A campaign in a state with all that belongs to it there. */
async function stage({
  status,
  at,
  askedBy,
  edit,
  committedMinor = 0,
  takenCount,
  moderated,
}: Staged): Promise<string> {
  const campaignId = newId('campaign');
  const money = { amountMinor: 500_000, currency: 'EUR' as const };
  const campaign: Campaign = {
    ...{ ...at, campaignId, brandName: 'One', title: 'Serum', brief: 'Reels', budget: { min: money, max: money } },
    ...{ startDate: '2098-01-01', endDate: '2099-01-01', status, version: VERSION, createdAt: NOW, updatedAt: NOW },
    deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
    ...(status === 'paused' ? { pausedFrom: 'active', pausedAt: NOW } : {}),
    ...(status === 'disputed' ? { disputes: { count: 1, from: 'active' } } : {}),
    ...(status === 'draft' && askedBy ? { publishing: { state: 'asked', askedBy, askedAt: NOW } } : {}),
    ...(moderated ? { moderation: { ...REFUSED, itemId: newId('moderation'), ...moderated } } : {}),
    ...edit,
  };
  await write(
    create(Campaigns, campaign),
    ...(campaign.moderation ? [create(ModerationItems, itemOf(campaign, campaign.moderation))] : []),
    ...(status === 'draft' ? [] : [create(Budgets, { ...openBudget(campaign, '2026'), committedMinor })]),
    ...(takenCount === undefined ? [] : [create(PlacesOf, { workspaceId: at.workspaceId, campaignId, takenCount })]),
    ...(OPEN_STATUSES.includes(status) ? [create(Listings, planListing(campaign, 'One'))] : []),
  );
  return campaignId;
}

function give(command: MemberCommand, actor: Caller, campaignId: string, body?: object) {
  const { endpoint, handler, ...rest } = ENDPOINTS[command];
  const said = 'body' in rest ? { body: { ...rest.body, ...body } } : {};
  return callEndpoint(handler, endpoint, { actor, params: { campaignId }, ...said });
}

/** Everybody who may ask: each role, a viewer with a grant there and one with a grant elsewhere, a key with and without the scope. */
async function callersOf(command: MemberCommand): Promise<{ who: string; actor: Caller; may: boolean }[]> {
  const { by } = ruleOf(command) as { by: 'campaign:write' | 'campaign:approve' };
  const { people, workspaceId, brandId } = await team();
  const viewer = people.find(({ actor }) => actor.role === 'viewer')?.actor as MemberActor;
  const key = { kind: 'key', keyId: countedId('apiKey', 1), workspaceId, brandId } as const;
  return [
    ...people.map(({ actor }) => ({ who: actor.role, actor, may: mayOn(actor.role, undefined, by) })),
    { who: 'viewer with a grant', actor: { ...viewer, grants: {} }, may: true },
    { who: 'viewer with a grant elsewhere', actor: viewer, may: false },
    { who: 'influencer', actor: testInfluencer(), may: false },
    { who: 'guest', actor: testGuest(), may: false },
    ...STAFF_ROLES.map((role) => ({ who: role, actor: testStaff(role), may: false })),
    ...(by === 'campaign:write'
      ? [{ who: 'key', actor: { ...key, scopes: ['campaign:write' as const] }, may: true }]
      : []),
  ];
}

/** What the table says about a cell: the state after it, or the refusal. */
function expected(command: MemberCommand, status: CampaignStatus, may: boolean): { code: string } | { to: string } {
  if (!may) return { code: 'not_allowed' };
  const { to, otherwise } = ruleOf(command);
  if (!takes(status, command)) return { code: String(otherwise) };
  return { to: to === 'same' ? status : to === 'before' ? 'active' : to };
}

describe('every state, command and role', () => {
  it.each(COMMANDS)('%s', async (command) => {
    const { people } = await team();
    const [at, other] = [people[0]?.actor as MemberActor, people[1]?.actor as MemberActor];
    for (const status of CAMPAIGN_STATUSES)
      for (const { who, actor: caller, may } of await callersOf(command)) {
        const own = command === 'withdraw' && 'userId' in caller ? caller.userId : undefined;
        const asker = own ?? (who === 'manager' ? at : other).userId;
        const campaignId = await stage({
          ...{ status, at: { workspaceId: at.workspaceId, brandId: at.brandId } },
          ...(['approve', 'decline', 'withdraw'].includes(command) ? { askedBy: asker } : {}),
          ...(command === 'appeal' ? { moderated: {} } : {}),
        });
        const actor = 'grants' in caller ? { ...caller, grants: { [campaignId]: ['campaign' as const] } } : caller;
        const answer = await give(command, actor, campaignId);
        const after = await findOne(campaignRef(at.workspaceId, campaignId));
        const cell = `${command} of ${status} by ${who}: ${JSON.stringify(answer.body)}`;
        const says = expected(command, status, may);
        if ('code' in says) {
          expect(answer.body.code, cell).toBe(says.code);
          expect(after, cell).toMatchObject({ status, version: VERSION });
        } else {
          expect(answer.status, cell).toBe(200);
          expect(after?.status ?? 'gone', cell).toBe(says.to);
          expect(Boolean(await findOne(listingRef(campaignId))), cell).toBe(
            OPEN_STATUSES.includes(says.to as CampaignStatus),
          );
        }
      }
  });
});

/** How each guard is broken: what is staged, what is asked. */
interface Breach extends Omit<Staged, 'status' | 'at' | 'askedBy'> {
  workspace?: Parameters<typeof openWorkspace>[1];
  roles?: ('owner' | 'manager')[];
  body?: object;
  askedBy?: 'nobody' | 'oneself' | 'another';
  documents?: true;
}
const BREACHES: Record<Guard, Breach> = {
  version_as_read: { body: { version: VERSION - 1 } },
  no_contradiction: { body: { endDate: '2097-01-01' } },
  complete: { edit: { endDate: '2020-01-01' } },
  within_limits: { workspace: { limits: { ...NO_LIMITS, yearMinor: 1 } } },
  second_member: {
    workspace: {
      policies: { publishNeedsSecondMember: true, secondReleaserAboveMinor: null, twoFactorRequired: false },
    },
    roles: ['owner'],
  },
  cleared: { moderated: {} },
  refused: { moderated: { state: 'waits' } },
  may_appeal: { moderated: { hasAppealed: true } },
  asked_for: { askedBy: 'nobody' },
  other_person: { askedBy: 'oneself' },
  own_request: { askedBy: 'another' },
  covers_committed: { committedMinor: 650_000 },
  covers_taken: { takenCount: 4 },
  no_commitments: { committedMinor: 1 },
  no_documents: { documents: true },
};
const GUARDED = COMMANDS.flatMap((command) => ruleOf(command).guards.map((guard) => ({ command, guard })));

describe('every guard', () => {
  it('guards some command', () => {
    expect(new Set(GUARDED.map(({ guard }) => guard))).toEqual(new Set(Object.keys(GUARDS)));
  });

  it.each(GUARDED)('$command only where $guard', async ({ command, guard }) => {
    const { workspace, roles = ['owner', 'manager'], body, documents, askedBy, ...staged } = BREACHES[guard];
    const { people, workspaceId, brandId } = await openWorkspace(roles, workspace);
    const [actor, other] = people.map((one) => one.actor) as [MemberActor, MemberActor?];
    const status = command === 'cancel' ? 'active' : (ruleOf(command).from[0] as CampaignStatus);
    const usual = command === 'withdraw' ? 'oneself' : 'another';
    const asker = { nobody: undefined, oneself: actor.userId, another: other?.userId }[askedBy ?? usual];
    const asks = ['approve', 'decline', 'withdraw'].includes(command) && asker ? { askedBy: asker } : {};
    const campaignId = await stage({ status, at: { workspaceId, brandId }, ...asks, ...staged });
    if (documents) await write(countBy(undefined, workspaceId, folderTally(campaignId), 1));
    const answer = await give(command, actor, campaignId, body);
    expect(answer.body.code, JSON.stringify(answer.body)).toBe(GUARDS[guard].code);
    expect(await findOne(campaignRef(workspaceId, campaignId))).toMatchObject({ status, version: VERSION });
  });
});
