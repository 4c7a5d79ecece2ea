import { LinkTabs } from '@/ui/link-tabs.tsx';

const TABS = [
  { id: '/account', label: 'Profile' },
  { id: '/account/security', label: 'Security' },
  { id: '/account/notifications', label: 'Notifications' },
  { id: '/account/privacy', label: 'Privacy' },
  { id: '/account/activity', label: 'Activity' },
] as const;

/** The parts of one's own account. */
export function AccountTabs() {
  return <LinkTabs label="Parts of your account" tabs={TABS} linkOf={(to) => ({ to })} />;
}
