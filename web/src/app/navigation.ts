import { MEMBER_ROLES, type Permission, type Role } from '#contract/permissions.ts';
import type { IconName } from '@/ui/icon.tsx';

export interface NavigationEntry {
  label: string;
  /** Short name for the bar of a phone. */
  short?: string;
  to:
    | '/overview'
    | '/performance'
    | '/campaigns'
    | '/influencers'
    | '/discover'
    | '/offers'
    | '/messages'
    | '/contracts'
    | '/rights'
    | '/tasks'
    | '/rules'
    | '/earnings'
    | '/applications'
    | '/ledger'
    | '/admin/ledger-check'
    | '/admin/reconciliation'
    | '/documents'
    | '/disputes'
    | '/moderation'
    | '/admin/claw-backs'
    | '/admin/stuck-refunds'
    | '/invoices'
    | '/brand'
    | '/workspace'
    | '/workspaces'
    | '/integrations'
    | '/profile'
    | '/rate-card'
    | '/social-accounts'
    | '/payout-account'
    | '/account';
  icon: IconName;
  permission: Permission;
  /** Also for whoever holds the permission on a single campaign alone. */
  byGrant?: true;
  /** With the number of what is unread there. */
  counted?: true;
  /** Roles that hold the permission but have nothing of their own there. */
  except?: readonly Role[];
}

/** What the shell offers, in order; each person sees what their role may open. A new area adds its line here. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Overview', to: '/overview', icon: 'home', permission: 'analytics:read' },
  { label: 'Overview', to: '/overview', icon: 'home', permission: 'influencer:self' },
  { label: 'Overview', to: '/overview', icon: 'home', permission: 'dispute:resolve' },
  { label: 'Campaigns', to: '/campaigns', icon: 'campaigns', permission: 'campaign:read' },
  { label: 'Find influencers', short: 'Find', to: '/influencers', icon: 'search', permission: 'influencer:search' },
  { label: 'Discover', to: '/discover', icon: 'discover', permission: 'influencer:self' },
  { label: 'Offers', to: '/offers', icon: 'offer', permission: 'influencer:self' },
  { label: 'Messages', to: '/messages', icon: 'mail', permission: 'message:read', byGrant: true, counted: true },
  { label: 'Contracts', to: '/contracts', icon: 'contract', permission: 'influencer:self' },
  { label: 'Rights', to: '/rights', icon: 'eye', permission: 'contract:read' },
  { label: 'Tasks', to: '/tasks', icon: 'check', permission: 'task:read' },
  { label: 'Rules', to: '/rules', icon: 'filter', permission: 'rule:read' },
  { label: 'Earnings', to: '/earnings', icon: 'wallet', permission: 'influencer:self' },
  { label: 'Performance', to: '/performance', icon: 'chart', permission: 'influencer:self' },
  { label: 'Applications', to: '/applications', icon: 'inbox', permission: 'application:write' },
  { label: 'Statement', to: '/ledger', icon: 'ledger', permission: 'ledger:read', except: ['admin'] },
  { label: 'Ledger check', short: 'Ledger', to: '/admin/ledger-check', icon: 'ledger', permission: 'ledger:check' },
  {
    label: 'Reconciliation',
    short: 'Reconcile',
    to: '/admin/reconciliation',
    icon: 'ledger',
    permission: 'ledger:check',
  },
  { label: 'Documents', to: '/documents', icon: 'tag', permission: 'document:read' },
  { label: 'Disputes', to: '/disputes', icon: 'alert', permission: 'dispute:read' },
  { label: 'Moderation', to: '/moderation', icon: 'eye', permission: 'moderation:decide' },
  { label: 'Claw-backs', to: '/admin/claw-backs', icon: 'wallet', permission: 'payment:claw-back' },
  { label: 'Stuck refunds', to: '/admin/stuck-refunds', icon: 'wallet', permission: 'payment:claw-back' },
  { label: 'Invoices', to: '/invoices', icon: 'contract', permission: 'invoice:read' },
  { label: 'Social accounts', to: '/social-accounts', icon: 'discover', permission: 'influencer:self' },
  { label: 'Payout account', to: '/payout-account', icon: 'lock', permission: 'influencer:self' },
  { label: 'Rate card', to: '/rate-card', icon: 'tag', permission: 'influencer:self' },
  { label: 'My profile', short: 'Profile', to: '/profile', icon: 'profile', permission: 'influencer:self' },
  { label: 'Brand profile', short: 'Brand', to: '/brand', icon: 'brand', permission: 'brand:read' },
  { label: 'Workspace', to: '/workspace', icon: 'team', permission: 'workspace:read' },
  { label: 'Workspaces', to: '/workspaces', icon: 'team', permission: 'workspace:choose', except: MEMBER_ROLES },
  { label: 'Integrations', to: '/integrations', icon: 'link', permission: 'integration:manage' },
  { label: 'Account', to: '/account', icon: 'account', permission: 'account:self' },
];
