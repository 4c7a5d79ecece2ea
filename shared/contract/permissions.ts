import { MEMBER_ROLES, type MemberRole, ROLES, type Role, STAFF_ROLES } from '#domain/roles.ts';

export { MEMBER_ROLES, type MemberRole, ROLES, type Role, STAFF_ROLES };

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
  'contract:sign': ['owner', 'manager', 'influencer'],
  'content:submit': ['influencer'],
  'content:read': [...MEMBER_ROLES, 'influencer'],
  'content:review': ['owner', 'manager'],
  'content:comment': ['owner', 'manager', 'influencer'],
  'payment:fund': ['owner', 'finance'],
  'payment:read': MEMBER_ROLES,
  'payment:release': ['owner', 'finance'],
  'invoice:read': ['owner', 'finance', 'manager', 'influencer'],
  'ledger:read': ['owner', 'finance', 'manager', 'influencer', 'admin'],
  'analytics:read': MEMBER_ROLES,
  'receipt:read': [...MEMBER_ROLES, 'influencer'],
  'notification:self': ROLES,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

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
