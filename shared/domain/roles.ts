/** Roles a request can come with: members of a workspace, influencers, people of the platform, and those who belong to no workspace (any more). */
export const MEMBER_ROLES = ['owner', 'manager', 'finance', 'viewer'] as const;
export const STAFF_ROLES = ['admin', 'moderator', 'support'] as const;
/** What a person is by themselves, outside of any workspace. */
export const OWN_ROLES = ['guest', 'influencer', ...STAFF_ROLES] as const;
export const ROLES = [...MEMBER_ROLES, ...OWN_ROLES] as const;

/** What a member may be given on one campaign, beside what their role gives them everywhere. */
export const CAMPAIGN_GRANTS = ['campaign', 'budget', 'communications'] as const;
export type CampaignGrant = (typeof CAMPAIGN_GRANTS)[number];
/** By campaign id; a campaign without any is not named. */
export type CampaignGrants = Readonly<Record<string, readonly CampaignGrant[]>>;

export type MemberRole = (typeof MEMBER_ROLES)[number];
export type OwnRole = (typeof OWN_ROLES)[number];
export type Role = (typeof ROLES)[number];

/** Who may have caused something: a person of some kind, someone without a session, the platform itself, a key of a workspace, or a rule of one. */
export const ACTOR_KINDS = ['member', 'influencer', 'staff', 'guest', 'anonymous', 'system', 'key', 'rule'] as const;
