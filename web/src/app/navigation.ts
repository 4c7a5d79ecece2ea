import type { Permission } from '#contract/permissions.ts';
import type { IconName } from '@/ui/icon.tsx';

export interface NavigationEntry {
  label: string;
  /** Short name for the bar of a phone. */
  short?: string;
  to: '/campaigns' | '/brand' | '/workspace' | '/profile' | '/account';
  icon: IconName;
  permission: Permission;
}

/** What the shell offers, in order; each person sees what their role may open. A new area adds its line here. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Campaigns', to: '/campaigns', icon: 'campaigns', permission: 'campaign:read' },
  { label: 'My profile', short: 'Profile', to: '/profile', icon: 'profile', permission: 'influencer:self' },
  { label: 'Brand profile', short: 'Brand', to: '/brand', icon: 'brand', permission: 'brand:read' },
  { label: 'Workspace', to: '/workspace', icon: 'team', permission: 'workspace:read' },
  { label: 'Account', to: '/account', icon: 'account', permission: 'account:self' },
];
