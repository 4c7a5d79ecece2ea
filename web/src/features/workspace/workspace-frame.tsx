import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import { getWorkspace, type WorkspaceView } from '#contract/areas/workspaces.ts';
import { may } from '#contract/permissions.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { LinkTabs } from '@/ui/link-tabs.tsx';
import { Loaded } from '@/ui/loaded.tsx';

export type Workspace = z.output<typeof WorkspaceView>;
export type Member = Workspace['members'][number];

const TABS = [
  { id: '/workspace', label: 'Team' },
  { id: '/workspace/roles', label: 'Roles' },
  { id: '/workspace/brands', label: 'Brands' },
  { id: '/workspace/budget', label: 'Budget', permission: 'campaign:read' },
  { id: '/workspace/screening', label: 'Screening' },
  { id: '/workspace/settings', label: 'Settings' },
  { id: '/workspace/invoices', label: 'Invoices', permission: 'tax:read' },
  { id: '/workspace/audit-log', label: 'Audit log', permission: 'audit:read' },
] as const;

/** Head and tabs of the screens about the workspace one works in, with the workspace when it is read. */
export function WorkspaceFrame({ children }: { children: (workspace: Workspace) => ReactNode }) {
  const { role, workspaceId: current } = useUser();
  const workspaceId = current ?? '';
  const tabs = TABS.filter((tab) => !('permission' in tab) || may(role, tab.permission));
  const query = useEndpoint(getWorkspace, { params: { workspaceId } }, { enabled: workspaceId !== '' });
  return (
    <>
      <PageHeader
        title={query.data?.name ?? 'Workspace'}
        lead="Your organisation, its brands and the people who work in it."
        actions={
          <ButtonLink to="/workspaces" size="small">
            Your workspaces
          </ButtonLink>
        }
      />
      <LinkTabs label="Parts of the workspace" tabs={tabs} linkOf={(to) => ({ to })} />
      <Loaded query={query}>{children}</Loaded>
    </>
  );
}
