import { LinkTabs } from '@/ui/link-tabs.tsx';

const TABS = [
  { id: '/integrations', label: 'API keys' },
  { id: '/integrations/webhooks', label: 'Webhooks' },
  { id: '/developers', label: 'API reference' },
] as const;

/** The ways to connect other programs to a workspace. */
export function IntegrationTabs() {
  return <LinkTabs label="Integrations" tabs={TABS} linkOf={(to) => ({ to })} />;
}
