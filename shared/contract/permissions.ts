import {
  CAMPAIGN_GRANTS,
  type CampaignGrant,
  MEMBER_ROLES,
  type MemberRole,
  ROLES,
  type Role,
  STAFF_ROLES,
} from '#domain/roles.ts';

export { CAMPAIGN_GRANTS, type CampaignGrant, MEMBER_ROLES, type MemberRole, ROLES, type Role, STAFF_ROLES };

/** The one permission table: who may do what. Checks, docs and screens come from it. */
export const PERMISSIONS = {
  'account:self': ROLES,
  'workspace:choose': [...MEMBER_ROLES, 'guest'],
  'workspace:read': MEMBER_ROLES,
  'workspace:leave': MEMBER_ROLES,
  'workspace:manage': ['owner'],
  'member:manage': ['owner', 'manager'],
  'tax:read': ['owner', 'finance'],
  'audit:read': ['owner'],
  'integration:manage': ['owner'],
  'brand:read': MEMBER_ROLES,
  'brand:write': ['owner', 'manager'],
  'campaign:read': MEMBER_ROLES,
  'campaign:write': ['owner', 'manager'],
  'campaign:approve': ['owner', 'manager'],
  'rule:read': MEMBER_ROLES,
  'rule:write': ['owner', 'manager'],
  'task:read': MEMBER_ROLES,
  'task:write': ['owner', 'manager', 'finance'],
  'influencer:self': ['influencer'],
  'influencer:read': [...MEMBER_ROLES, 'influencer', ...STAFF_ROLES],
  'influencer:search': [...MEMBER_ROLES, ...STAFF_ROLES],
  'application:read': MEMBER_ROLES,
  'application:decide': ['owner', 'manager'],
  'application:write': ['influencer'],
  'offer:write': ['owner', 'manager'],
  'offer:read': [...MEMBER_ROLES, 'influencer'],
  'offer:answer': ['owner', 'manager', 'influencer'],
  'contract:read': [...MEMBER_ROLES, 'influencer'],
  'contract:cancel': ['owner', 'finance', 'influencer'],
  'contract:sign': ['owner', 'manager', 'influencer'],
  'document:read': [...MEMBER_ROLES, 'influencer'],
  'document:write': ['owner', 'manager', 'finance', 'influencer'],
  'proof:share': ['owner', 'finance', 'influencer'],
  'content:submit': ['influencer'],
  'content:read': [...MEMBER_ROLES, 'influencer'],
  'content:review': ['owner', 'manager'],
  'content:comment': ['owner', 'manager', 'influencer'],
  'message:read': ['owner', 'manager', 'influencer'],
  'message:write': ['owner', 'manager', 'influencer'],
  'payment:fund': ['owner', 'finance'],
  'payment:read': MEMBER_ROLES,
  'payment:release': ['owner', 'finance'],
  'moderation:decide': ['admin', 'moderator'],
  'dispute:read': [...MEMBER_ROLES, 'influencer', 'admin', 'support'],
  'dispute:write': ['owner', 'manager', 'finance', 'influencer'],
  'dispute:settle': ['owner', 'finance', 'influencer'],
  'dispute:resolve': ['admin', 'support'],
  'invoice:read': ['owner', 'finance', 'manager', 'influencer'],
  'payment:claw-back': ['admin'],
  'tax:check': ['admin', 'support'],
  'ledger:check': ['admin'],
  'ledger:adjust': ['admin'],
  'ledger:read': ['owner', 'finance', 'manager', 'influencer', 'admin'],
  'analytics:read': MEMBER_ROLES,
  'receipt:read': [...MEMBER_ROLES, 'influencer'],
  'notification:self': ROLES,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** What a grant on one campaign lets a member do there, whatever their role. Reading is not among it but for talks: every member reads campaigns, budgets and payments. */
export const GRANTS = {
  campaign: [
    'campaign:write',
    'campaign:approve',
    'application:decide',
    'offer:write',
    'offer:answer',
    'contract:sign',
    'content:review',
    'message:read',
    'message:write',
    'document:write',
    'dispute:write',
  ],
  budget: [
    'payment:fund',
    'payment:release',
    'contract:cancel',
    'invoice:read',
    'document:write',
    'dispute:write',
    'dispute:settle',
  ],
  communications: ['content:comment', 'message:read', 'message:write', 'document:write'],
} as const satisfies Record<CampaignGrant, readonly Permission[]>;

/** The grants that give a permission on the campaign they are for. */
export function grantsOf(permission: Permission): CampaignGrant[] {
  return CAMPAIGN_GRANTS.filter((grant) => (GRANTS[grant] as readonly Permission[]).includes(permission));
}

/** Whether somebody holds a permission on a campaign on which they have these grants: by their role, or by one of them. */
export function mayOn(role: Role, grants: readonly CampaignGrant[] | undefined, permission: Permission): boolean {
  return may(role, permission) || grantsOf(permission).some((grant) => grants?.includes(grant) ?? false);
}

/** Whether a role may give a grant or take it away: nobody passes on what was only granted to them. */
export function mayGrant(giver: Role, grant: CampaignGrant): boolean {
  return GRANTS[grant].every((permission) => may(giver, permission));
}

/** Whether one role may give another: nobody gives a permission that they do not hold themselves. */
export function mayGive(giver: Role, role: Role): boolean {
  return (Object.keys(PERMISSIONS) as Permission[]).every(
    (permission) => !may(role, permission) || may(giver, permission),
  );
}

/** Whether a role holds a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
